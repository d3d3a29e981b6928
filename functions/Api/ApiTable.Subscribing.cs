using IntegrationHub.Functions.Http;

namespace IntegrationHub.Functions.Api;

/// <summary>Referrals to social care, and how organisations hear of what happens.</summary>
internal static partial class ApiTable
{
    private static readonly (string, string) OfSubscription = ("subscription", "Its id, where you have more than one.");

    private static IEnumerable<ApiRow> Referrals()
    {
        yield return new("ListReferrals", "Refer", "The referrals to a council, or by a referrer, that stand in a state.")
        {
            Answers = [JsonOrPage],
            Query =
            [
                ("council", "ODS code; yours."),
                ("referrer", "ODS code; yours."),
                ("state", "States, by comma."),
                ("after", "The next page, as the last one gave it."),
            ],
        };
        yield return new("ReadReferral", "Refer", "A referral with its history.") { Answers = [JsonOrPage] };
        yield return new("ReadReferralMessage", "Refer", "A referral as it stands, as a BaRS message.") { Answers = [Fhir] };
        yield return new(
            "StepReferral",
            "Refer",
            "A step of it: accept, reject, ask, answer, assess, arrange, complete, cancel or reroute."
        )
        {
            Takes = [Bodies.Json, Form],
            Answers = [Done, Elsewhere],
            Headers = [Key],
        };
    }

    private static IEnumerable<ApiRow> Subscribing()
    {
        yield return new("PullEvents", "Subscribe", "What a feed has after a cursor, waited for up to 30 s.")
        {
            Answers = [Json],
            Query =
            [
                ("after", "The cursor that the last answer gave."),
                ("from", "Instead of it, the number to begin with."),
                OfSubscription,
                ("limit", "How many at most."),
                ("wait", "Seconds to wait, 0 to 30."),
            ],
        };
        yield return new("CreateSubscription", "Subscribe", "Subscribes to topics.")
        {
            Takes = [Bodies.Json, Form],
            Answers = [new(201, Bodies.Json), Elsewhere],
        };
        yield return new("ListSubscriptions", "Subscribe", "Your organisation's subscriptions.") { Answers = [JsonOrPage] };
        yield return new("ReadSubscription", "Subscribe", "One of them, and how it is doing.") { Answers = [JsonOrPage] };
        yield return new("ChangeSubscription", "Subscribe", "The whole of it anew.") { Takes = [Bodies.Json], Answers = [Json] };
        yield return new("EndSubscription", "Subscribe", "Nothing more comes into it.") { Answers = [Json] };
        yield return new("WorkSubscription", "Subscribe", "verify, test, pause, resume, keys or replay.")
        {
            Takes = [Bodies.Json, Form],
            Answers = [Json, Elsewhere],
        };
        yield return new("ReadDeliveries", "Subscribe", "What was sent, by which version of the rules, and what became of it.")
        {
            Answers = [Json],
            Query = [OfSubscription, ("after", "A number.")],
        };
        yield return new("WhyDelivered", "Subscribe", "Why an organisation did or did not receive an event, in words.")
        {
            Answers = [Json],
            Query = [("event", "Its id."), ("organisation", "ODS code; yours, or any for operators.")],
        };
        yield return new("CreateFhirSubscription", "Subscribe", "A Subscription of the R5 Backport guide.")
        {
            Takes = [Bodies.Fhir, Bodies.Json],
            Answers = [new(201, Bodies.Fhir)],
        };
        yield return new("ReadFhirSubscription", "Subscribe", "It as it stands.") { Answers = [Fhir] };
        yield return new("ChangeFhirSubscription", "Subscribe", "The whole of it anew.")
        {
            Takes = [Bodies.Fhir, Bodies.Json],
            Answers = [Fhir],
        };
        yield return new("EndFhirSubscription", "Subscribe", "Ends it.") { Answers = [Done] };
        yield return new("FhirSubscriptionStatus", "Subscribe", "Its state and the number of its last event.") { Answers = [Fhir] };
        yield return new("FhirSubscriptionEvents", "Subscribe", "Its events again, by number.")
        {
            Answers = [Fhir],
            Query =
            [
                ("eventsSinceNumber", "The first."),
                ("eventsUntilNumber", "The last."),
                ("content", "empty, id-only or full-resource."),
            ],
        };
    }
}
