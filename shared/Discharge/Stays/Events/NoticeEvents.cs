using IntegrationHub.Access;
using IntegrationHub.CareRecord;
using IntegrationHub.CareRecord.Mapping;
using IntegrationHub.Directory;
using IntegrationHub.Discharge.Cases;
using static IntegrationHub.Discharge.Stays.Events.EventMembers;

namespace IntegrationHub.Discharge.Stays.Events;

/// <summary>
/// Notices of a trust to a council, and the answers. They are taken where the rules of the person's place have an agreement on them, and
/// held against it: <see cref="NoticeCheck"/>.
/// </summary>
internal static class NoticeEvents
{
    private const int LongestName = 100;
    private const int LongestResult = 200;

    private static readonly IReadOnlyList<EventMember> Said =
    [
        Truth("consulted", "consulted", "That the person, and a carer where feasible, were consulted: true."),
        Line(
            "continuingHealthcare",
            "continuing healthcare",
            "That NHS continuing healthcare was considered, and the result.",
            LongestResult
        ),
        Truth("objection", "objection", "Whether the person or a carer objected."),
        Truth("personTold", "person told", "That the person and a carer were told the date: true."),
        Line("liaisonName", "liaison", "Name of who is asked about it.", LongestName),
        Line("liaisonPhone", "telephone", "Their telephone number.", LongestName),
        Line("liaisonEmail", "e-mail", "Their e-mail address.", LongestName),
        Reason,
    ];

    internal static IReadOnlyList<StayEventType> All { get; } =
    [
        new(
            "care.discharge.notice-given.v1",
            "Notice to the council given",
            StayTellers.Hospitals,
            Section.PlanAndRequestedActions,
            [
                At,
                Notice,
                Organisation("to", "ODS code of the council: that of the person's place.").ButNeeded,
                Date("date", "The day it speaks of: when the person is likely to leave, or the discharge proposed."),
                .. Said,
                new("withdraws", MemberKind.Word, "Of a withdrawal: the kind of the notice withdrawn.")
                {
                    Words = [CaseNotice.Assessment, CaseNotice.Discharge],
                    Label = "withdraws",
                },
                NoticeId,
            ],
            data => [Given(data)]
        ),
        new(
            "care.discharge.notice-answered.v1",
            "Notice to the council answered",
            StayTellers.HospitalsAndCouncils,
            Section.PlanAndRequestedActions,
            [At, Notice, NoticeId, Accepted, Date("date", "The day offered."), Reason],
            data =>
                [
                    StayEventType.Fact(StayFactKind.NoticeAnswered, data) with
                    {
                        Code = data.Text("notice"),
                        Notice = data.Key(NoticeIdName),
                        Accepted = data.IsTrue("accepted"),
                        Date = data.Date("date"),
                        Reason = data.Text("reason"),
                    },
                ]
        )
        {
            OneNeeded = [new(["reason"], WhenFalse: "accepted")],
        },
    ];

    private static StayFact Given(EventData data) =>
        StayEventType.Fact(StayFactKind.NoticeGiven, data) with
        {
            Code = data.Text("notice"),
            Organisation = data.Text("to"),
            Date = data.Date("date"),
            Notice = data.Key(NoticeIdName),
            Withdraws = data.Text("withdraws"),
            Items = NoticeCheck.Names(ItemsIn(data)),
            Says = StayCodes.Line(
                Said.Aggregate(
                    (string?)null,
                    (all, member) => PlainText.Join(all, PlainText.Named(member.Label!, PlainText.Clean(data.Shown(member.Name))))
                ),
                StayCodes.LongestReason
            ),
        };

    private static IEnumerable<NoticeDatum> ItemsIn(EventData data)
    {
        foreach (var day in NoticeCheck.DayOf(data.Text("notice"), data.Date("date")))
            yield return day;
        // That somebody was not consulted or not told is not what is asked to be said.
        if (data.Has("consulted") && data.IsTrue("consulted"))
            yield return NoticeDatum.Consulted;
        if (data.Has("personTold") && data.IsTrue("personTold"))
            yield return NoticeDatum.PersonTold;
        if (data.Has("objection"))
            yield return NoticeDatum.Objection;
        if (data.Has("continuingHealthcare"))
            yield return NoticeDatum.ContinuingHealthcare;
        if (data.Has("liaisonName") && (data.Has("liaisonPhone") || data.Has("liaisonEmail")))
            yield return NoticeDatum.LiaisonPerson;
        if (data.Has("withdraws") || data.Has(NoticeIdName))
            yield return NoticeDatum.NoticeWithdrawn;
        if (data.Has("reason"))
            yield return NoticeDatum.Reason;
    }
}
