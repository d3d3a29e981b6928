using IntegrationHub.Discharge.Cases;

namespace IntegrationHub.Discharge.Stays.Events;

/// <summary>Members that several types of event have.</summary>
internal static class EventMembers
{
    internal static EventMember At { get; } = new("at", MemberKind.Moment, "When it happened.") { Needed = true };

    internal static EventMember Ward { get; } =
        new("ward", MemberKind.Text, "The ward, in your words.") { Longest = StayCodes.LongestWard, Label = "ward" };

    internal static EventMember Site { get; } = new("site", MemberKind.Organisation, "ODS code of the site.") { Label = "site" };

    internal static EventMember Reason { get; } =
        new("reason", MemberKind.Text, "Why, in words.") { Longest = StayCodes.LongestReason, Label = "reason" };

    internal static EventMember Hub { get; } =
        new("hub", MemberKind.Hub, "Id of the discharge hub for which it is done.") { Needed = true };

    internal static EventMember Notice { get; } =
        new("notice", MemberKind.Word, "Which notice, by local agreement: none of them is one of law any more.")
        {
            Needed = true,
            Words = CaseNotice.Kinds,
            Label = "notice",
        };

    internal static EventMember NoticeId { get; } =
        new(NoticeIdName, MemberKind.HubId, "The hub's id of the notice meant, as the case has it; left out, the last one of the kind.");

    internal const string NoticeIdName = "noticeId";

    internal static EventMember CodeSystem { get; } =
        new("system", MemberKind.Text, "The code's system, where it is your own: directory/local-codes.json says what its codes mean.")
        {
            Longest = LongestSystem,
        };

    private const int LongestSystem = 200;

    internal static EventMember Accepted { get; } =
        new("accepted", MemberKind.Truth, "Whether the answer is yes.") { Needed = true, Label = "accepted" };

    internal static EventMember PathwayNumber { get; } =
        new("pathway", MemberKind.Pathway, "Discharge pathway, 0 to 3.") { Needed = true, Label = "pathway" };

    internal static EventMember AdmissionMethod { get; } = Code("method", "UK Core AdmissionMethodEngland code, or your own.");

    internal static EventMember Code(string name, string what) =>
        new(name, MemberKind.Text, what) { Longest = StayCodes.LongestCode, Label = name };

    internal static EventMember Line(string name, string label, string what, int longest) =>
        new(name, MemberKind.Text, what) { Longest = longest, Label = label };

    internal static EventMember Truth(string name, string label, string what) => new(name, MemberKind.Truth, what) { Label = label };

    internal static EventMember Organisation(string name, string what) => new(name, MemberKind.Organisation, what) { Label = name };

    internal static EventMember Date(string name, string what) => new(name, MemberKind.Date, what) { Label = name };
}
