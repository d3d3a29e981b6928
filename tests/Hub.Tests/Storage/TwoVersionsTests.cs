using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Azure.Data.Tables;
using IntegrationHub.Cli.Running;
using IntegrationHub.Identifiers;
using IntegrationHub.Messaging;
using IntegrationHub.Testing;
using IntegrationHub.Tests.Subscriptions;
using IntegrationHub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Onebox.Storage;

namespace IntegrationHub.Tests.Storage;

/// <summary>
/// The version before and this one on one data folder, by turns, for one process at a time may hold it: each reads what the other wrote and
/// does what the other left undone. That each passes over what it does not know in the other's rows, <see cref="SideBySideTests"/> shows.
/// </summary>
public sealed partial class TwoVersionsTests(ITestOutputHelper output)
{
    /// <summary>
    /// The first commit all of whose parts keep the rules of docs/adr/0011, so that every later one must be able to work beside it. Where a
    /// version is published, it is that version from then on.
    /// </summary>
    private const string Former = "4b272735f3e915525d5e7164aed165ac2c80ed54";

    private const int Turns = 4;
    private const int EntriesATurn = 3;

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("HUB_LONG_TESTS") == "1";

    private readonly TestPerson person = TestPerson.New();
    private readonly Dictionary<string, string> cursors = new(StringComparer.Ordinal);
    private IReadOnlySet<string> left = new HashSet<string>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_versions_by_turns_read_what_the_other_wrote_and_do_what_it_left()
    {
        Assert.SkipUnless(IsLong, "It builds the hub of an earlier commit: set HUB_LONG_TESTS=1.");
        var former = await FormerHub.BuildAsync(Former, Cancellation);
        Assert.SkipUnless(former.IsAvailable, former.Reason);
        using var built = former.Value;
        using var folder = new TempFolder();
        var data = DataFolder.At(folder.Path);
        await using var receiver = await Receiver.StartAsync();

        for (var turn = 0; turn < Turns; turn++)
        {
            var program = turn % 2 == 0 ? built.Program : HubProgram.Own;
            await using (var hub = await HubChild.StartAsync(folder.Path, Cancellation, program: program))
            {
                using var client = new HubClient(hub.Address, data.Keys, TimeProvider.System);
                if (turn > 0)
                    await FindAsync(client, RecordIn(data), turn);
                await TellAsync(client, turn, receiver);
            }

            left = await LeaveAsync(program, data);
            output.WriteLine($"Turn {turn}: {left.Count} records with work left to the other version.");
            receiver.Answer = Receiver.With(204);
        }

        await AssertWholeAsync(folder.Path, receiver);
    }

    /// <summary>What the turns before wrote is read, and what the last left is done.</summary>
    private async Task FindAsync(HubClient client, string record, int turn)
    {
        var shown = await client.GetAsync(TestSender.Clinician, $"records/{record}", Cancellation);
        Assert.Equal(turn * EntriesATurn, Observation().Matches(shown.Text).Select(match => match.Value).Distinct().Count());
        await ClaimUntilAsync(client, left.Append(record).ToHashSet(StringComparer.Ordinal));
        foreach (var (subscription, cursor) in cursors)
        {
            var page = await JsonAsync(client, $"events?subscription={subscription}&after={cursor}&wait=20");
            Assert.Contains(
                page["events"]!.AsArray(),
                one => ((string?)one!["subject"])?.StartsWith(record, StringComparison.Ordinal) is true
            );
        }
    }

    /// <summary>Of one person: entries, a discharge, a referral; and each version subscribes once, to be pulled from and to be called.</summary>
    private async Task TellAsync(HubClient client, int turn, Receiver receiver)
    {
        await SendAsync(client, Messages.Gp(person, EntriesATurn + 1, resources: $"turn-{turn}"));
        if (turn < 2)
        {
            var pull = await PostAsync(client, TestSender.Council, "subscriptions", SubscriberApi.Body("pull"), HttpStatusCode.Created);
            cursors[(string)pull!["id"]!] = "";
            var webhook = SubscriberApi.Body("webhook", $"{receiver.Url}of-{turn}");
            await PostAsync(client, TestSender.Council, "subscriptions", webhook, HttpStatusCode.Created);
        }

        foreach (var subscription in cursors.Keys.ToList())
            cursors[subscription] = (string)(await JsonAsync(client, $"events?subscription={subscription}"))["next"]!;
        // What is told now is taken by nobody before this process ends: the other version has to deliver it.
        receiver.Answer = Receiver.Hang;
        await SendAsync(client, Messages.DischargedEvent(person, $"stay-{turn}"));
        await SendAsync(client, Messages.Referral(person, $"referral-{turn}"));
    }

    /// <summary>Kills a hub that many speak to, until it leaves alerts unsent.</summary>
    /// <returns>The records that they are of.</returns>
    private static async Task<IReadOnlySet<string>> LeaveAsync(HubProgram program, DataFolder data)
    {
        const int Attempts = 10;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            await using (var hub = await HubChild.StartAsync(data.Path, Cancellation, program: program))
            {
                using var client = new HubClient(hub.Address, data.Keys, TimeProvider.System);
                var all = Enumerable
                    .Range(0, 24)
                    .Select(_ => client.SendAsync(Messages.DischargedEvent(TestPerson.New(), Messages.NewName("stay")), Cancellation))
                    .ToList();
                Assert.True((await await Task.WhenAny(all)).IsAcknowledgement);
                await hub.KillAsync();
                // Those that it did not answer have lost it.
                await ((Task)Task.WhenAll(all)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            if (await LeftIn(data) is { Count: > 0 } records)
                return records;
        }

        throw new InvalidOperationException($"{Attempts} kills left no work undone.");
    }

    private static async Task<IReadOnlySet<string>> LeftIn(DataFolder data)
    {
        await using var storage = EmbeddedStorage.Open(data.Storage);
        var table = new StoredTruth(storage.Transport).Tables.CareRecord;
        var rows = table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"RowKey ge {OutboxRows.From} and RowKey lt {"p"}"),
            cancellationToken: Cancellation
        );
        var records = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var row in rows)
            records.Add(row.PartitionKey);
        return records;
    }

    private static async Task AssertWholeAsync(string folder, Receiver receiver)
    {
        await using var hub = await TestHub.StartAsync(Cancellation, folder: folder);
        await hub.DrainedAsync(person: null, Cancellation);
        await hub.SentAsync();

        Assert.Empty(await hub.Truth.ProblemsAsync(Cancellation));
        Assert.Empty(await hub.Services.GetRequiredService<ParkedWork>().ReadAsync(Cancellation));
        // The second address came with the second turn.
        var delivered = receiver
            .Posts.Select(post => (post.Path, Subject: (string)JsonNode.Parse(post.Body)!["subject"]!))
            .Distinct()
            .ToLookup(post => post.Path);
        Assert.Equal((Turns, Turns - 1), (delivered["/of-0"].Count(), delivered["/of-1"].Count()));
    }

    private static async Task ClaimUntilAsync(HubClient client, HashSet<string> wanted)
    {
        const string Alerts = "discharge-hubs/hub-northfield/alerts";
        while (wanted.Count > 0)
        {
            var claim = JsonNode.Parse("""{"max":32,"waitSeconds":30}""")!;
            var page = await PostAsync(client, TestSender.Coordinator, $"{Alerts}/claim", claim, HttpStatusCode.OK);
            Assert.NotEmpty(page!["alerts"]!.AsArray());
            foreach (var alert in page["alerts"]!.AsArray())
            {
                wanted.Remove((string)alert!["recordId"]!);
                var token = new JsonObject { ["lockToken"] = (string)alert["lockToken"]! };
                var address = $"{Alerts}/{(string)alert["id"]!}/acknowledge";
                await PostAsync(client, TestSender.Coordinator, address, token, HttpStatusCode.NoContent);
            }
        }
    }

    private string RecordIn(DataFolder data) =>
        person.RecordIn(new Pseudonyms(File.ReadAllBytes(Path.Combine(data.Keys, "pseudonym.key")))).Value;

    private static async Task SendAsync(HubClient client, TestMessage message) =>
        Assert.True((await client.SendAsync(message, Cancellation)).IsAcknowledgement);

    private static async Task<JsonNode> JsonAsync(HubClient client, string path)
    {
        var answer = await client.GetAsync(TestSender.Council, path, Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return JsonNode.Parse(answer.Body)!;
    }

    private static async Task<JsonNode?> PostAsync(HubClient client, TestSender who, string path, JsonNode body, HttpStatusCode status)
    {
        var answer = await client.PostAsync(who, path, "application/json", Encoding.UTF8.GetBytes(body.ToJsonString()), Cancellation);
        Assert.Equal(status, answer.Status);
        return answer.Body.Length > 0 ? JsonNode.Parse(answer.Body) : null;
    }

    [GeneratedRegex("Observation/[a-z0-9.]+", RegexOptions.NonBacktracking)]
    private static partial Regex Observation();
}
