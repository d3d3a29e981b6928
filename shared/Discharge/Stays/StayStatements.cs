using Hl7.Fhir.Model;
using IntegrationHub.CareRecord;
using IntegrationHub.Discharge.Cases;
using FhirTask = Hl7.Fhir.Model.Task;

namespace IntegrationHub.Discharge.Stays;

/// <summary>What the resources of a message say of the person's hospital stays.</summary>
/// <param name="Told">Said in any event.</param>
/// <param name="Retracted">
/// Resources that say nothing of a stay in this version: told only where an earlier version may have said something.
/// </param>
internal sealed record ToldOfStays(
    IReadOnlyList<StayStatement> Told,
    IReadOnlyList<(ResourceKey Source, StayStatement Statement)> Retracted
)
{
    internal static ToldOfStays Nothing { get; } = new([], []);

    /// <summary>What to tell a record that is as its head says.</summary>
    internal IReadOnlyList<StayStatement> To(RecordHead head) =>
        head.HasStays && Retracted.Count > 0
            ? [.. Told, .. Retracted.Where(pair => head.Known.Contains(pair.Source)).Select(pair => pair.Statement)]
            : Told;
}

/// <summary>
/// Pure: from what arrives to what is said of stays. Each resource is a source of its own, and each version says all that it says anew.
/// </summary>
internal static class StayStatements
{
    internal static bool Concerns(string type) => type is "Encounter" or "Task" or "ServiceRequest" or "Flag" or "Communication";

    internal static ToldOfStays Of(IEnumerable<ToldResource> resources, StayContext context)
    {
        var told = new List<StayStatement>();
        var retracted = new List<(ResourceKey, StayStatement)>();
        foreach (var resource in resources)
        {
            var (stay, facts) = Read(resource, context);
            var statement = new StayStatement(
                (stay ?? resource.Key).Value,
                resource.Key.Value,
                resource.Order.Text,
                context.Sender.Value,
                facts ?? []
            )
            {
                Deleted = resource.Resource is null,
            };
            // An Encounter that is gone may have been told of in any order, so that it is gone is always told.
            if (facts is not null && stay is not null || resource is { Resource: null, Type: "Encounter" })
                told.Add(statement);
            else
                retracted.Add((resource.Key, statement));
        }

        return new ToldOfStays(told, retracted);
    }

    private static (ResourceKey? Stay, IReadOnlyList<StayFact>? Facts) Read(ToldResource told, StayContext context) =>
        told.Resource switch
        {
            Encounter encounter => (
                told.Key,
                EncounterStay.IsInpatient(encounter) || AdtTrigger.MeansStay(context.Trigger)
                    ? EncounterStay.Facts(encounter, context)
                    : null
            ),
            FhirTask task => (context.StayOf(task.Encounter), TaskStay.Facts(task, context)),
            ServiceRequest request => (context.StayOf(request.Encounter), RequestStay.Facts(request, context)),
            Flag flag => (context.StayOf(flag.Encounter), WardRoundStay.Facts(flag, context)),
            Communication communication => (context.StayOf(communication.Encounter), WardRoundStay.Facts(communication, context)),
            _ => (null, null),
        };
}
