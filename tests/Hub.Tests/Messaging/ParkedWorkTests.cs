using System.Net;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using IntegrationHub.CareRecord;
using IntegrationHub.Identifiers;
using IntegrationHub.Intake;
using IntegrationHub.Messaging;
using IntegrationHub.Storage;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Tests.Messaging;

/// <summary>What can never be done is set aside, told, tried again at an operator's word, and holds up nothing else.</summary>
public sealed class ParkedWorkTests(LiveHub live) : IClassFixture<LiveHub>
{
    private static readonly TestSender Operator = new("QZ9", "operator");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private OutboxDispatcher Dispatcher => live.Hub.Services.GetRequiredService<OutboxDispatcher>();

    [Fact]
    public async Task A_row_that_cannot_be_sent_is_set_aside_and_the_persons_later_alerts_go_out()
    {
        var person = TestPerson.New();
        var record = live.Hub.RecordOf(person);
        var table = live.Hub.Truth.Tables.CareRecord;
        await table.AddEntityAsync(new TableEntity(record.Value, "o|0000000000|0000") { ["Messages"] = "not JSON" }, Cancellation);
        Assert.True((await live.Hub.Client.SendAsync(Messages.DischargedEvent(person, "stay"), Cancellation)).IsAcknowledgement);

        await FailUntilSetAsideAsync(() => Dispatcher.DrainAsync(record, Cancellation));

        Assert.Single(await live.Hub.AlertsOfAsync(person, Cancellation));
        var parked = Assert.Single(await ParkedAsync(), item => (string?)item["recordId"] == record.Value);
        Assert.Equal(("outbox", "INT219"), ((string?)parked["kind"], (string?)parked["code"]));
        Assert.Equal("not JSON", (await RowAsync("x|0000000000|0000")).GetString("Messages"));

        // Tried again while it is still broken, it stays; mended, it goes out and is off the list.
        Assert.Equal(["INT222"], (await ReplayAsync(parked)).Is(HttpStatusCode.Conflict).Codes);
        await table.UpsertEntityAsync(
            new TableEntity(record.Value, "x|0000000000|0000") { ["Messages"] = "[]" },
            TableUpdateMode.Replace,
            Cancellation
        );
        (await ReplayAsync(parked)).Is(HttpStatusCode.NoContent);
        Assert.DoesNotContain(await ParkedAsync(), item => (string?)item["recordId"] == record.Value);
        Assert.Empty(await live.Hub.Truth.ProblemsAsync(Cancellation));

        async Task<TableEntity> RowAsync(string key) =>
            await table.GetEntityAsync<TableEntity>(record.Value, key, cancellationToken: Cancellation);
    }

    [Fact]
    public async Task A_snapshot_that_cannot_be_finished_is_set_aside_after_some_sweeps()
    {
        var day = TimeProvider.System.GetUtcNow().UtcDateTime;
        var identity = new string('3', 26);
        var name = MessageIdentity.PrefixOf(OdsCode.Parse("RX1"), day) + identity + ".json";
        var snapshots = live.Hub.Services.GetRequiredService<BlobServiceClient>().GetBlobContainerClient(StoreNames.Snapshots);
        await snapshots.UploadBlobAsync(name, BinaryData.FromString("{}"), Cancellation);

        for (var sweep = 0; sweep < ParkedWork.Attempts; sweep++)
            await live.Hub.SweepAsync(Cancellation);

        var parked = Assert.Single(await ParkedAsync(), item => (string?)item["kind"] == "snapshot");
        Assert.Equal(("INT220", $"s.{identity}"), ((string?)parked["code"], (string?)parked["id"]));
        Assert.Equal(["INT222"], (await ReplayAsync(parked)).Is(HttpStatusCode.Conflict).Codes);
        await snapshots.DeleteBlobAsync(name, cancellationToken: Cancellation);
    }

    [Fact]
    public async Task A_senders_patient_told_under_the_numbers_of_two_people_is_listed_until_somebody_has_looked()
    {
        var (one, other, id) = (TestPerson.New(), TestPerson.New(), Messages.NewName("patient"));
        foreach (var person in new[] { one, other })
        {
            var patient = Messages.PatientOf(person, "X90001");
            patient["id"] = id;
            (await live.PostAsync(TestSender.Practice, "fhir/Patient", patient, Cancellation)).Is(HttpStatusCode.Created);
            await live.Hub.SweepAsync(Cancellation);
        }

        // The message that told the first number is finished once more, as a sweep after a restart does: it does not lead the id back.
        var seen = (await live.Hub.Truth.ReadAsync(live.Hub.RecordOf(one), Cancellation))!.Commits.Values.Single();
        var store = live.Hub.Services.GetRequiredService<RecordStore>();
        var first = (await store.FindCommitAsync(seen.Record, seen.Identity, Cancellation))!;
        await Dispatcher.FinishAsync(first, Cancellation);
        var pointer = await store.ReadHeadAsync(Assert.Single(first.Links), Cancellation);
        Assert.Equal(live.Hub.RecordOf(other).Value, pointer!.MatchedTo);
        var listed = Assert.Single(await ParkedAsync(), item => (string?)item["kind"] == "person");
        Assert.Equal(
            ("INT223", live.Hub.RecordOf(other).Value, live.Hub.RecordOf(one).Value),
            ((string?)listed["code"], (string?)listed["recordId"], (string?)listed["fault"])
        );
        (await ReplayAsync(listed)).Is(HttpStatusCode.NoContent);
        Assert.DoesNotContain(await ParkedAsync(), item => (string?)item["kind"] == "person");
    }

    [Fact]
    public async Task Only_operators_see_what_is_set_aside_and_nothing_is_found_under_an_unknown_id()
    {
        (await live.AskAsync(TestSender.Clinician, HttpMethod.Get, "operations/parked", Cancellation)).Is(HttpStatusCode.Forbidden);
        (await live.AskAsync(TestSender.Clinician, HttpMethod.Post, "operations/parked/s.any/replay", Cancellation)).Is(
            HttpStatusCode.Forbidden
        );
        var unknown = await live.AskAsync(Operator, HttpMethod.Post, "operations/parked/s.any/replay", Cancellation);
        Assert.Equal(["INT221"], unknown.Is(HttpStatusCode.NotFound).Codes);
    }

    /// <summary>The dispatcher's own lane may count attempts meanwhile.</summary>
    private static async Task FailUntilSetAsideAsync(Func<Task> drain)
    {
        for (var attempt = 0; attempt < ParkedWork.Attempts; attempt++)
        {
            try
            {
                await drain();
                return;
            }
            catch (System.Text.Json.JsonException)
            {
                Assert.NotEqual(ParkedWork.Attempts - 1, attempt);
            }
        }
    }

    private async Task<IReadOnlyList<JsonNode>> ParkedAsync()
    {
        var list = (await live.AskAsync(Operator, HttpMethod.Get, "operations/parked", Cancellation)).Is(HttpStatusCode.OK).Json;
        return [.. list["parked"]!.AsArray().Select(item => item!)];
    }

    private Task<Reply> ReplayAsync(JsonNode parked) =>
        live.AskAsync(Operator, HttpMethod.Post, $"operations/parked/{parked["id"]}/replay", Cancellation);
}
