using System.Text.Json.Serialization;
using IntegrationHub.CareRecord;
using IntegrationHub.Referrals;

namespace IntegrationHub.Discharge.Cases;

/// <summary>
/// What one source says of one stay. A source is a resource (an Encounter, a Task) or an event: its newer version replaces all that
/// its older ones said, so that what a stay's sources say does not depend on the order in which it came.
/// </summary>
/// <param name="Stay">
/// Key of the Encounter: with the record's id it is the case's id. Of the statements of one source the newest counts whichever stay it
/// names; one that says nothing and names no stay that anybody else speaks of makes no case.
/// </param>
/// <param name="Source">Key of the resource or event that says it.</param>
/// <param name="Order">The source's version.</param>
/// <param name="Teller">ODS code of the organisation that says it.</param>
public sealed record StayStatement(string Stay, string Source, string Order, string Teller, IReadOnlyList<StayFact> Facts)
{
    /// <summary>The source was deleted: it says nothing any longer, whatever came with an earlier commit.</summary>
    public bool Deleted { get; init; }

    public override string ToString() => $"StayStatement {{ Facts = {Facts.Count} }}";
}

/// <summary>How the person stood when a message about a stay was committed: what chooses hub and council.</summary>
/// <param name="Place">Place id.</param>
/// <param name="PlaceRule">Which rule found it.</param>
/// <param name="Practice">ODS code of the registered practice.</param>
/// <param name="BirthDate">FHIR date.</param>
/// <param name="Sender">ODS code of the message's sender.</param>
public sealed record StayStanding(string? Place, string? PlaceRule, string? Practice, string? BirthDate, string Sender)
{
    public override string ToString() => $"StayStanding {{ Place = {Place} }}";
}

/// <summary>
/// All that one commit says of a person's stays and referrals; a commit that only moves the person to another place says nothing but the
/// standing.
/// </summary>
/// <param name="Commit">Number of the commit in its record.</param>
/// <param name="ReceivedAt">Of the message, when it first came. UTC.</param>
public sealed record StayCommit(int Commit, DateTimeOffset ReceivedAt, StayStanding Standing, IReadOnlyList<StayStatement> Statements)
{
    /// <summary>What it says of referrals to social care.</summary>
    public IReadOnlyList<ReferralStatement> Referrals { get; init; } = [];
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(StayStatement))]
[JsonSerializable(typeof(StayStanding))]
[JsonSerializable(typeof(IReadOnlyList<StayStatement>))]
[JsonSerializable(typeof(DischargeCase))]
internal sealed partial class StayJson : JsonSerializerContext;
