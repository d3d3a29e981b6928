using Hl7.Fhir.Model;

namespace Hl7.Fhir.Validation;

internal static partial class Invariants
{
    private const string Ucum = "http://unitsofmeasure.org";

    private static void DataTypes(Rules rules)
    {
        switch (rules.Type)
        {
            case "Extension":
                rules.Add("ext-1", "Must have either extensions or value[x], not both.", rules.OneOf("extension", "value"));
                rules.Add<Extension>(
                    "ext-value",
                    "An extension that R4 itself defines has a value of the type that it defines.",
                    one => one.Value is not { } value || one.Url is not { } url || CoreExtensions.Allow(url, value.TypeName)
                );
                break;
            case "Attachment":
                rules.Add("att-1", "If the Attachment has data, it SHALL have a contentType.", rules.Needs("data", "contentType"));
                break;
            case "ContactPoint":
                rules.Add("cpt-2", "A system is required if a value is provided.", rules.Needs("value", "system"));
                break;
            case "Period":
                rules.Add<Period>("per-1", "If present, start SHALL have a lower value than end.", InOrder);
                break;
            case "Range":
                rules.Add<Model.Range>("rng-2", "If present, low SHALL have a lower value than high.", InOrder);
                break;
            case "Ratio":
                rules.Add<Ratio>("rat-1", "Numerator and denominator SHALL both be present, or both are absent.", IsRatio);
                break;
            case "Quantity" or "Age" or "Duration" or "Count" or "Distance":
                rules.Add("qty-3", "If a code for the unit is present, the system SHALL also be present.", rules.Needs("code", "system"));
                break;
            case "Expression":
                rules.Add("exp-1", "An expression or a reference must be provided.", rules.Any("expression", "reference"));
                break;
            case "DataRequirement#CodeFilter":
                rules.Add("drq-1", "Either a path or a searchParam must be provided, but not both.", rules.OneOf("path", "searchParam"));
                break;
            case "DataRequirement#DateFilter":
                rules.Add("drq-2", "Either a path or a searchParam must be provided, but not both.", rules.OneOf("path", "searchParam"));
                break;
            case "Timing#Repeat":
                Repeats(rules);
                break;
        }
        if (rules.Type == "Age")
            rules.Add<Age>(
                "age-1",
                "An age with a value SHALL have a code, the system SHALL be UCUM, and the value SHALL be positive.",
                IsAge
            );
        if (rules.Type == "Duration")
            rules.Add<Duration>(
                "drt-1",
                "A duration with a code SHALL have a value, and the system SHALL be UCUM.",
                one => one.Code is null || string.Equals(one.System, Ucum, StringComparison.Ordinal) && one.Value is not null
            );
    }

    private static void Repeats(Rules rules)
    {
        rules.Add("tim-1", "If there's a duration, there needs to be duration units.", rules.Needs("duration", "durationUnit"));
        rules.Add("tim-2", "If there's a period, there needs to be period units.", rules.Needs("period", "periodUnit"));
        rules.Add<Timing.RepeatComponent>("tim-4", "Duration SHALL be a non-negative value.", one => one.Duration is not < 0);
        rules.Add<Timing.RepeatComponent>("tim-5", "Period SHALL be a non-negative value.", one => one.Period is not < 0);
        rules.Add("tim-6", "If there's a periodMax, there must be a period.", rules.Needs("periodMax", "period"));
        rules.Add("tim-7", "If there's a durationMax, there must be a duration.", rules.Needs("durationMax", "duration"));
        rules.Add("tim-8", "If there's a countMax, there must be a count.", rules.Needs("countMax", "count"));
        rules.Add("tim-9", "If there's an offset, there must be a when.", rules.Needs("offset", "when"));
        rules.Add("tim-10", "If there's a timeOfDay, there cannot be a when, or vice versa.", rules.NotBoth("timeOfDay", "when"));
    }

    // Dates of different precision compare where they do not overlap: only a start that is surely after the end is wrong.
    private static bool InOrder(Period period) =>
        period.Start is null
        || period.End is null
        || !IsoTime.TryParse(period.Start, TimeSpan.Zero, out var start)
        || !IsoTime.TryParse(period.End, TimeSpan.Zero, out var end)
        || start <= Latest(end, period.Start, period.End);

    // The last moment that an end may mean: of its day, month or year; and a day of leeway where only one of the two has an offset.
    private static DateTimeOffset Latest(DateTimeOffset end, string startText, string endText)
    {
        if (end.Year == DateTimeOffset.MaxValue.Year)
            return DateTimeOffset.MaxValue;
        var last = endText.Length switch
        {
            4 => end.AddYears(1).AddTicks(-1),
            7 => end.AddMonths(1).AddTicks(-1),
            10 => end.AddDays(1).AddTicks(-1),
            _ => end,
        };
        var (startHasTime, endHasTime) = (startText.Length > 10, endText.Length > 10);
        return startHasTime == endHasTime ? last : last.AddDays(1);
    }

    private static bool InOrder(Model.Range range) =>
        range.Low?.Value is not { } low
        || range.High?.Value is not { } high
        || !string.Equals(range.Low.Code ?? range.Low.Unit, range.High.Code ?? range.High.Unit, StringComparison.Ordinal)
        || low <= high;

    private static bool IsRatio(Ratio ratio) =>
        ratio.Numerator is null == ratio.Denominator is null && (ratio.Numerator is not null || ratio.HasExtensions());

    private static bool IsAge(Age age) =>
        (age.Code is not null || age.ValueElement is null)
        && (age.System is null || string.Equals(age.System, Ucum, StringComparison.Ordinal))
        && age.Value is not <= 0;
}
