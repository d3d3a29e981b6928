using System.Collections.Immutable;

namespace IntegrationHub.Referrals;

/// <summary>
/// A referral to adult social care, as all that was said of it makes it. Personal: it prints as its state only.
/// </summary>
/// <param name="Id">The hub's id of its ServiceRequest, <c>{record}.{key}</c>.</param>
public sealed record Referral(string Id)
{
    public ReferralState State { get; init; }

    /// <summary>When it came into its state.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>Null where nobody told.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>ODS code of who sent it; null where nobody told yet.</summary>
    public string? Referrer { get; init; }

    /// <summary>ODS code of the council that has it; null where none can be told.</summary>
    public string? Council { get; init; }

    /// <summary>Which rule found the council: one of <see cref="CouncilRules"/> or of the rules that give a patient's place.</summary>
    public string CouncilRule
    {
        get => field ?? CouncilRules.None;
        init;
    } = CouncilRules.None;

    /// <summary>ODS codes of councils that have passed it on.</summary>
    public ImmutableArray<string> PassedOnBy
    {
        get => field.IsDefault ? [] : field;
        init;
    } = [];

    /// <summary>Place id of the person.</summary>
    public string? Place { get; init; }

    /// <summary>ODS code of the registered practice.</summary>
    public string? Practice { get; init; }

    /// <summary>FHIR's request-priority.</summary>
    public string? Priority { get; init; }

    public DateTimeOffset? AcceptedAt { get; init; }

    public DateTimeOffset? AssessedAt { get; init; }

    /// <summary>Packages of care, in the order in which they were told.</summary>
    public ImmutableArray<CarePackage> Packages
    {
        get => field.IsDefault ? [] : field;
        init;
    } = [];

    /// <summary>All that stands, in the order in which it happened.</summary>
    public ImmutableArray<ReferralStep> Steps
    {
        get => field.IsDefault ? [] : field;
        init;
    } = [];

    public bool Equals(Referral? other) =>
        other is not null
        && System.Text.Json.JsonSerializer.Serialize(this, ReferralJson.Default.Referral)
            == System.Text.Json.JsonSerializer.Serialize(other, ReferralJson.Default.Referral);

    public override int GetHashCode() => Id.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => $"Referral {{ State = {State} }}";
}

/// <param name="Id">The council's own id of it; empty where it has none.</param>
/// <param name="Provider">ODS code.</param>
public sealed record CarePackage(string Id, string? Service, string? Provider, DateOnly? From, DateOnly? Until)
{
    public override string ToString() => "CarePackage (withheld)";
}

/// <summary>A fact and what it did.</summary>
/// <param name="Source">Key of the resource or event that says it.</param>
/// <param name="Order">The source's version.</param>
/// <param name="Teller">ODS code.</param>
/// <param name="State">The state after it.</param>
/// <param name="Conflict">Code of the conflict that it is to be told this here; null where it may be.</param>
public sealed record ReferralStep(ReferralFact Fact, string Source, string Order, string Teller, ReferralState State, string? Conflict)
{
    public override string ToString() => $"ReferralStep {{ {Fact}, Conflict = {Conflict} }}";
}

/// <summary>How the council of a referral was found, besides by the person's place.</summary>
public static class CouncilRules
{
    /// <summary>A council passed it on to this one.</summary>
    public const string Rerouted = "rerouted";

    /// <summary>This council has decided on it: it keeps it, wherever the person moves.</summary>
    public const string Decided = "decided";

    /// <summary>The person's place is not known; the referral names the council.</summary>
    public const string Named = "named";

    /// <summary>No council can be told.</summary>
    public const string None = "none";
}
