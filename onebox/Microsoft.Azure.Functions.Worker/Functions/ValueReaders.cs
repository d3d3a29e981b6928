using System.Globalization;
using System.Reflection;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Reads a string as one type; false when it cannot.</summary>
internal delegate bool ValueReader(string text, out object? value);

/// <summary>A reader for a string, an enum, or anything that is IParsable (numbers, Guid, dates, the app's own domain types).</summary>
internal static class ValueReaders
{
    public static ValueReader? For(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string) || type == typeof(object))
            return Text;
        if (type.IsEnum)
            return (text, out value) => Enum.TryParse(type, text, ignoreCase: true, out value);
        var parsable = typeof(IParsable<>);
        return type.GetInterfaces()
            .Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == parsable && i.GenericTypeArguments[0] == type)
            ? typeof(ValueReaders)
                .GetMethod(nameof(Parsed), BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(type)
                .CreateDelegate<ValueReader>()
            : null;
    }

    private static bool Text(string text, out object? value)
    {
        value = text;
        return true;
    }

    private static bool Parsed<T>(string text, out object? value)
        where T : IParsable<T>
    {
        var read = T.TryParse(text, CultureInfo.InvariantCulture, out var parsed);
        value = parsed;
        return read;
    }
}
