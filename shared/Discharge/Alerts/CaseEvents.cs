using System.Collections.Immutable;
using IntegrationHub.Directory;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Identifiers;
using IntegrationHub.Messaging;

namespace IntegrationHub.Discharge.Alerts;

/// <summary>Pure: what is told of a discharge case to those who have subscribed, where it happened and by what it can be chosen.</summary>
internal static class CaseEvents
{
    internal static HubEvent Of(
        DischargeCase of,
        RecordId record,
        ImmutableArray<OdsCode> concerns,
        HubDirectory directory,
        string id,
        string type,
        DateTimeOffset at
    ) =>
        new(id, EventTopic.DischargeAlert, type, at, record, EventTier.Place, concerns)
        {
            Subject = of.Id,
            Place = of.Place,
            Neighbourhood = OdsCode.TryParse(of.Practice, out var practice) ? directory.Find(practice)?.Neighbourhood : null,
            Pathway = of.PathwayAgreed ?? of.PathwayProposed,
            Focus = [$"Encounter/{of.Id}"],
        };

    /// <param name="data">The topic's own words, as their schema says.</param>
    internal static HubEvent With(this HubEvent told, string source, string kind, string data) =>
        told with
        {
            Source = source,
            Kind = kind,
            Data = data,
        };
}
