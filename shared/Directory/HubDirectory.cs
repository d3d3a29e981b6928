using System.Collections.Frozen;
using System.Collections.Immutable;
using IntegrationHub.Directory.Files;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Directory;

/// <summary>Who is who in the system, and what each place decided. Immutable; made from the files under directory/ and checked whole.</summary>
public sealed class HubDirectory
{
    private readonly PlaceFinder finder;
    private readonly FrozenDictionary<OdsCode, SenderPolicy> policies;

    internal HubDirectory(
        CareSystem careSystem,
        FrozenDictionary<string, Place> places,
        FrozenDictionary<string, Neighbourhood> neighbourhoods,
        FrozenDictionary<OdsCode, Organisation> organisations,
        FrozenDictionary<string, DischargeHub> dischargeHubs,
        FrozenDictionary<string, PlaceRules> rules,
        FrozenDictionary<OdsCode, SenderPolicy> policies,
        PlaceFinder finder,
        EntityTopologySettings messaging,
        ReadingRules reading
    )
    {
        this.finder = finder;
        this.policies = policies;
        CareSystem = careSystem;
        Places = places;
        Neighbourhoods = neighbourhoods;
        Organisations = organisations;
        DischargeHubs = dischargeHubs;
        Rules = rules;
        Messaging = messaging;
        Reading = reading;
        Boards = dischargeHubs
            .Values.Select(CaseBoard (hub) => new CaseBoard.OfHub(hub))
            .Concat(
                organisations
                    .Values.Where(organisation => organisation.Kind is OrganisationKind.Council)
                    .Select(council => new CaseBoard.OfCouncil(council))
            )
            .ToFrozenDictionary(board => board.Id, StringComparer.Ordinal);
    }

    public CareSystem CareSystem { get; }

    /// <summary>By id.</summary>
    public FrozenDictionary<string, Place> Places { get; }

    /// <summary>By id.</summary>
    public FrozenDictionary<string, Neighbourhood> Neighbourhoods { get; }

    public FrozenDictionary<OdsCode, Organisation> Organisations { get; }

    /// <summary>By id.</summary>
    public FrozenDictionary<string, DischargeHub> DischargeHubs { get; }

    /// <summary>By id: the discharge hubs' and the councils'.</summary>
    public FrozenDictionary<string, CaseBoard> Boards { get; }

    /// <summary>By place id; every place has its rules.</summary>
    public FrozenDictionary<string, PlaceRules> Rules { get; }

    public EntityTopologySettings Messaging { get; }

    public ReadingRules Reading { get; }

    /// <summary>What partners' own codes mean.</summary>
    public required LocalCodes LocalCodes { get; init; }

    public required BankHolidays BankHolidays { get; init; }

    /// <summary>The same for the same files: tells whether what was decided by them may be decided otherwise now.</summary>
    public required string Stamp { get; init; }

    /// <summary>Reads and checks every file of a directory folder.</summary>
    /// <returns>A directory, or null and all the faults there are.</returns>
    public static DirectoryLoad Load(string folder) => DirectoryBuilder.Build(folder);

    /// <summary>An organisation or site, or null where the directory has none of that code.</summary>
    public Organisation? Find(OdsCode code) => Organisations.GetValueOrDefault(code);

    /// <summary>The organisation that runs a site, over any number of steps; any other code, itself.</summary>
    public OdsCode OwnerOf(OdsCode code)
    {
        for (var passed = 0; passed < Organisations.Count && Find(code)?.PartOf is { } owner; passed++)
            code = owner;
        return code;
    }

    /// <summary>Whether an organisation's events may be sent to a host: one of its own list, or of the organisation that it is part of.</summary>
    /// <param name="host">In lower case; compared as a whole.</param>
    public bool MaySendTo(OdsCode organisation, string host) => Lists(Find(organisation), host) || Lists(Find(OwnerOf(organisation)), host);

    /// <summary>Whether anybody's events may be sent to a host.</summary>
    public bool MaySendTo(string host) => Organisations.Values.Any(organisation => Lists(organisation, host));

    private static bool Lists(Organisation? organisation, string host) =>
        organisation?.WebhookHosts.Contains(host, StringComparer.Ordinal) is true;

    /// <summary>
    /// A patient's place: the usual address's council, else the registered practice's place, else the sender's default.
    /// An address outside every place of the system falls through to the practice.
    /// </summary>
    public PlaceDecision PlaceOf(UsualAddress? address, OdsCode? registeredPractice, OdsCode sender)
    {
        if (address is { } usual && finder.Find(usual) is { } byAddress)
            return new(byAddress, PlacedBy.UsualAddress);
        if (registeredPractice is { } code && Find(code) is { Kind: OrganisationKind.Practice, Places: [var practicePlace] })
            return new(Places[practicePlace], PlacedBy.RegisteredPractice);
        if (PolicyOf(sender).DefaultPlace is { } fallback)
            return new(Places[fallback], PlacedBy.SenderDefault);
        return new(null, PlacedBy.None);
    }

    /// <summary>The id of the place that an organisation serves; null where it serves several, or is not known.</summary>
    public string? OnePlaceOf(OdsCode organisation) => Find(organisation) is { Places: [var place] } ? place : null;

    /// <summary>The discharge hub that a place's rules send its alerts to; null for no place.</summary>
    public DischargeHub? HubFor(Place? place) => place is null ? null : Rules[place.Id].DischargeHub;

    /// <summary>The place's rule for an event; null means no alert.</summary>
    public AlertRule? AlertRuleFor(Place? place, AlertEvent alertEvent) => place is null ? null : Rules[place.Id].On(alertEvent);

    /// <summary>The sender's own policy, else its owner's, else its kind's, else <see cref="SenderPolicy.Nothing"/>.</summary>
    public SenderPolicy PolicyOf(OdsCode sender) => policies.GetValueOrDefault(sender, SenderPolicy.Nothing);
}
