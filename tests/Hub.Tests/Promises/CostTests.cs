using System.Text;
using System.Text.Json;
using IntegrationHub.Testing;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Promises;

/// <summary>What requests cost in storage calls, counted on a clock that stands still, so that nothing else runs meanwhile.</summary>
public sealed class CostTests : IAsyncLifetime
{
    private TestHub? hub;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private TestHub Hub => hub!;

    public async ValueTask InitializeAsync() =>
        hub = await TestHub.StartAsync(Cancellation, new TestClock(new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero)));

    public ValueTask DisposeAsync() => Hub.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(85)]
    public async Task A_bundle_about_one_person_costs_one_point_read_one_blob_write_and_one_transaction(int entries)
    {
        var person = TestPerson.New();
        foreach (
            var message in new[]
            {
                Messages.Gp(person, entries, Messages.NewName("first")),
                Messages.Gp(person, entries, Messages.NewName("later")),
            }
        )
        {
            Hub.Storage.Forget();
            Assert.True((await Hub.Client.SendAsync(message, Cancellation)).IsAcknowledgement);
            var calls = Hub.Storage.Calls.Take(3).Select(call => call.Kind);

            Assert.Equal([StorageCallKind.PointRead, StorageCallKind.BlobWrite, StorageCallKind.Transaction], calls);
            await Hub.DrainedAsync(message.Person, Cancellation);
            // What follows the answer is the outbox's: never another of these three.
            Assert.All(
                Hub.Storage.Calls.Skip(3),
                call => Assert.True(call.Kind is StorageCallKind.Query or StorageCallKind.TableWrite, $"{call}")
            );
        }
    }

    /// <summary>Still one blob. Entries go ahead of the commit that shows them, which costs one call more at first.</summary>
    [Theory]
    [InlineData(90)]
    [InlineData(180)]
    [InlineData(270)]
    public async Task A_larger_bundle_costs_one_blob_write_and_a_table_call_more_for_each_ninety_entries_and_one_at_first(int more)
    {
        var usual = await CallsOfAsync(10);
        var larger = await CallsOfAsync(10 + more);

        Assert.Equal((usual.Blobs, usual.Tables + 1 + more / 90), larger);

        async Task<(int Blobs, int Tables)> CallsOfAsync(int entries)
        {
            var message = Messages.Gp(TestPerson.New(), entries);
            Hub.Storage.Forget();
            Assert.True((await Hub.Client.SendAsync(message, Cancellation)).IsAcknowledgement);
            await Hub.DrainedAsync(message.Person, Cancellation);
            var blobs = Hub.Storage.Calls.Count(call => call.Kind is StorageCallKind.BlobWrite);
            return (blobs, Hub.Storage.Calls.Count - blobs);
        }
    }

    /// <summary>The first thousand rows, entries and all, come with what every read asks for; one of its calls is the audit row.</summary>
    [Theory]
    [InlineData(20, 3)]
    [InlineData(1_300, 4)]
    public async Task A_read_costs_three_table_calls_and_one_more_for_each_further_thousand_rows(int entries, int calls)
    {
        var person = TestPerson.New();
        Assert.True((await Hub.Client.SendAsync(Messages.Gp(person, entries), Cancellation)).IsAcknowledgement);
        await Hub.DrainedAsync(person, Cancellation);
        Hub.Storage.Forget();
        Assert.Equal(200, (int)(await Hub.Client.GetAsync(TestSender.Clinician, $"records/{Hub.RecordOf(person)}", Cancellation)).Status);

        Assert.Equal(calls, Hub.Storage.Calls.Count);
        Assert.Equal(1, Hub.Storage.Calls.Count(call => call.Kind is StorageCallKind.TableWrite or StorageCallKind.Transaction));
    }

    /// <summary>It looks into each one's folder of the day for what a crash cut off.</summary>
    [Fact]
    public async Task A_sweep_costs_a_listing_for_each_organisation_of_the_directory()
    {
        Hub.Storage.Forget();
        await Hub.SweepAsync(Cancellation);

        Assert.Equal(Hub.Directory.Organisations.Count, Hub.Storage.Calls.Count(call => call.Kind is StorageCallKind.BlobList));
    }

    [Fact]
    public async Task A_message_about_a_stay_costs_no_more_before_its_answer()
    {
        var person = TestPerson.New();
        foreach (var message in new[] { Messages.Stay(person, "stay", false, 1), Messages.Stay(person, "stay", true, 2) })
        {
            Hub.Storage.Forget();
            Assert.True((await Hub.Client.SendAsync(message, Cancellation)).IsAcknowledgement);

            Assert.Equal(
                [StorageCallKind.PointRead, StorageCallKind.BlobWrite, StorageCallKind.Transaction],
                Hub.Storage.Calls.Take(3).Select(call => call.Kind)
            );
            await Hub.DrainedAsync(message.Person, Cancellation);
            // What follows the answer projects the case: no more blobs, and no table is scanned.
            Assert.All(
                Hub.Storage.Calls.Skip(3),
                call => Assert.True(call.Kind is not (StorageCallKind.BlobWrite or StorageCallKind.BlobRead or StorageCallKind.BlobList))
            );
            Assert.All(
                Hub.Storage.Calls.Where(call => call.Kind is StorageCallKind.Query),
                query => Assert.True(query.NamesItsPartition, query.Address)
            );
        }
    }

    [Fact]
    public async Task No_request_scans_a_table_or_lists_blobs()
    {
        var person = TestPerson.New();
        var bundle = Messages.Gp(person, entries: 3);
        TestMessage[] messages =
        [
            bundle,
            Messages.Gp(person, entries: 120),
            Messages.Stay(person, "stay", true, 2),
            Messages.DischargedEvent(person, "other"),
            bundle,
        ];
        Hub.Storage.Forget();
        foreach (var message in messages)
            Assert.True((await Hub.Client.SendAsync(message, Cancellation)).IsAcknowledgement);

        var search = Encoding.ASCII.GetBytes($"identifier={Uri.EscapeDataString($"https://fhir.nhs.uk/Id/nhs-number|{person.Number}")}");
        var found = await Hub.Client.PostAsync(
            TestSender.Clinician,
            "fhir/Patient/_search",
            "application/x-www-form-urlencoded",
            search,
            Cancellation
        );
        Assert.Equal(200, (int)found.Status);
        var record = Hub.RecordOf(person);
        Assert.Equal(200, (int)(await Hub.Client.GetAsync(TestSender.Clinician, $"records/{record}", Cancellation)).Status);
        Assert.Equal(200, (int)(await Hub.Client.GetAsync(TestSender.Clinician, $"fhir/Patient/{record}", Cancellation)).Status);
        await ClaimAndAcknowledgeAsync();

        var queries = Hub.Storage.Calls.Where(call => call.Kind is StorageCallKind.Query).ToList();
        Assert.NotEmpty(queries);
        Assert.All(queries, query => Assert.True(query.NamesItsPartition, query.Address));
        Assert.DoesNotContain(Hub.Storage.Calls, call => call.Kind is StorageCallKind.BlobList);
    }

    private async Task ClaimAndAcknowledgeAsync()
    {
        var claim = Encoding.UTF8.GetBytes("""{"max":1,"waitSeconds":5}""");
        var claimed = await Hub.Client.PostAsync(
            TestSender.Coordinator,
            "discharge-hubs/hub-northfield/alerts/claim",
            "application/json",
            claim,
            Cancellation
        );
        using var json = JsonDocument.Parse(claimed.Body);
        var alert = Assert.Single(json.RootElement.GetProperty("alerts").EnumerateArray());
        var token = JsonSerializer.SerializeToUtf8Bytes(new { lockToken = alert.GetProperty("lockToken").GetString() });
        var path = $"discharge-hubs/hub-northfield/alerts/{alert.GetProperty("id").GetString()}/acknowledge";
        Assert.Equal(204, (int)(await Hub.Client.PostAsync(TestSender.Coordinator, path, "application/json", token, Cancellation)).Status);
    }
}
