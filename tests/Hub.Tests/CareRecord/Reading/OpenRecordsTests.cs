using System.Text.Json.Nodes;
using IntegrationHub.CareRecord.Reading;
using IntegrationHub.Testing;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.CareRecord.Reading;

/// <summary>A record that is read page by page is fetched once, as long as it stays the same, and not kept for long.</summary>
public sealed class OpenRecordsTests : IAsyncLifetime
{
    private readonly TestClock time = new(new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private TestHub? hub;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private TestHub Hub => hub!;

    public async ValueTask InitializeAsync() => hub = await TestHub.StartAsync(Cancellation, time);

    public ValueTask DisposeAsync() => Hub.DisposeAsync();

    [Fact]
    public async Task Further_pages_of_an_unchanged_record_fetch_no_rows_until_it_is_let_go()
    {
        var person = TestPerson.New();
        await SendAsync(Messages.Gp(person, 9));

        var (first, fetched) = await ReadAsync(person, null);
        Assert.True(fetched);
        (var second, fetched) = await ReadAsync(person, first);
        Assert.False(fetched);
        (var third, fetched) = await ReadAsync(person, second);
        Assert.False(fetched);
        time.Advance(OpenRecords.KeptFor + TimeSpan.FromSeconds(1));
        (_, fetched) = await ReadAsync(person, third);
        Assert.True(fetched);
    }

    [Fact]
    public async Task What_came_in_meanwhile_is_seen_to_before_a_further_page_is_shown()
    {
        var person = TestPerson.New();
        await SendAsync(Messages.Gp(person, 9));
        var (next, _) = await ReadAsync(person, null);
        await SendAsync(Messages.OneObservation(person, Messages.NewName("later"), 1, "later"));

        Assert.True((await ReadAsync(person, next)).Fetched);
    }

    [Fact]
    public async Task A_first_page_is_always_fetched()
    {
        var person = TestPerson.New();
        await SendAsync(Messages.Gp(person, 9));
        await ReadAsync(person, null);

        Assert.True((await ReadAsync(person, null)).Fetched);
    }

    private async Task<(string? Next, bool Fetched)> ReadAsync(TestPerson person, string? cursor)
    {
        var record = Hub.RecordOf(person);
        Hub.Storage.Forget();
        var path = cursor is null ? $"records/{record}?count=2" : $"records/{record}?count=2&cursor={cursor}";
        var answer = await Hub.Client.GetAsync(TestSender.Clinician, path, Cancellation);
        Assert.Equal(200, (int)answer.Status);
        var fetched = Hub.Storage.Calls.Any(call =>
            call.Kind is StorageCallKind.Query && call.Address.Contains(record.Value, StringComparison.Ordinal)
        );
        return ((string?)JsonNode.Parse(answer.Body)!["next"], fetched);
    }

    private async Task SendAsync(TestMessage message) => Assert.True((await Hub.Client.SendAsync(message, Cancellation)).IsAcknowledgement);
}
