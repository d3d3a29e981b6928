using System.Collections.Immutable;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Directory;

/// <summary>An Integrated Care System: 1 to 3 million people, one integrated care board.</summary>
public sealed record CareSystem(string Id, string Name, OdsCode OdsCode);

/// <summary>A place: the area of one upper-tier council, 250 to 500 thousand people.</summary>
/// <param name="Id">Stands in addresses and queue names; never changes.</param>
public sealed record Place(string Id, string Name, OdsCode Council);

/// <summary>A neighbourhood: one primary care network, 30 to 50 thousand people.</summary>
public sealed record Neighbourhood(string Id, string Name, OdsCode OdsCode, string PlaceId);

/// <summary>What an organisation is, as far as the hub's rules ask.</summary>
public enum OrganisationKind
{
    IntegratedCareBoard = 1,
    Practice,
    Trust,
    Site,
    Council,
    Provider,
}

/// <summary>An organisation or site that the hub knows.</summary>
/// <param name="Neighbourhood">For a practice, the id of its neighbourhood.</param>
/// <param name="PartOf">For a site, the organisation that runs it.</param>
/// <param name="Systems">Ids of the systems it works in; a trust may span several.</param>
/// <param name="Places">
/// Ids of the places it serves: a practice's own, a council's own, those that a trust or provider lists, a site's owner's.
/// An integrated care board serves none: it holds no patients.
/// </param>
public sealed record Organisation(
    OdsCode OdsCode,
    string Name,
    OrganisationKind Kind,
    string? Neighbourhood,
    OdsCode? PartOf,
    ImmutableArray<string> Systems,
    ImmutableArray<string> Places
)
{
    /// <summary>The hosts to which its events may be sent, each a DNS name in lower case.</summary>
    public ImmutableArray<string> WebhookHosts { get; init; } = [];

    public bool Serves(string placeId) => Places.Contains(placeId, StringComparer.Ordinal);

    /// <summary>A practice's people are of its one neighbourhood; others serve all of a place.</summary>
    public bool Serves(Neighbourhood neighbourhood)
    {
        ArgumentNullException.ThrowIfNull(neighbourhood);
        return Neighbourhood is { } own ? own == neighbourhood.Id : Serves(neighbourhood.PlaceId);
    }
}

/// <summary>A multi-disciplinary team that works a place's discharge alerts (transfer of care hub).</summary>
/// <param name="QueueName">The Service Bus queue of its alerts.</param>
/// <param name="Host">The organisation that runs it.</param>
public sealed record DischargeHub(string Id, string Name, string PlaceId, OdsCode Host, string QueueName);
