using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

/// <summary>
/// A dose as its sender wrote it. Without a text it is put together from the coded parts, and where they are more than a line can safely
/// say, it says so: part of a dose that reads as the whole of it is worse than none.
/// </summary>
internal static class DoseText
{
    public const string SeeOriginal = "timing: see original";

    public static string? Of(List<Dosage> dosages)
    {
        string? all = null;
        foreach (var dosage in dosages)
            all = PlainText.Join(all, Of(dosage));
        return all;
    }

    private static string? Of(Dosage? dosage)
    {
        if (dosage is null)
            return null;
        var said = PlainText.Clean(dosage.Text) ?? FromParts(dosage);
        return PlainText.Join(said, PlainText.Clean(dosage.PatientInstruction), ", ");
    }

    private static string? FromParts(Dosage dosage)
    {
        var said = Amounts(dosage);
        said = PlainText.Join(said, Concept.Text(dosage.Method), ", ");
        said = PlainText.Join(said, Concept.Text(dosage.Site), ", ");
        said = PlainText.Join(said, Concept.Text(dosage.Route), ", ");
        said = PlainText.Join(said, Times(dosage.Timing), ", ");
        said = PlainText.Join(said, AsNeeded(dosage.AsNeeded), ", ");
        return PlainText.Join(said, Concept.All(dosage.AdditionalInstruction), ", ");
    }

    private static string? Amounts(Dosage dosage)
    {
        string? all = null;
        foreach (var part in dosage.DoseAndRate)
        {
            if (part is null)
                continue;
            all = PlainText.Join(all, ValueText.Of(part.Dose), ", ");
            all = PlainText.Join(all, PlainText.Named("rate", ValueText.Of(part.Rate)), ", ");
        }
        return all;
    }

    private static string? AsNeeded(DataType? asNeeded) =>
        asNeeded switch
        {
            FhirBoolean { Value: true } => "as required",
            CodeableConcept reason => PlainText.Join("as required", Concept.Text(reason), " for "),
            _ => null,
        };

    private static string? Times(Timing? timing)
    {
        if (timing is null)
            return null;
        if (Concept.Text(timing.Code) is { } said)
            return said;
        if (timing.Repeat is not { } repeat)
            return timing.EventElement.Count > 0 ? SeeOriginal : null;
        return IsSimple(timing, repeat) ? Frequency(repeat) : SeeOriginal;
    }

    private static bool IsSimple(Timing timing, Timing.RepeatComponent repeat) =>
        repeat is { Frequency: not null, Period: not null, Bounds: null, Count: null, Duration: null, FrequencyMax: null, PeriodMax: null }
        && repeat.PeriodUnitElement is not null
        && timing.EventElement.Count + repeat.DayOfWeekElement.Count + repeat.TimeOfDayElement.Count + repeat.WhenElement.Count == 0;

    private static string Frequency(Timing.RepeatComponent repeat)
    {
        var times = repeat.Frequency == 1 ? "once" : $"{repeat.FrequencyElement} times";
        var unit = repeat.PeriodUnitElement.ToString() switch
        {
            "s" => "second",
            "min" => "minute",
            "h" => "hour",
            "d" => "day",
            "wk" => "week",
            "mo" => "month",
            "a" => "year",
            var other => other,
        };
        return repeat.Period == 1 ? $"{times} a {unit}" : $"{times} every {repeat.PeriodElement} {unit}s";
    }
}
