using System.Net;
using System.Text.Json.Nodes;
using Azure;
using Azure.Data.Tables;
using IntegrationHub.Identifiers;
using IntegrationHub.Messaging;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Operations;
using IntegrationHub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Tests.Messaging;

/// <summary>Operators see who waits for an NHS number by organisation and record id, and nothing of whom.</summary>
public sealed class WaitingPersonsTests : IAsyncLifetime
{
    private const string Partition = "waiting";

    private static readonly TestSender Operator = new("QZ9", "operator");

    private readonly ClockedLiveHub live = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private WaitingPersons List => live.Hub.Services.GetRequiredService<WaitingPersons>();

    private WaitingReads Waiting => live.Hub.Services.GetRequiredService<WaitingReads>();

    public ValueTask InitializeAsync() => live.InitializeAsync();

    public ValueTask DisposeAsync() => live.DisposeAsync();

    [Fact]
    public async Task Who_waits_is_counted_and_listed_by_organisation_until_the_number_comes()
    {
        using var measured = new Measured();
        var (person, id) = (TestPerson.New(), Messages.NewName("patient"));
        // Whose patient it is was answered with the record's id, and knows by it who waits.
        Assert.Contains(
            $"/{RecordOf(TestSender.Practice, id)}",
            await SendAsync(TestSender.Practice, Messages.OwnPatient(id, null)),
            StringComparison.Ordinal
        );
        var first = live.Clock.GetUtcNow();
        live.Clock.Advance(TimeSpan.FromMinutes(5));
        await SendAsync(TestSender.Practice, Messages.OwnPatient(Messages.NewName("patient"), null));
        await SendAsync(TestSender.OtherPractice, Messages.OwnObservation("any", Messages.NewName("patient")));

        var counts = (await CountsAsync()).ToDictionary(one => (string)one["organisation"]!, StringComparer.Ordinal);
        Assert.Equal(["X90001", "X90002"], counts.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((2, first), ((int)counts["X90001"]["count"]!, (DateTimeOffset)counts["X90001"]["oldest"]!));
        Assert.Equal(2, (int)counts["X90001"]["reasons"]!["no-nhs-number"]!);
        Assert.Equal(1, (int)counts["X90002"]["reasons"]!["patient-not-known-yet"]!);

        var record = RecordOf(TestSender.Practice, id);
        var listed = await ListAsync("organisation=X90001");
        Assert.Contains(record, listed.Select(one => (string)one["recordId"]!));
        Assert.Equal(2, listed.Count);
        var last = (string)listed[0]["recordId"]!;
        Assert.DoesNotContain(last, (await ListAsync($"organisation=X90001&after={last}")).Select(one => (string)one["recordId"]!));

        await SendAsync(TestSender.Practice, Messages.OwnPatient(id, person));
        live.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.DoesNotContain(record, (await ListAsync("organisation=X90001")).Select(one => (string)one["recordId"]!));
        Assert.Equal(1, (int)(await CountsAsync()).Single(one => (string?)one["organisation"] == "X90001")["count"]!);
        Assert.Contains(measured.All, one => one is { Name: "hub.unmatched", Value: 1, Tags: "organisation=X90001" });
        Assert.Contains(measured.All, one => one is { Name: "hub.unmatched", Value: -1, Tags: "organisation=X90001" });
    }

    [Fact]
    public async Task A_note_that_a_crash_cut_off_is_made_by_the_next_start()
    {
        var id = Messages.NewName("patient");
        await SendAsync(TestSender.Practice, Messages.OwnPatient(id, null));
        var key = $"X90001|{RecordOf(TestSender.Practice, id)}";
        await live.Hub.Truth.Tables.Sweeps.DeleteEntityAsync(Partition, key, ETag.All, Cancellation);

        await live.Hub.RestartAsync(Cancellation);

        Assert.True(await IsListedAsync(key));
    }

    [Fact]
    public async Task Once_a_day_the_list_is_held_against_the_table()
    {
        var (waits, found) = (Messages.NewName("patient"), Messages.NewName("patient"));
        await SendAsync(TestSender.Practice, Messages.OwnPatient(waits, null));
        await SendAsync(TestSender.Practice, Messages.OwnPatient(found, null));
        await SendAsync(TestSender.Practice, Messages.OwnPatient(found, TestPerson.New()));
        Assert.Equal(0, await List.MakeWholeAsync(Cancellation));
        var (lost, stale) = ($"X90001|{RecordOf(TestSender.Practice, waits)}", $"X90001|{RecordOf(TestSender.Practice, found)}");
        var rows = live.Hub.Truth.Tables.Sweeps;
        await rows.DeleteEntityAsync(Partition, lost, ETag.All, Cancellation);
        var row = new TableEntity(Partition, stale) { ["Since"] = live.Clock.GetUtcNow(), ["Reason"] = "no-nhs-number" };
        await rows.AddEntityAsync(row, Cancellation);

        Assert.Null(await List.MakeWholeAsync(Cancellation));
        var since = live.Clock.GetUtcNow();
        live.Clock.Advance(TimeSpan.FromHours(24));

        Assert.Equal(2, await List.MakeWholeAsync(Cancellation));
        Assert.True(await IsListedAsync(lost));
        Assert.False(await IsListedAsync(stale));
        var made = Assert.Single(await Waiting.ListAsync(OdsCode.Parse("X90001"), null, 10, Cancellation));
        Assert.Equal(since, made.Since);
    }

    [Fact]
    public async Task Only_operators_are_told_who_waits_and_it_is_noted_who_looked()
    {
        await SendAsync(TestSender.Practice, Messages.OwnPatient(Messages.NewName("patient"), null));
        foreach (var other in new[] { TestSender.Clinician, TestSender.Practice, new("QZ9", "privacy-officer") })
            Assert.Equal(
                ["INT301"],
                (await live.AskAsync(other, HttpMethod.Get, "operations/unmatched?organisation=X90001", Cancellation)).Codes
            );
        foreach (var query in new[] { "", "?organisation=nobody!", "?organisation=X90001&after=u1" })
            (await live.AskAsync(Operator, HttpMethod.Get, "operations/unmatched" + query, Cancellation)).Is(HttpStatusCode.BadRequest);

        Assert.Single(await ListAsync("organisation=X90001"));

        var row = Assert.Single(await live.AuditAsync(Cancellation), row => row.GetString("Action") == "read-unmatched");
        Assert.Equal("organisation=X90001 listed=1", row.GetString("Detail"));
    }

    [Fact]
    public async Task Counting_costs_one_call_for_each_thousand_and_none_soon_after()
    {
        var since = live.Clock.GetUtcNow();
        for (var batch = 0; batch < 15; batch++)
        {
            await live.Hub.Truth.Tables.Sweeps.SubmitTransactionAsync(
                Enumerable
                    .Range(batch * 80, 80)
                    .Select(n => new TableTransactionAction(
                        TableTransactionActionType.Add,
                        new TableEntity(Partition, $"X90001|{Unknown(n)}") { ["Since"] = since, ["Reason"] = "no-nhs-number" }
                    )),
                Cancellation
            );
        }

        await live.Hub.Truth.Tables.Sweeps.AddEntityAsync(
            new TableEntity(Partition, $"X90002|{Unknown(0)}") { ["Since"] = since, ["Reason"] = "no-nhs-number" },
            Cancellation
        );
        live.Hub.Storage.Forget();

        var counts = await Waiting.CountAsync(Cancellation);

        Assert.Equal(
            [("X90001", WaitingReads.Counted, true), ("X90002", 1, false)],
            counts.Organisations.Select(one => (one.Organisation, one.Count, one.AtLeast))
        );
        Assert.InRange(live.Hub.Storage.Calls.Count, 2, 4);
        live.Hub.Storage.Forget();
        await Waiting.CountAsync(Cancellation);
        Assert.Empty(live.Hub.Storage.Calls);
    }

    private static RecordId Unknown(int number) =>
        RecordId.Unmatched(System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(number)));

    private string RecordOf(TestSender sender, string id) =>
        live.Hub.Services.GetRequiredService<Pseudonyms>().OfSendersPerson(OdsCode.Parse(sender.Organisation), id).Value;

    private async Task<bool> IsListedAsync(string key) =>
        (await live.Hub.Truth.Tables.Sweeps.GetEntityIfExistsAsync<TableEntity>(Partition, key, cancellationToken: Cancellation)).HasValue;

    private async Task<IReadOnlyList<JsonNode>> CountsAsync()
    {
        var shown = (await live.AskAsync(Operator, HttpMethod.Get, "operations", Cancellation)).Is(HttpStatusCode.OK).Json;
        return [.. shown["unmatched"]!["organisations"]!.AsArray().Select(one => one!)];
    }

    private async Task<IReadOnlyList<JsonNode>> ListAsync(string query)
    {
        var shown = (await live.AskAsync(Operator, HttpMethod.Get, $"operations/unmatched?{query}", Cancellation))
            .Is(HttpStatusCode.OK)
            .Json;
        return [.. shown["waiting"]!.AsArray().Select(one => one!)];
    }

    /// <summary>And until all is done that the message left to do.</summary>
    /// <returns>The answer.</returns>
    private async Task<string> SendAsync(TestSender sender, JsonObject resource)
    {
        var reply = (await live.PostAsync(sender, $"fhir/{(string)resource["resourceType"]!}", resource, Cancellation)).Is(
            HttpStatusCode.Created
        );
        await live.Hub.SweepAsync(Cancellation);
        return reply.All;
    }
}
