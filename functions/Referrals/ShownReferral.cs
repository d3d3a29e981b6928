using System.Text.Json.Serialization;
using IntegrationHub.Access;
using IntegrationHub.Directory;
using IntegrationHub.Identifiers;
using IntegrationHub.Referrals;
using IntegrationHub.Referrals.Closing;
using IntegrationHub.Referrals.Projection;
using IntegrationHub.Referrals.Work;

namespace IntegrationHub.Functions.Referrals;

/// <param name="Code">ODS code.</param>
internal sealed record ShownOrganisation(string Code, string? Name)
{
    internal static ShownOrganisation? Of(string? code, HubDirectory directory) =>
        code is null ? null : new(code, OdsCode.TryParse(code, out var known) ? directory.Find(known)?.Name : null);
}

internal sealed record ShownReferredPerson(string? Name, string? NhsNumber, string? BirthDate)
{
    public override string ToString() => "ShownReferredPerson (withheld)";
}

/// <param name="Conflict">In words; null where there is none.</param>
internal sealed record ShownReferralStep(
    string Kind,
    string What,
    DateTimeOffset At,
    ShownOrganisation? Teller,
    string? Words,
    string? Code,
    ShownOrganisation? Organisation,
    string? Service,
    DateOnly? Date,
    string State,
    string? Conflict
)
{
    public override string ToString() => $"ShownReferralStep {{ Kind = {Kind} }}";
}

/// <summary>One referral, as it is answered and shown.</summary>
/// <param name="Task">Id of the hub's own Task of it.</param>
/// <param name="CouncilRule">Which rule found the council.</param>
/// <param name="Actions">Last parts of the addresses at which this caller may take a step now.</param>
internal sealed record ShownReferral(
    string Referral,
    string RecordId,
    string Task,
    string State,
    DateTimeOffset Since,
    DateTimeOffset? SentAt,
    string? Priority,
    ShownOrganisation? Referrer,
    ShownOrganisation? Council,
    string CouncilRule,
    string? Place,
    ShownReferredPerson Person,
    IReadOnlyList<CarePackage> Packages,
    IReadOnlyList<ShownReferralStep> Steps,
    IReadOnlyList<string> Actions
)
{
    internal static ShownReferral Of(
        ReferralReading reading,
        Caller caller,
        AccessPolicy policy,
        HubDirectory directory,
        ReferralTasks tasks
    )
    {
        var of = reading.Referral;
        return new(
            of.Id,
            of.Id[..IntegrationHub.Identifiers.RecordId.Length],
            tasks.IdOf(of.Id),
            ReferralStates.NameOf(of.State),
            of.Since,
            of.SentAt,
            of.Priority,
            ShownOrganisation.Of(of.Referrer, directory),
            ShownOrganisation.Of(of.Council, directory),
            of.CouncilRule,
            of.Place,
            new(reading.Head.Name, reading.Head.NhsNumber, reading.Head.BirthDate),
            of.Packages,
            [.. of.Steps.Select(step => StepOf(step, directory))],
            [
                .. ReferralActions
                    .All.Where(action => ReferralActions.IsFor(action, of, caller, policy) && ReferralActions.IsOpen(action, of))
                    .Select(action => action.Verb),
            ]
        );
    }

    private static ShownReferralStep StepOf(ReferralStep step, HubDirectory directory) =>
        new(
            ReferralFactKinds.NameOf(step.Fact.Kind),
            ReferralFactKinds.WordsOf(step.Fact.Kind),
            step.Fact.At,
            ShownOrganisation.Of(step.Teller, directory),
            step.Fact.Words,
            step.Fact.Code,
            ShownOrganisation.Of(step.Fact.Organisation, directory),
            step.Fact.Service,
            step.Fact.Date,
            ReferralStates.NameOf(step.State),
            step.Conflict is { } conflict ? ReferralConflicts.WordsOf(conflict) : null
        );

    public override string ToString() => $"ShownReferral {{ State = {State} }}";
}

internal sealed record ShownReferralLine(
    string Referral,
    string State,
    DateTimeOffset Since,
    DateTimeOffset? SentAt,
    string? Priority,
    ShownOrganisation? Other,
    int Conflicts
)
{
    internal static ShownReferralLine Of(ReferralLine line, HubDirectory directory) =>
        new(
            line.Id,
            ReferralStates.NameOf(line.State),
            line.Since,
            line.SentAt,
            line.Priority,
            ShownOrganisation.Of(line.Other, directory),
            line.Conflicts
        );
}

/// <param name="Side">council or referrer.</param>
/// <param name="Next">Address of the next page; null on the last.</param>
internal sealed record ShownReferrals(
    string Side,
    ShownOrganisation Organisation,
    IReadOnlyList<string> States,
    IReadOnlyList<ShownReferralLine> Referrals,
    string? Next
);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(ShownReferral))]
[JsonSerializable(typeof(ShownReferrals))]
[JsonSerializable(typeof(Dictionary<string, string?>))]
internal sealed partial class ReferralsJson : JsonSerializerContext;
