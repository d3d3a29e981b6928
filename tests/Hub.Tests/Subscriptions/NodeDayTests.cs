using System.Net;
using System.Text.Json.Nodes;
using IntegrationHub.Cli.Demonstration;
using IntegrationHub.Testing;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Subscriptions;

/// <summary>A council's program that was down for half of the demonstration day has the day complete.</summary>
public sealed class NodeDayTests(LiveHub live) : IClassFixture<LiveHub>
{
    private static readonly Dictionary<string, string> Packages = new() { ["standardwebhooks"] = "1.1.1", ["cloudevents"] = "10.0.0" };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_Node_program_that_was_down_for_half_of_the_day_has_it_complete_by_ids_and_numbers()
    {
        var packages = await NpmPackages.EnsureAsync(Packages, Cancellation);
        Assert.SkipUnless(packages.IsAvailable, packages.Reason);
        var day = DemonstrationDay.Make(1, TimeProvider.System.GetUtcNow()).Stages.SelectMany(stage => stage.Messages).ToList();
        await using var first = await NodeReceiver.StartAsync(packages.Value, 0, secret: null, Cancellation);
        var made = (
            await live.SubscribeAsync(
                TestSender.Council,
                SubscriberApi.Body("webhook", first.Url, "social-care-referral", "discharge-alert", "record-changed", "person-changed")
            )
        )
            .Is(HttpStatusCode.Created)
            .Json;
        var (id, secret) = ((string)made["id"]!, (string)made["secret"]!);
        await first.KnowAsync(secret, Cancellation);

        // It fails in the middle of what it is sent.
        foreach (var message in day[..(day.Count / 4)])
            await SendAsync(message);
        await first.First.WaitAsync(Cancellation);
        await first.KillAsync(Cancellation);
        foreach (var message in day[(day.Count / 4)..(day.Count * 3 / 4)])
            await SendAsync(message);
        await live.Hub.SweepAsync(Cancellation);
        await live.Hub.SentAsync();
        Assert.Contains(await live.LedgerAsync(TestSender.Council, id), line => (string?)line!["outcome"] == "sending");

        await using var second = await NodeReceiver.StartAsync(packages.Value, first.Port, secret, Cancellation);
        (await live.JsonAsync(TestSender.Council, HttpMethod.Post, $"subscriptions/{id}/verify")).Is(HttpStatusCode.OK);
        foreach (var message in day[(day.Count * 3 / 4)..])
            await SendAsync(message);
        await live.Hub.SweepAsync(Cancellation);
        await live.Hub.SentAsync();
        await second.KillAsync(Cancellation);

        var feed = await PullAsync(id);
        Assert.Equal(
            Enumerable.Range(1, feed.Count),
            feed.Select(told => int.Parse(told.Sequence, System.Globalization.CultureInfo.InvariantCulture))
        );
        var taken = first.Taken.Concat(second.Taken).ToList();
        // Complete, nothing that is not in the feed, and what came again came as what it was.
        Assert.Equal(feed, taken.Distinct().OrderBy(told => told.Sequence, StringComparer.Ordinal));
        Assert.Empty(first.Faults().Concat(second.Faults()));
        Assert.NotEmpty(first.Taken);
        Assert.True(second.Taken.Count > feed.Count / 2, $"{second.Taken.Count} of {feed.Count}");
        foreach (var type in new[] { "care.record.changed.v1", "care.referral.sent.v1" })
            Assert.Contains(feed, told => told.Type == type);
        (await live.JsonAsync(TestSender.Council, HttpMethod.Delete, $"subscriptions/{id}")).Is(HttpStatusCode.OK);
    }

    private async Task SendAsync(DemonstrationMessage each)
    {
        var sender = new TestSender(each.Organisation, each.Role);
        var answer = await live.Hub.Client.PostAsync(sender, each.Message.Path, each.Message.ContentType, each.Message.Body, Cancellation);
        Assert.True(answer.IsAcknowledgement, $"{each.Message.Name}: {(int)answer.Status} {answer.Text}");
    }

    private async Task<IReadOnlyList<TakenEvent>> PullAsync(string id)
    {
        var all = new List<TakenEvent>();
        var (next, more) = ("", true);
        while (more)
        {
            var page = (await live.JsonAsync(TestSender.Council, HttpMethod.Get, $"events?subscription={id}&limit=500{next}"))
                .Is(HttpStatusCode.OK)
                .Json;
            all.AddRange(
                page["events"]!
                    .AsArray()
                    .Select(told => new TakenEvent((string)told!["id"]!, (string)told["sequence"]!, (string)told["type"]!))
            );
            (next, more) = ($"&after={(string)page["next"]!}", (bool)page["more"]!);
        }

        return all;
    }
}
