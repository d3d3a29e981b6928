using System.Collections.Frozen;

namespace IntegrationHub.Discharge.Stays.Events;

/// <summary>
/// The catalogue of events about stays, for systems that do not speak FHIR and for the work of discharge hubs: the one place that says
/// what each holds, who may tell it and what it means. docs/schemas/care-stay-events.v1.json is made from it.
/// </summary>
internal static class StayEventTypes
{
    internal static IReadOnlyList<StayEventType> All { get; } =
    [.. HospitalEvents.All, .. WardRoundEvents.All, .. PlanningEvents.All, .. HubWorkEvents.All];

    private static readonly FrozenDictionary<string, StayEventType> ByType = All.ToFrozenDictionary(
        type => type.Type,
        StringComparer.Ordinal
    );

    internal static StayEventType? Find(string? type) => type is null ? null : ByType.GetValueOrDefault(type);
}
