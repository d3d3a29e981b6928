using IntegrationHub.Discharge.Cases;

namespace IntegrationHub.Tests.Discharge.Stays;

/// <summary>Tasks and ServiceRequests about a stay.</summary>
public sealed class RequestedWorkTests
{
    private const string Owner = """
        ,"owner":{"identifier":{"system":"https://fhir.nhs.uk/Id/ods-organization-code","value":"C90001"}}
        """;

    [Theory]
    [InlineData("requested", "AssessmentAsked 03-09T08:00 C90001")]
    [InlineData("received", "AssessmentAsked 03-09T08:00 C90001")]
    [InlineData("accepted", "AssessmentAsked 03-09T08:00 C90001|AssessmentAccepted 03-09T12:00 C90001")]
    [InlineData("in-progress", "AssessmentAsked 03-09T08:00 C90001|AssessmentAccepted 03-09T12:00 C90001")]
    [InlineData("rejected", "AssessmentAsked 03-09T08:00 C90001|AssessmentDeclined 03-09T12:00 full C90001 No assessor")]
    [InlineData("completed", "AssessmentAsked 03-09T08:00 C90001|AssessmentDone 03-09T12:00 C90001")]
    [InlineData("draft", "")]
    [InlineData("cancelled", "")]
    [InlineData("entered-in-error", "")]
    public void An_assessment_is_asked_answered_and_done_by_the_status_of_its_Task(string status, string facts) =>
        Assert.Equal(facts, Lines(Task(status, "assessment", Owner)));

    [Fact]
    public void A_referral_to_the_hub_that_is_rejected_is_withdrawn() =>
        Assert.Equal("ReferredToHub 03-09T08:00|Withdrawn 03-09T12:00 full No assessor", Lines(Task("rejected", "referral-to-hub")));

    [Fact]
    public void Care_is_arranged_when_its_Task_is_done()
    {
        const string From = ""","executionPeriod":{"start":"2026-03-12T08:00:00Z"}""";
        Assert.Equal("", Lines(Task("accepted", "care-arrangement", From)));
        Assert.Equal("Arranged 03-09T12:00 RX1 2026-03-12", Lines(Task("completed", "care-arrangement", From)));
    }

    [Fact]
    public void A_notice_is_known_by_its_SNOMED_code_and_answered_by_its_Task() =>
        Assert.Equal(
            "NoticeGiven 03-09T08:00 assessment C90001|NoticeAnswered 03-09T12:00 assessment C90001 yes No assessor",
            Lines(Task("accepted", "975701000000106", Owner, "http://snomed.info/sct"))
        );

    [Fact]
    public void A_Task_of_another_code_says_nothing_of_the_stay() =>
        Assert.Empty(
            Telling.Of(null, "RX1", Telling.Read(Task("requested", "fulfill", "", "http://hl7.org/fhir/CodeSystem/task-code"))).Told
        );

    [Fact]
    public void A_Task_that_was_authored_after_it_was_changed_was_asked_when_it_was_changed() =>
        Assert.Equal(
            "ReferredToHub 03-09T12:00",
            Lines(Task("requested", "referral-to-hub").Replace("2026-03-09T08:00:00Z", "2026-03-11T08:00:00Z", StringComparison.Ordinal))
        );

    [Theory]
    [InlineData("active", "proposal", "PathwayProposed 03-09T08:00 P2")]
    [InlineData("active", "plan", "PathwayProposed 03-09T08:00 P2")]
    [InlineData("active", "order", "PathwayAgreed 03-09T08:00 P2")]
    [InlineData("completed", "order", "PathwayAgreed 03-09T08:00 P2")]
    [InlineData("revoked", "order", "")]
    [InlineData("entered-in-error", "order", "")]
    public void A_pathway_is_proposed_or_agreed_by_the_intent_of_its_ServiceRequest(string status, string intent, string facts) =>
        Assert.Equal(facts, Lines(Request(status, intent, "discharge-pathway", "2")));

    [Fact]
    public void A_pathway_that_does_not_exist_says_nothing() =>
        Assert.Empty(Telling.Of(null, "RX1", Telling.Read(Request("active", "order", "discharge-pathway", "4"))).Told);

    [Theory]
    [InlineData("referral-to-hub", "ReferredToHub 03-09T08:00")]
    [InlineData("assessment", "AssessmentAsked 03-09T08:00 C90001")]
    public void A_ServiceRequest_asks_too(string code, string facts) =>
        Assert.Equal(facts, Lines(Request("active", "order", "discharge-activity", code)));

    [Fact]
    public void A_notice_by_ServiceRequest_says_nothing_of_the_stay() =>
        Assert.Empty(Telling.Of(null, "RX1", Telling.Read(Request("active", "order", "discharge-activity", "discharge-notice"))).Told);

    [Fact]
    public void The_inputs_of_a_Task_say_what_the_notice_says()
    {
        const string Inputs = """
            ,"restriction":{"period":{"end":"2026-03-14"}},"input":[
             {"type":{"coding":[{"system":"https://integration-hub.example/CodeSystem/discharge-notice-item","code":"person-told"}]},"valueBoolean":true},
             {"type":{"coding":[{"system":"https://integration-hub.example/CodeSystem/discharge-notice-item","code":"consulted"}]},"valueBoolean":false},
             {"type":{"coding":[{"system":"https://integration-hub.example/CodeSystem/discharge-notice-item","code":"objection"}]},"valueBoolean":false},
             {"type":{"coding":[{"system":"https://integration-hub.example/CodeSystem/discharge-notice-item","code":"liaison-person"}]},"valueString":"A. Nurse, 01632 960001"},
             {"type":{"text":"other"},"valueString":"not of a notice"}]
            """;
        var given = Telling.Facts(Task("requested", "discharge-notice", Owner + Inputs))[0];
        Assert.Equal("person-told objection liaison-person proposed-discharge-date", given.Items);
        Assert.Equal("person-told: yes; objection: no; liaison-person: A. Nurse, 01632 960001", given.Says);
        Assert.Equal(new DateOnly(2026, 3, 14), given.Date);
    }

    [Fact]
    public void A_councils_own_Task_answers_a_notice_and_gives_none() =>
        Assert.Equal(
            "NoticeAnswered 03-09T12:00 discharge C90001 no No assessor",
            string.Join('|', Telling.Lines(Telling.Facts(Task("rejected", "discharge-notice", Owner), sender: "C90001")))
        );

    private static string Lines(string json) => string.Join('|', Telling.Lines(Telling.Facts(json)));

    private static string Task(
        string status,
        string code,
        string more = "",
        string system = "https://integration-hub.example/CodeSystem/discharge-activity"
    ) =>
        $$$"""
            {"resourceType":"Task","id":"t","status":"{{{status}}}","intent":"order","code":{"coding":[{"system":"{{{system}}}","code":"{{{code}}}"}]},
             "for":{"reference":"Patient/p"},"encounter":{"reference":"Encounter/stay"},"authoredOn":"2026-03-09T08:00:00Z","lastModified":"2026-03-09T12:00:00Z",
             "statusReason":{"coding":[{"code":"full"}],"text":"No assessor"}{{{more}}}}
            """;

    private static string Request(string status, string intent, string system, string code) =>
        $$$"""
            {"resourceType":"ServiceRequest","id":"s","status":"{{{status}}}","intent":"{{{intent}}}","subject":{"reference":"Patient/p"},"encounter":{"reference":"Encounter/stay"},
             "authoredOn":"2026-03-09T08:00:00Z","code":{"coding":[{"system":"https://integration-hub.example/CodeSystem/{{{system}}}","code":"{{{code}}}"}]},
             "performer":[{"identifier":{"system":"https://fhir.nhs.uk/Id/ods-organization-code","value":"C90001"}}]}
            """;
}
