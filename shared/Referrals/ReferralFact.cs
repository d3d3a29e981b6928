using System.Text.Json.Serialization;
using IntegrationHub.Discharge.Cases;

namespace IntegrationHub.Referrals;

/// <summary>What can be said of a social-care referral. At one instant they are taken in this order.</summary>
public enum ReferralFactKind
{
    /// <summary>The referrer asks the council for help for the person.</summary>
    Sent = 1,

    /// <summary>A council hands the referral on to another council.</summary>
    Rerouted,

    /// <summary>The council has it and looks at it.</summary>
    Received,
    InformationAsked,
    InformationGiven,
    Accepted,
    Rejected,
    Assessed,

    /// <summary>A package of care started.</summary>
    ServicesArranged,
    ServicesChanged,
    ServicesEnded,
    Completed,
    CancelledByReferrer,
    CancelledByCouncil,

    /// <summary>Told along with a referral or by itself; moves none.</summary>
    CarerAssessed,

    /// <inheritdoc cref="CarerAssessed"/>
    SafeguardingRaised,
}

/// <summary>One thing said of a referral. Personal: it prints as its kind only.</summary>
/// <param name="At">When it happened, UTC, as the source says; where it does not, when the message was made, else first received.</param>
public sealed record ReferralFact(ReferralFactKind Kind, DateTimeOffset At)
{
    /// <summary>ODS code: the council that is named as performer, or to which it is re-routed; who gives a package of care.</summary>
    public string? Organisation { get; init; }

    /// <summary>FHIR's request-priority.</summary>
    public string? Priority { get; init; }

    /// <summary>Why, by a code of the source's.</summary>
    public string? Code { get; init; }

    /// <summary>Why, what is asked, answered or found, in words; at most 500 characters. Personal.</summary>
    public string? Words { get; init; }

    /// <summary>The source's own id of a package of care.</summary>
    public string? Package { get; init; }

    /// <summary>What a package holds, in the source's words; at most 100 characters.</summary>
    public string? Service { get; init; }

    /// <summary>From when a package is given, changes or is given no longer.</summary>
    public DateOnly? Date { get; init; }

    public override string ToString() => $"ReferralFact {{ Kind = {Kind} }}";
}

/// <summary>
/// What one source says of one referral. A source is a resource or an event: its newer version replaces all that its older ones said, but
/// where each version is a step of its own (<see cref="IsStep"/>), as of a Task that goes on.
/// </summary>
/// <param name="Referral">Key of the ServiceRequest: with the record's id it is the referral's id. Empty for what is told by itself.</param>
/// <param name="Source">Key of the resource or event that says it.</param>
/// <param name="Order">The source's version.</param>
/// <param name="Teller">ODS code of the organisation that says it.</param>
public sealed record ReferralStatement(string Referral, string Source, string Order, string Teller, IReadOnlyList<ReferralFact> Facts)
{
    /// <inheritdoc cref="StayStatement.Deleted"/>
    public bool Deleted { get; init; }

    /// <summary>Earlier versions of the source stand beside it.</summary>
    public bool IsStep { get; init; }

    public override string ToString() => $"ReferralStatement {{ Facts = {Facts.Count} }}";
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(ReferralStatement))]
[JsonSerializable(typeof(IReadOnlyList<ReferralStatement>))]
[JsonSerializable(typeof(Referral))]
internal sealed partial class ReferralJson : JsonSerializerContext;
