using System.Collections.Frozen;
using IntegrationHub.Access;
using IntegrationHub.CareRecord;
using IntegrationHub.Discharge.Stays;
using IntegrationHub.Discharge.Stays.Events;
using static IntegrationHub.Discharge.Stays.Events.EventMembers;
using Kind = IntegrationHub.Referrals.ReferralFactKind;

namespace IntegrationHub.Referrals.Events;

/// <summary>
/// The catalogue of events about referrals and social care, for systems that do not speak FHIR and for people: the one place that says
/// what each holds, who may tell it and what it means. docs/schemas/care-referral-events.v1.json is made from it.
/// </summary>
internal static class ReferralEventTypes
{
    private static readonly EventMember Package = new("package", MemberKind.Text, "Your own id of the package of care.")
    {
        Longest = StayCodes.LongestCode,
        Needed = true,
    };

    private static readonly EventMember Service = new("service", MemberKind.Text, "What is given, in your words.")
    {
        Longest = StayCodes.LongestWard,
        Label = "service",
    };

    private static readonly EventMember Provider = Organisation("provider", "ODS code of who gives it.");

    internal static IReadOnlyList<ReferralEventType> All { get; } =
    [
        Step("care.referral.received.v1", "Referral received by the council", Kind.Received, []),
        Step("care.referral.accepted.v1", "Referral accepted by the council", Kind.Accepted, []),
        Step("care.referral.rejected.v1", "Referral rejected by the council", Kind.Rejected, [Code("code", "Why not."), Reason]) with
        {
            OneNeeded = [new(["reason", "code"])],
        },
        Step(
            "care.referral.information-asked.v1",
            "More information asked for by the council",
            Kind.InformationAsked,
            [Words("question", "What is asked.").ButNeeded]
        ),
        Step(
            "care.referral.information-given.v1",
            "Information given to the council",
            Kind.InformationGiven,
            [Words("answer", "What is answered.").ButNeeded]
        ) with
        {
            Tellers = ReferralTellers.Parties,
        },
        Step(
            "care.referral.assessed.v1",
            "Needs assessed by the council",
            Kind.Assessed,
            [Words("outcome", "What was found."), Code("code", "The outcome, by a code of yours.")]
        ) with
        {
            Section = Section.Assessments,
        },
        Step("care.referral.completed.v1", "Referral completed by the council", Kind.Completed, [Words("outcome", "What came of it.")]),
        Step("care.referral.cancelled.v1", "Referral cancelled", Kind.CancelledByCouncil, [Code("code", "Why."), Reason]) with
        {
            Tellers = ReferralTellers.Parties,
            OneNeeded = [new(["reason", "code"])],
        },
        Step(
            "care.referral.rerouted.v1",
            "Referral passed on to another council",
            Kind.Rerouted,
            [new("to", MemberKind.Council, "ODS code of the council that is to have it.") { Needed = true, Label = "to" }, Reason.ButNeeded]
        ),
        Care(
            "care.package.started.v1",
            "Package of care started",
            Kind.ServicesArranged,
            [Package, Service.ButNeeded, Provider, From("from", "The day from which it is given.")]
        ),
        Care(
            "care.package.changed.v1",
            "Package of care changed",
            Kind.ServicesChanged,
            [Package, Service, Provider, From("from", "The day from which it is as told.")]
        ),
        Care(
            "care.package.ended.v1",
            "Package of care ended",
            Kind.ServicesEnded,
            [Package, From("until", "The last day on which it is given."), Reason]
        ),
        Care(
            "care.safeguarding.raised.v1",
            "Safeguarding concern raised",
            Kind.SafeguardingRaised,
            [Code("code", "What kind of concern, by a code of yours."), Words("concern", "What the concern is.")]
        ) with
        {
            Section = Section.Safeguarding,
        },
        Care("care.carer.assessed.v1", "Carer assessed", Kind.CarerAssessed, [Words("outcome", "What was found.")]) with
        {
            Section = Section.Assessments,
        },
    ];

    private static readonly FrozenDictionary<string, ReferralEventType> ByType = All.ToFrozenDictionary(
        type => type.Type,
        StringComparer.Ordinal
    );

    internal static ReferralEventType Of(Kind kind) =>
        All.First(type => type.Kind == kind || kind is Kind.CancelledByReferrer && type.Kind is Kind.CancelledByCouncil);

    internal static ReferralEventType? Find(string? type) => type is null ? null : ByType.GetValueOrDefault(type);

    private static ReferralEventType Step(string type, string what, Kind kind, IReadOnlyList<EventMember> members) =>
        new(type, what, ReferralTellers.Councils, Section.ReferralDetails, [At, .. members], data => Fact(kind, data)) { Kind = kind };

    private static ReferralEventType Care(string type, string what, Kind kind, IReadOnlyList<EventMember> members) =>
        new(type, what, ReferralTellers.Councils, Section.ServicesAndCare, [At, .. members], data => Fact(kind, data))
        {
            Kind = kind,
            MayStandAlone = true,
        };

    private static ReferralFact Fact(Kind kind, EventData data) =>
        new(kind, data.At)
        {
            Organisation = data.Text("to") ?? data.Text("provider"),
            Code = data.Text("code"),
            Words = data.Text("reason") ?? data.Text("question") ?? data.Text("answer") ?? data.Text("outcome") ?? data.Text("concern"),
            Package = data.Text("package"),
            Service = data.Text("service"),
            Date = data.Date("from") ?? data.Date("until"),
        };

    private static EventMember Words(string name, string what) =>
        new(name, MemberKind.Text, what) { Longest = StayCodes.LongestReason, Label = name };

    private static EventMember From(string name, string what) => EventMembers.Date(name, what);
}
