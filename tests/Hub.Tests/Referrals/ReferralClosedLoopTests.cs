using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using IntegrationHub.CareRecord;
using IntegrationHub.Identifiers;
using IntegrationHub.Referrals;
using IntegrationHub.Referrals.Projection;
using IntegrationHub.Storage;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Subscriptions;
using IntegrationHub.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Tests.Referrals;

/// <summary>The referrer hears of each step by event, by Task and by BaRS message, and none of them lags behind another.</summary>
public sealed class ReferralClosedLoopTests(LiveHub live) : IClassFixture<LiveHub>
{
    private static readonly TestSender Practice = TestSender.Practice;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task At_each_step_the_referrer_is_told_and_finds_task_and_message_as_far_as_it_was_told()
    {
        await using var receiver = await Receiver.StartAsync();
        var found = new ConcurrentQueue<(string Kind, string Task, string Message)>();
        var (person, id) = await SentAsync();
        receiver.Answer = async http =>
        {
            // At once, before the hub has its answer: as a referrer's system does.
            var told = receiver.Posts[^1];
            if (told.Body.Contains(id, StringComparison.Ordinal))
                found.Enqueue((KindIn(told.Body), await BusinessStatusAsync(TaskIn(told.Body)), StatusIn(await MessageAsync(id))));
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        };
        var subscription = (string)
            (await live.SubscribeAsync(Practice, SubscriberApi.Body("webhook", receiver.Url))).Is(HttpStatusCode.Created).Json["id"]!;

        var record = live.Hub.RecordOf(person).Value;
        await TellAsync(Messages.ReferralTask(person, record, id, 1, "received"));
        await StepAsync(id, "ask", ("question", "Who holds the key?"));
        await StepAsync(id, "answer", ("answer", "The neighbour at number 4"));
        await StepAsync(id, "accept");
        await StepAsync(id, "assess", ("outcome", "Needs help with meals"));
        await StepAsync(id, "arrange", ("service", "Home care"));
        await StepAsync(id, "complete");

        Assert.Equal(
            [
                ("received", "received", "received"),
                ("information-asked", "information-asked", "on-hold"),
                ("information-given", "received", "received"),
                ("accepted", "accepted", "accepted"),
                ("assessed", "assessed", "in-progress"),
                ("services-arranged", "services-arranged", "in-progress"),
                ("completed", "completed", "completed"),
            ],
            found
        );
        (await live.JsonAsync(Practice, HttpMethod.Delete, $"subscriptions/{subscription}")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_FHIR_subscriber_with_whole_resources_has_the_request_and_the_hubs_task_in_its_notification()
    {
        await using var receiver = await Receiver.StartAsync();
        var made = await live.PostAsync(Practice, "fhir/Subscription", FhirSubscription(receiver.Url), Cancellation);
        var (_, id) = await SentAsync();
        await StepAsync(id, "accept");
        await live.Hub.SentAsync();

        var entries = JsonNode.Parse(receiver.Posts[^1].Body)!["entry"]!.AsArray();
        Assert.Equal(["Parameters", "ServiceRequest", "Task"], entries.Select(entry => (string)entry!["resource"]!["resourceType"]!));
        Assert.Equal("accepted", (string?)entries[2]!["resource"]!["status"]);
        Assert.Equal($"ServiceRequest/{id}", (string?)entries[2]!["resource"]!["focus"]!["reference"]);
        Assert.Equal(204, (await live.AskAsync(Practice, HttpMethod.Delete, $"fhir/Subscription/{made.Json["id"]}", Cancellation)).Status);
    }

    /// <summary>Events are told before the projection is stored: in between, what is read is as far as they are.</summary>
    [Fact]
    public async Task Whoever_is_told_of_a_step_reads_it_though_it_is_not_projected_yet()
    {
        var (person, id) = await SentAsync();
        await StepAsync(id, "accept");
        var tables = new Tables(live.Hub.Services.GetRequiredService<Azure.Data.Tables.TableServiceClient>(), referrals: "ReferralsLater");
        await tables.Referrals.CreateIfNotExistsAsync(Cancellation);
        var store = new ReferralStore(tables);
        var present = new PresentReferrals(tables, store, live.Hub.Directory);
        var told = 0;

        await new ReferralProjector(tables, live.Hub.Directory, store, new ReferralLists(tables)).ProjectAsync(
            live.Hub.RecordOf(person),
            async (_, cancellationToken) =>
            {
                told++;
                Assert.Null(await store.FindAsync(id, cancellationToken));
                Assert.Equal(ReferralState.Accepted, (await present.FindAsync(id, cancellationToken))!.State);
            },
            Cancellation
        );

        Assert.Equal(3, told);
        Assert.Equal(await store.FindAsync(id, Cancellation), await present.FindAsync(id, Cancellation));
        Assert.Null(await present.FindAsync("nonsense", Cancellation));
    }

    private async Task<(TestPerson Person, string Id)> SentAsync()
    {
        var person = TestPerson.New();
        var name = Messages.NewName("referral");
        await TellAsync(Messages.Referral(person, name));
        return (person, $"{live.Hub.RecordOf(person)}.{ResourceKey.Of(OdsCode.Parse(Practice.Organisation), "ServiceRequest", name)}");
    }

    private async Task TellAsync(TestMessage message)
    {
        var answer = await live.Hub.Client.SendAsync(message, Cancellation);
        Assert.True(answer.IsAcknowledgement, $"{(int)answer.Status} {answer.Text}");
        await live.Hub.SweepAsync(Cancellation);
        await live.Hub.SentAsync();
    }

    private async Task StepAsync(string id, string verb, params (string Name, string Value)[] fields)
    {
        var body = new JsonObject(fields.Select(field => KeyValuePair.Create(field.Name, (JsonNode?)field.Value)));
        var caller = verb == "answer" ? Practice : TestSender.Council;
        (await live.JsonAsync(caller, HttpMethod.Post, $"referrals/{id}/{verb}", body)).Is(HttpStatusCode.NoContent);
        await live.Hub.SentAsync();
    }

    private static string KindIn(string body) => (string)JsonNode.Parse(body)!["data"]!["kind"]!;

    private static string TaskIn(string body) =>
        JsonNode.Parse(body)!["data"]!["focus"]!
            .AsArray()
            .Select(address => (string)address!)
            .Single(address => address.StartsWith("Task/", StringComparison.Ordinal));

    private async Task<string> BusinessStatusAsync(string task) =>
        (string)
            (await live.AskAsync(Practice, HttpMethod.Get, $"fhir/{task}", Cancellation)).Is(HttpStatusCode.OK).Json["businessStatus"]![
                "coding"
            ]![0]!["code"]!;

    private async Task<JsonNode> MessageAsync(string id) =>
        (await live.AskAsync(Practice, HttpMethod.Get, $"referrals/{id}/message", Cancellation)).Is(HttpStatusCode.OK).Json;

    /// <summary>Of the Task in the message.</summary>
    private static string StatusIn(JsonNode message) => (string)message["entry"]![2]!["resource"]!["status"]!;

    private static JsonObject FhirSubscription(string url)
    {
        var resource = JsonNode
            .Parse(
                """
                {"resourceType": "Subscription", "status": "requested", "reason": "To hear of referrals",
                 "criteria": "https://integration-hub.example/SubscriptionTopic/social-care-referral",
                 "channel": {"type": "rest-hook", "payload": "application/fhir+json",
                  "_payload": {"extension": [{"url": "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-payload-content",
                   "valueCode": "full-resource"}]}}}
                """
            )!
            .AsObject();
        resource["channel"]!["endpoint"] = url;
        return resource;
    }
}
