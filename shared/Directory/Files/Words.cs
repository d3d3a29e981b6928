using System.Collections.Frozen;

namespace IntegrationHub.Directory.Files;

/// <summary>The words that the files use for the directory's closed sets. Exact: no other case, no numbers.</summary>
internal static class Words
{
    public static readonly FrozenDictionary<string, OrganisationKind> Kinds = Of<OrganisationKind>(
        new()
        {
            ["integrated-care-board"] = OrganisationKind.IntegratedCareBoard,
            ["practice"] = OrganisationKind.Practice,
            ["trust"] = OrganisationKind.Trust,
            ["site"] = OrganisationKind.Site,
            ["council"] = OrganisationKind.Council,
            ["provider"] = OrganisationKind.Provider,
        }
    );

    public static readonly FrozenDictionary<string, AlertEvent> Events = Of<AlertEvent>(
        new()
        {
            ["admitted"] = AlertEvent.Admitted,
            ["transferred"] = AlertEvent.Transferred,
            ["ready-for-discharge"] = AlertEvent.ReadyForDischarge,
            ["discharged"] = AlertEvent.Discharged,
        }
    );

    public static readonly FrozenDictionary<string, AlertDatum> Data = Of<AlertDatum>(
        new()
        {
            ["nhs-number"] = AlertDatum.NhsNumber,
            ["usual-address"] = AlertDatum.UsualAddress,
            ["registered-practice"] = AlertDatum.RegisteredPractice,
            ["start-time"] = AlertDatum.StartTime,
            ["end-time"] = AlertDatum.EndTime,
            ["discharge-destination"] = AlertDatum.DischargeDestination,
        }
    );

    public static readonly FrozenDictionary<string, AlertRecipient> Recipients = Of<AlertRecipient>(
        new() { ["registered-practice"] = AlertRecipient.RegisteredPractice, ["council"] = AlertRecipient.Council }
    );

    public static readonly FrozenDictionary<string, Reading> Readings = Of<Reading>(
        new() { ["strict"] = Reading.Strict, ["lenient"] = Reading.Lenient }
    );

    private static FrozenDictionary<string, T> Of<T>(Dictionary<string, T> words) => words.ToFrozenDictionary(StringComparer.Ordinal);
}
