using Azure;
using Azure.Data.Tables;
using IntegrationHub.Rebuild;
using IntegrationHub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Tests.Rebuild;

/// <summary>Promise 8: the tables can be made anew from the raw snapshots, and come out equal.</summary>
public sealed class RebuildTests
{
    private static readonly Dictionary<string, string?> NoGrace = new() { ["Rebuild:Grace"] = "00:00:00" };

    public static TheoryData<int> Seeds() => new(Enumerable.Range(1, Environment.GetEnvironmentVariable("HUB_LONG_TESTS") == "1" ? 60 : 4));

    /// <summary>Of up to three messages each.</summary>
    private const int RoundsMeanwhile = 25;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Whatever_was_sent_in_whatever_order_with_crashes_on_the_way_comes_out_equal(int seed)
    {
        await using var hub = await TestHub.StartAsync(Cancellation, settings: NoGrace);
        var history = new RebuildHistory(seed);
        var random = new Random(seed);
        for (var round = 0; round < 25; round++)
        {
            var crash = random.Next(5) == 0;
            if (crash)
                _ = hub.Storage.Arm(random.Next(12), random.Next(2) == 0 ? Fault.DiesBefore : Fault.DiesAfter);
            await Task.WhenAll(history.NextRound(atMost: 4).Select(message => hub.Client.SendAsync(message, Cancellation)));
            hub.Storage.Disarm();
            if (crash)
                await hub.RestartAsync(Cancellation);
            if (crash || random.Next(3) == 0)
                await hub.SweepAsync(Cancellation);
        }

        await hub.SweepAsync(Cancellation);
        await hub.SweepAsync(Cancellation);
        Assert.Empty(await hub.Truth.ProblemsAsync(Cancellation));

        var done = await Rebuilding.RunAsync(hub, crashes: random);

        await Rebuilding.AssertEqualAsync(hub);
        Assert.Equal((RebuildPhase.Done, 0L), (done.Phase, done.Differences));
        Assert.True(done.Records >= 4, $"{done.Records} records compared");
    }

    /// <summary>
    /// A batch is committed to each of its people by itself. Cut off between two of them and finished after another batch about both,
    /// it comes before that one in the one record and after it in the other.
    /// </summary>
    [Theory]
    [MemberData(nameof(CallsOfABatch))]
    public async Task Batches_that_crossed_come_out_equal(int at, bool reversed)
    {
        await using var hub = await TestHub.StartAsync(Cancellation, settings: NoGrace);
        TestPerson[] people = [TestPerson.New(), TestPerson.New(), TestPerson.New()];
        _ = hub.Storage.Arm(at, Fault.Unreached);
        await hub.Client.SendAsync(Messages.Batch(people), Cancellation);
        hub.Storage.Disarm();
        var other = Messages.Batch(reversed ? [.. people.Reverse()] : people);
        Assert.True((await hub.Client.SendAsync(other, Cancellation)).IsAcknowledgement);
        await hub.SweepAsync(Cancellation);

        await Rebuilding.RunAsync(hub);

        await Rebuilding.AssertEqualAsync(hub);
    }

    /// <summary>More than a batch about three makes before it is answered.</summary>
    public static TheoryData<int, bool> CallsOfABatch() => [.. Enumerable.Range(0, 28).Select(at => (at / 2, at % 2 == 0))];

    [Fact]
    public async Task Without_the_old_tables_messages_that_did_not_race_come_out_equal_from_the_snapshots_alone()
    {
        await using var hub = await TestHub.StartAsync(Cancellation, settings: NoGrace);
        var history = new RebuildHistory(11, numbersChange: true);
        for (var round = 0; round < 40; round++)
        {
            await hub.Client.SendAsync(history.NextRound(atMost: 1)[0], Cancellation);
            await hub.SweepAsync(Cancellation);
        }

        var tables = hub.Services.GetRequiredService<TableServiceClient>();
        await tables.CreateTableIfNotExistsAsync("LostR0", Cancellation);
        await tables.CreateTableIfNotExistsAsync("LostUR0", Cancellation);
        var lost = new IntegrationHub.Storage.Tables(tables, "LostR0", "LostUR0");
        var parts = hub.Services.GetRequiredService<RebuildParts>() with { Serving = lost };
        var ledger = hub.Services.GetRequiredService<RebuildLedger>();
        var runner = ActivatorUtilities.CreateInstance<RebuildRunner>(hub.Services, parts);
        await Rebuilding.BeginAsync(hub);
        while (await ledger.LatestAsync(Cancellation) is { Phase: RebuildPhase.Counting or RebuildPhase.Replaying })
            await runner.RunOpenAsync(Cancellation);

        var rebuild = (await ledger.LatestAsync(Cancellation))!.Number;
        var differences = new List<Difference>();
        using var compare = new ComparePhase(hub.Services.GetRequiredService<RebuildParts>(), rebuild);
        foreach (var table in ComparePhase.TableNames)
        {
            await foreach (var record in compare.CompareAsync(table, null, Cancellation))
                differences.AddRange(record.Differences);
        }

        Assert.Empty(differences);
    }

    [Fact]
    public async Task Messages_that_come_while_it_runs_are_in_both()
    {
        await using var hub = await TestHub.StartAsync(Cancellation);
        var history = new RebuildHistory(7);
        for (var round = 0; round < 5; round++)
            await Task.WhenAll(history.NextRound(atMost: 4).Select(message => hub.Client.SendAsync(message, Cancellation)));

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var sending = SendAsync(stop.Token);
        var during = await Rebuilding.RunAsync(hub);
        await stop.CancelAsync();
        await sending;
        await hub.SweepAsync(Cancellation);
        var after = await Rebuilding.RunAsync(hub);

        Assert.Equal(RebuildPhase.Done, during.Phase);
        await Rebuilding.AssertEqualAsync(hub);
        Assert.Equal(0L, after.Differences);

        async Task SendAsync(CancellationToken until)
        {
            // No end of messages about the same few people would be a race that a slow machine loses: each is projected from all before it.
            for (var round = 0; round < RoundsMeanwhile && !until.IsCancellationRequested; round++)
                await Task.WhenAll(history.NextRound(atMost: 3).Select(message => hub.Client.SendAsync(message, Cancellation)));
        }
    }

    [Fact]
    public async Task No_alert_is_sent_again()
    {
        await using var hub = await TestHub.StartAsync(Cancellation, settings: NoGrace);
        var person = TestPerson.New();
        Assert.True((await hub.Client.SendAsync(Messages.DischargedEvent(person, "stay"), Cancellation)).IsAcknowledgement);
        await hub.SweepAsync(Cancellation);
        var before = Assert.Single(await hub.AlertsOfAsync(person, Cancellation));
        await hub.BrokerDownAsync();

        var done = await Rebuilding.RunAsync(hub);

        hub.BrokerUp();
        Assert.Equal((RebuildPhase.Done, 0L), (done.Phase, done.Differences));
        Assert.Equal(before.SequenceNumber, Assert.Single(await hub.AlertsOfAsync(person, Cancellation)).SequenceNumber);
    }

    [Fact]
    public async Task What_is_not_equal_is_told_by_table_key_and_column_and_never_by_value()
    {
        await using var hub = await TestHub.StartAsync(Cancellation, settings: NoGrace);
        var (changed, lost, made) = (TestPerson.New(), TestPerson.New(), TestPerson.New());
        foreach (var person in (TestPerson[])[changed, lost, made])
            await hub.Client.SendAsync(Messages.Gp(person, entries: 3, Messages.NewName("bundle")), Cancellation);
        await hub.SweepAsync(Cancellation);
        var table = hub.Truth.Tables.CareRecord;
        var entry = await FirstEntryAsync(table, hub.RecordOf(changed).Value);
        entry["Display"] = "Nonsense 9990000018";
        await table.UpdateEntityAsync(entry, ETag.All, TableUpdateMode.Replace, Cancellation);
        var gone = await FirstEntryAsync(table, hub.RecordOf(lost).Value);
        await table.DeleteEntityAsync(gone.PartitionKey, gone.RowKey, ETag.All, Cancellation);
        var extra = await FirstEntryAsync(table, hub.RecordOf(made).Value);
        extra.RowKey = "e|" + new string('a', 16) + extra.RowKey[18..];
        await table.AddEntityAsync(extra, Cancellation);

        var done = await Rebuilding.RunAsync(hub);

        Assert.Equal(3L, done.Differences);
        Assert.Equal(
            new HashSet<Difference>
            {
                new(Difference.Differs, "CareRecord", entry.PartitionKey, entry.RowKey, "Display"),
                new(Difference.OnlyNew, "CareRecord", gone.PartitionKey, gone.RowKey, null),
                new(Difference.OnlyOld, "CareRecord", extra.PartitionKey, extra.RowKey, null),
            },
            [.. await Rebuilding.DifferencesAsync(hub)]
        );
    }

    [Fact]
    public async Task A_lost_record_is_made_again()
    {
        await using var hub = await TestHub.StartAsync(Cancellation, settings: NoGrace);
        var person = TestPerson.New();
        await hub.Client.SendAsync(Messages.Gp(person, entries: 3, Messages.NewName("bundle")), Cancellation);
        await hub.SweepAsync(Cancellation);
        var before = (await hub.Truth.ReadAsync(hub.RecordOf(person), Cancellation))!;
        await foreach (
            var row in hub.Truth.Tables.CareRecord.QueryAsync<TableEntity>(
                row => row.PartitionKey == hub.RecordOf(person).Value,
                cancellationToken: Cancellation
            )
        )
            await hub.Truth.Tables.CareRecord.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, Cancellation);

        var done = await Rebuilding.RunAsync(hub);

        Assert.All(await Rebuilding.DifferencesAsync(hub), difference => Assert.Equal(Difference.OnlyNew, difference.Kind));
        var tables = hub.Services.GetRequiredService<TableServiceClient>();
        var made = new IntegrationHub.CareRecord.RecordReader(
            new IntegrationHub.Storage.Tables(tables, $"CareRecordR{done.Number}", $"UnmatchedR{done.Number}")
        );
        var anew = (await made.ReadAsync(hub.RecordOf(person), Cancellation))!;
        Assert.Equal(before.Head.LastHash, anew.Head.LastHash);
        Assert.Equal(before.Entries.Count, anew.Entries.Count);
    }

    [Theory]
    [InlineData("X90001", "gp-system", 403)]
    [InlineData("RX1", "clinician", 403)]
    [InlineData("QZ9", "operator", 202)]
    public async Task Only_operators_may_have_it_done(string organisation, string role, int status)
    {
        await using var hub = await TestHub.StartAsync(Cancellation);
        var caller = new TestSender(organisation, role);

        var begun = await hub.Client.PostAsync(caller, "operations/rebuild", "application/json", [], Cancellation);
        var read = await hub.Client.GetAsync(caller, "operations/rebuild", Cancellation);

        Assert.Equal((status, status == 202 ? 200 : 403), ((int)begun.Status, (int)read.Status));
    }

    private static async Task<TableEntity> FirstEntryAsync(TableClient table, string record)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {record} and RowKey ge {"e|"} and RowKey lt {"f"}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: Cancellation))
            return row;
        throw new InvalidOperationException("The record has no entry.");
    }
}
