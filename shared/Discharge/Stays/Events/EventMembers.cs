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
            Words = ["assessment", "discharge", "withdrawal"],
            Label = "notice",
        };

    internal static EventMember Accepted { get; } =
        new("accepted", MemberKind.Truth, "Whether the answer is yes.") { Needed = true, Label = "accepted" };

    internal static EventMember PathwayNumber { get; } =
        new("pathway", MemberKind.Pathway, "Discharge pathway, 0 to 3.") { Needed = true, Label = "pathway" };

    internal static EventMember AdmissionMethod { get; } = Code("method", "UK Core AdmissionMethodEngland code, or your own.");

    internal static EventMember Code(string name, string what) =>
        new(name, MemberKind.Text, what) { Longest = StayCodes.LongestCode, Label = name };

    internal static EventMember Organisation(string name, string what) => new(name, MemberKind.Organisation, what) { Label = name };

    internal static EventMember Date(string name, string what) => new(name, MemberKind.Date, what) { Label = name };
}
