using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

/// <summary>What an Observation found: its value, its components, and the sender's interpretation of each.</summary>
internal static class ObservationValue
{
    private const string Loinc = "http://loinc.org";

    private static readonly CodeSet Systolic = new(
        new(Loinc, "8480-6", "Systolic blood pressure"),
        new(Concept.Snomed, "271649006", "Systolic blood pressure"),
        new(Concept.Snomed, "72313002", "Systolic arterial pressure"),
        new(Concept.Snomed, "314464000", "24 hour systolic blood pressure")
    );

    private static readonly CodeSet Diastolic = new(
        new(Loinc, "8462-4", "Diastolic blood pressure"),
        new(Concept.Snomed, "271650006", "Diastolic blood pressure"),
        new(Concept.Snomed, "1091811000000102", "Diastolic arterial pressure"),
        new(Concept.Snomed, "314465004", "24 hour diastolic blood pressure")
    );

    /// <summary>Null when nothing was found: no value, and no component with one.</summary>
    public static string? Of(Observation observation)
    {
        var value = WithInterpretation(ValueText.Of(observation.Value), observation.Interpretation);
        return observation.Component.Count == 0 ? value : PlainText.Join(value, Components(observation.Component));
    }

    /// <summary>How it was found, and what is usual: after the value, the sender's free text last.</summary>
    public static string? Circumstances(Observation observation)
    {
        string? said = null;
        foreach (var range in observation.ReferenceRange)
            said = PlainText.Join(said, PlainText.Named(MeasuredRange, Range(range)));
        said = PlainText.Join(said, PlainText.Named("site", Concept.Text(observation.BodySite)));
        said = PlainText.Join(said, PlainText.Named("method", Concept.Text(observation.Method)));
        return PlainText.Join(said, Notes.Of(observation.Note));
    }

    /// <summary>The name under which a reference range stands.</summary>
    public const string MeasuredRange = "reference range";

    // "3.5 mmol/L to 5.1 mmol/L (Normal Range)": its kind and whom it applies to are part of what it says.
    private static string? Range(Observation.ReferenceRangeComponent? range)
    {
        if (range is null)
            return null;
        var said = Between(range.Low, range.High) ?? PlainText.Clean(range.Text);
        var kind = PlainText.Join(Concept.Text(range.Type), Concept.All(range.AppliesTo), ", ");
        kind = PlainText.Join(kind, PlainText.Named("age", ValueText.Of(range.Age)), ", ");
        return said is null || kind is null ? said : $"{said} ({kind})";
    }

    private static string? Between(Quantity? low, Quantity? high) =>
        low is null && high is null ? null : ValueText.Between(ValueText.Of(low), ValueText.Of(high));

    private static string? Components(List<Observation.ComponentComponent> components)
    {
        var (all, systolic, diastolic) = Pressure(components);
        var found = all is not null;
        foreach (var component in components)
        {
            if (component is null || component == systolic || component == diastolic)
                continue;
            var value = WithInterpretation(ValueText.Of(component.Value), component.Interpretation);
            found |= value is not null;
            // A component without data stands beside those that have some, so that it is not taken for one that was never asked for.
            if (value is null && component.DataAbsentReason is { } reason)
                value = PlainText.Join("no result", Concept.Text(reason), ", ");
            foreach (var range in component.ReferenceRange)
                if (value is not null && Range(range) is { } usual)
                    value = $"{value}, {MeasuredRange} {usual}";
            all = PlainText.Join(all, PlainText.Named(Concept.Text(component.Code) ?? "value", value));
        }
        return found ? all : null;
    }

    // Written as people write it only when nothing is lost by it: two plain numbers of one unit, and no interpretation of either.
    private static (string? Text, Observation.ComponentComponent? Systolic, Observation.ComponentComponent? Diastolic) Pressure(
        List<Observation.ComponentComponent> components
    )
    {
        var (systolic, diastolic) = (Single(components, Systolic), Single(components, Diastolic));
        if (systolic?.Value is not Quantity upper || diastolic?.Value is not Quantity lower)
            return default;
        if (ValueText.Number(upper) is not { } high || ValueText.Number(lower) is not { } low || Unit(upper) is not { } unit)
            return default;
        var isPlain =
            upper.ComparatorElement?.ToString() is null
            && lower.ComparatorElement?.ToString() is null
            && systolic.Interpretation.Count + diastolic.Interpretation.Count == 0;
        return isPlain && string.Equals(unit, Unit(lower), StringComparison.Ordinal)
            ? ($"{high}/{low} {unit}", systolic, diastolic)
            : default;
    }

    private static string? Unit(Quantity quantity) => PlainText.Clean(quantity.Unit) ?? PlainText.Clean(quantity.Code);

    private static Observation.ComponentComponent? Single(List<Observation.ComponentComponent> components, CodeSet codes)
    {
        Observation.ComponentComponent? single = null;
        foreach (var component in components)
        {
            if (codes.Find(component?.Code) is null)
                continue;
            if (single is not null)
                return null;
            single = component;
        }
        return single;
    }

    private static string? WithInterpretation(string? value, List<CodeableConcept> interpretations) =>
        value is not null && Concept.All(interpretations) is { } said ? $"{value} ({said})" : value ?? Concept.All(interpretations);
}
