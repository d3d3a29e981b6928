using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

/// <summary>Values in words, with the sender's own digits and units: nothing is converted or rounded.</summary>
internal static class ValueText
{
    /// <summary>Null for what has no value, or none that a line of text can hold (SampledData, Attachment).</summary>
    public static string? Of(DataType? value) =>
        value switch
        {
            null => null,
            Quantity quantity => Of(quantity),
            CodeableConcept concept => Concept.Text(concept),
            FhirBoolean truth => truth.Value is { } yes ? (yes ? "Yes" : "No") : null,
            Hl7.Fhir.Model.Range range => Of(range),
            Ratio ratio => Of(ratio),
            Period period => Of(period),
            ResourceReference reference => PlainText.Clean(reference.Display),
            Coding coding => Concept.Text(coding),
            PrimitiveType primitive => PlainText.Clean(primitive.ToString()),
            _ => null,
        };

    /// <summary>"&lt;5.0 mg/L": comparator, value, unit (its code when there is no unit).</summary>
    public static string? Of(Quantity? quantity)
    {
        if (PlainText.Clean(quantity?.ValueElement?.ToString()) is not { } number)
            return null;
        number = PlainText.Clean(quantity!.ComparatorElement?.ToString()) + number;
        // UCUM's "1" is the unit of what has none.
        var unit = PlainText.Clean(quantity.Unit) ?? PlainText.Clean(quantity.Code);
        return unit is null or "1" ? number : string.Concat(number, " ", unit);
    }

    /// <summary>The number alone, for two that share a unit: 120/80.</summary>
    public static string? Number(Quantity quantity) => PlainText.Clean(quantity.ValueElement?.ToString());

    /// <summary>"1 mg to 2 mg", "from 1 mg", "up to 2 mg".</summary>
    public static string? Of(Hl7.Fhir.Model.Range? range) => Between(Of(range?.Low), Of(range?.High));

    /// <summary>"2024-01-01 to 2024-02-01", "from 2024-01-01", "up to 2024-02-01".</summary>
    public static string? Of(Period? period) => Between(PlainText.Clean(period?.Start), PlainText.Clean(period?.End));

    /// <summary>Null without either.</summary>
    public static string? Between(string? low, string? high) =>
        (low, high) switch
        {
            (null, null) => null,
            (_, null) => "from " + low,
            (null, _) => "up to " + high,
            _ => string.Concat(low, " to ", high),
        };

    // Titres are written 1:128; any other ratio keeps its units beside each number.
    private static string? Of(Ratio ratio)
    {
        var (numerator, denominator) = (Of(ratio.Numerator), Of(ratio.Denominator));
        if (numerator is null || denominator is null)
            return null;
        var plain = ratio.Numerator.Unit is null && ratio.Denominator.Unit is null;
        return string.Concat(numerator, plain ? ":" : " / ", denominator);
    }
}
