using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

/// <summary>The date of a choice element, as its sender wrote it.</summary>
internal static class ClinicalDate
{
    /// <summary>A period gives its start, or its end when it has no start; what is no date (an age, a text) gives null.</summary>
    public static string? Of(DataType? value) =>
        value switch
        {
            FhirDateTime moment => PlainText.Clean(moment.Value),
            Period period => Of(period),
            Instant instant => Of(instant),
            Date day => PlainText.Clean(day.Value),
            Timing timing => First(timing),
            _ => null,
        };

    public static string? Of(Period? period) => PlainText.Clean(period?.Start) ?? PlainText.Clean(period?.End);

    public static string? Of(Instant? instant) => PlainText.Clean(instant?.ToString());

    /// <summary>What a choice element says when it is no date: "onset: childhood", "onset: 12 years".</summary>
    public static string? InWords(string name, DataType? value) =>
        value is FhirDateTime or Period or Instant or Date or Timing ? null : PlainText.Named(name, ValueText.Of(value));

    private static string? First(Timing timing)
    {
        foreach (var moment in timing.EventElement)
            if (PlainText.Clean(moment?.Value) is { } date)
                return date;
        return Of(timing.Repeat?.Bounds as Period);
    }
}
