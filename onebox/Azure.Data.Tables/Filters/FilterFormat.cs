using System.Globalization;

namespace Azure.Data.Tables.Filters;

/// <summary>Filters written as interpolated strings: the text is the filter's, the values are only ever literals.</summary>
internal static class FilterFormat
{
    /// <exception cref="ArgumentException">A value is of a type that has no literal.</exception>
    public static string Create(FormattableString filter)
    {
        // As the official client: no filter.
        if (filter is null)
            return null!;
        var literals = new object[filter.ArgumentCount];
        for (var i = 0; i < literals.Length; i++)
        {
            var value = filter.GetArgument(i);
            literals[i] =
                FilterLiteral.Of(value)
                ?? throw new ArgumentException($"Unable to convert argument {i} from type {value!.GetType()} to an OData literal.");
        }
        return string.Format(CultureInfo.InvariantCulture, filter.Format, literals);
    }
}
