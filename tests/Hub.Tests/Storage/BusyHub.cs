using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using IntegrationHub.CareRecord;
using IntegrationHub.Identifiers;
using IntegrationHub.Messaging;
using IntegrationHub.Storage;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Import;
using IntegrationHub.Tests.Rebuild;
using IntegrationHub.Tests.Subscriptions;
using IntegrationHub.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Tests.Storage;

/// <summary>Has a hub do a bit of everything, so that every kind of row is written; and again, so that each is written anew.</summary>
internal sealed class BusyHub : IAsyncDisposable
{
    private static readonly TestSender Operator = new("QZ9", "operator");

    private readonly TestPerson person = TestPerson.New();
    private readonly string stay = Messages.NewName("stay");
    private readonly string unknown = Messages.NewName("patient");
    private Receiver? takes;
    private Receiver? fails;
    private string pulled = "";
    private int turn;

    internal ClockedLiveHub Live { get; } = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    internal static async Task<BusyHub> StartAsync()
    {
        var busy = new BusyHub();
        await busy.Live.InitializeAsync();
        busy.takes = await Receiver.StartAsync();
        busy.fails = await Receiver.StartAsync();
        busy.fails.Answer = Receiver.With(StatusCodes.Status503ServiceUnavailable);
        foreach (var url in new[] { busy.takes.Url, busy.fails.Url })
            (
                await busy.Live.SubscribeAsync(
                    TestSender.Council,
                    SubscriberApi.Body("webhook", url, "social-care-referral", "discharge-alert")
                )
            ).Is(HttpStatusCode.Created);
        busy.pulled = await busy.Live.PullAsync(TestSender.Council, "discharge-alert", "social-care-referral");
        return busy;
    }

    /// <summary>Once the first time, again on the same person the next.</summary>
    internal async Task WorkAsync()
    {
        turn++;
        await SendAsync(Messages.Gp(person, 4, value: $"7{turn}"));
        await SendAsync(Messages.Stay(person, stay, discharged: turn > 1, version: turn));
        await SendAsync(Messages.DischargedEvent(person, stay + "-told"));
        await SendAsync(Messages.Referral(person, "referral"));
        await PostAsync(TestSender.Practice, "fhir/Patient", new JsonObject { ["resourceType"] = "Patient", ["id"] = $"{unknown}-{turn}" });
        var known = Messages.PatientOf(TestPerson.New(), "X90001");
        known["id"] = $"{unknown}-{turn - 1}";
        await PostAsync(TestSender.Practice, "fhir/Patient", known);
        var imported = TestPerson.New();
        Assert.NotNull(
            await Drop.PutAndReadAsync(Live.Hub, $"X90001/file-{turn}.ndjson", Drop.Patient(imported), Drop.Observation(imported, "obs"))
        );
        await DrainAsync();
        await ClaimAsync();
        await FetchAsync();
        Live.Clock.Advance(TimeSpan.FromSeconds(10));
        await Live.Hub.SentAsync();
        await AnswerReferralAsync();
        await DrainAsync();
        await Rebuilding.RunAsync(Live.Hub);
        Live.Clock.Advance(TimeSpan.FromHours(1));
        await Live.Hub.SentAsync();
        foreach (
            var path in new[]
            {
                $"records/{Live.Hub.RecordOf(person)}",
                "boards/hub-northfield",
                "referrals?council=C90001",
                "operations",
                "subscriptions",
            }
        )
            await ReadAsync(path);
        await BreakGlassAsync();
    }

    /// <summary>Has an outbox row fail for a reason of its own until it is set aside.</summary>
    /// <returns>It, and the line that tells of it, by table.</returns>
    internal async Task<IReadOnlyList<(string Table, TableEntity Row)>> SetAsideAsync()
    {
        var record = Live.Hub.RecordOf(person);
        var (tables, work) = (Live.Hub.Truth.Tables, Live.Hub.Services.GetRequiredService<ParkedWork>());
        var row = new TableEntity(record.Value, $"{OutboxRows.From}0000000000|0000") { ["Messages"] = "not JSON" };
        await tables.CareRecord.AddEntityAsync(row, Cancellation);
        var isSetAside = false;
        while (!isSetAside)
            isSetAside = await work.SetAsideAsync(record, row, new JsonException(), Cancellation);
        var aside = await tables.CareRecord.GetEntityAsync<TableEntity>(
            record.Value,
            OutboxRows.ToParked(row.RowKey),
            cancellationToken: Cancellation
        );
        var line = tables.Sweeps.QueryAsync<TableEntity>("PartitionKey eq 'parked'", cancellationToken: Cancellation);
        var lines = new List<TableEntity>();
        await foreach (var told in line)
            lines.Add(told);
        return [(StoreNames.CareRecord, aside.Value), (StoreNames.Sweeps, Assert.Single(lines))];
    }

    /// <summary>Nothing failed for a reason of its own.</summary>
    internal async Task<IReadOnlyList<ParkedItem>> ParkedAsync() =>
        await Live.Hub.Services.GetRequiredService<ParkedWork>().ReadAsync(Cancellation);

    public async ValueTask DisposeAsync()
    {
        await Live.DisposeAsync();
        await takes!.DisposeAsync();
        await fails!.DisposeAsync();
    }

    private async Task ReadAsync(string path)
    {
        var reader = path.Split('/')[0] switch
        {
            "records" => TestSender.Clinician,
            "boards" => TestSender.Coordinator,
            "operations" => Operator,
            _ => TestSender.Council,
        };
        (await Live.AskAsync(reader, HttpMethod.Get, path, Cancellation)).Is(HttpStatusCode.OK);
    }

    private async Task BreakGlassAsync()
    {
        var read = await Live.AskAsync(
            new("RX2", "clinician"),
            HttpMethod.Get,
            $"records/{Live.Hub.RecordOf(person)}",
            Cancellation,
            headers: ("Break-Glass-Reason", "Collapsed, allergies not known")
        );
        read.Is(HttpStatusCode.OK);
    }

    private async Task ClaimAsync()
    {
        var claim = JsonNode.Parse("""{"max":1,"waitSeconds":0}""")!;
        var claimed = (
            await Live.JsonAsync(TestSender.Coordinator, HttpMethod.Post, "discharge-hubs/hub-northfield/alerts/claim", claim)
        ).Is(HttpStatusCode.OK);
        foreach (var alert in claimed.Json["alerts"]!.AsArray())
        {
            var token = new JsonObject { ["lockToken"] = (string)alert!["lockToken"]! };
            var address = $"discharge-hubs/hub-northfield/alerts/{(string)alert["id"]!}/acknowledge";
            (await Live.JsonAsync(TestSender.Coordinator, HttpMethod.Post, address, token)).Is(HttpStatusCode.NoContent);
        }
    }

    private async Task FetchAsync()
    {
        var page = (await Live.JsonAsync(TestSender.Council, HttpMethod.Get, $"events?subscription={pulled}&limit=2"))
            .Is(HttpStatusCode.OK)
            .Json;
        var after = $"events?subscription={pulled}&limit=1&after={(string)page["next"]!}";
        (await Live.JsonAsync(TestSender.Council, HttpMethod.Get, after)).Is(HttpStatusCode.OK);
    }

    private async Task AnswerReferralAsync()
    {
        var key = ResourceKey.Of(OdsCode.Parse(TestSender.Practice.Organisation), "ServiceRequest", "referral");
        var referral = $"{Live.Hub.RecordOf(person)}.{key}";
        var step = turn == 1 ? "receive" : "accept";
        var reply = await Live.AskAsync(
            TestSender.Council,
            HttpMethod.Post,
            $"referrals/{referral}/{step}",
            Cancellation,
            Encoding.UTF8.GetBytes("{}"),
            "application/json"
        );
        reply.Is(HttpStatusCode.NoContent);
    }

    private async Task SendAsync(TestMessage message) =>
        Assert.True((await Live.Hub.Client.SendAsync(message, Cancellation)).IsAcknowledgement);

    private async Task PostAsync(TestSender sender, string path, JsonObject body) =>
        Assert.InRange((await Live.PostAsync(sender, path, body, Cancellation)).Status, 200, 201);

    private async Task DrainAsync()
    {
        await Live.Hub.SweepAsync(Cancellation);
        await Live.Hub.SentAsync();
    }
}
