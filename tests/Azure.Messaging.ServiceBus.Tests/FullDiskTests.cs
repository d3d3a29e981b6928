using Azure.Messaging.ServiceBus.Onebox;
using IntegrationHub.Testing;

namespace Azure.Messaging.ServiceBus.Tests;

/// <summary>What happens when a commit fails: the file is not allowed to grow, which to SQLite is a full disk.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("servicebus-full").FullName;
    private readonly TestClock _clock = new();
    private readonly Journal _journal;
    private readonly JournalReader _reader;
    private readonly Writer _writer;
    private readonly BrokerEntities _entities;

    public FullDiskTests()
    {
        var cache = new ContentCache(1024 * 1024);
        _journal = new Journal(_folder, cache);
        _reader = new JournalReader(_folder);
        _writer = new Writer(_journal, _clock);
        var queue = new QueueDeclaration("queue") { DuplicateDetectionWindow = TimeSpan.FromMinutes(1) };
        _entities = BrokerEntities.Load(new BrokerTopology([queue], []), _journal, new StoreServices(_writer, _reader, cache, _clock));
        _writer.Start();
    }

    private Task Send(string id, int size)
    {
        var parcel = Packing.Pack(new ServiceBusMessage(new byte[size]) { MessageId = id }, scheduledFor: null);
        return _writer.Post(new SendMessages(_entities.Destinations["queue"], [parcel]));
    }

    private void LimitPages(int pages) => JournalSchema.Execute(_journal.Connection, $"PRAGMA max_page_count={pages}");

    [Fact]
    public async Task A_send_without_room_fails_and_may_be_tried_again_when_there_is()
    {
        await Send("small", 10);
        LimitPages(1);

        var e = await Assert.ThrowsAsync<ServiceBusException>(() => Send("large", 100_000));
        Assert.Equal(ServiceBusFailureReason.QuotaExceeded, e.Reason);
        LimitPages(10_000);
        await Send("large", 100_000);

        var store = _entities.Sources["queue"];
        var link = store.Attach();
        var received = await store.Receive(link, 10, TimeSpan.Zero, TestContext.Current.CancellationToken);
        Assert.Equal(["small", "large"], received.Select(delivery => store.ToReceived(delivery, locked: true).MessageId));
    }

    [Fact]
    public async Task A_message_whose_dead_lettering_fails_stays_locked_and_comes_back()
    {
        await Send("one", 10);
        var store = _entities.Sources["queue"];
        var link = store.Attach();
        var (message, token, _, _, _) = (await store.Receive(link, 1, TimeSpan.Zero, TestContext.Current.CancellationToken))[0];
        LimitPages(1);
        var large = new Dictionary<string, object> { ["large"] = new string('x', 50_000) };

        await Assert.ThrowsAsync<ServiceBusException>(() => store.MoveToDeadLetter(link, token, DeadLetterReasons.Expired, large));

        Assert.Equal(Stage.Locked, message.Stage);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Single(await store.Receive(link, 1, TimeSpan.Zero, TestContext.Current.CancellationToken));
    }

    public void Dispose()
    {
        foreach (var store in _entities.AllStores)
            store.Close();
        _writer.Dispose();
        foreach (var store in _entities.AllStores)
            store.Dispose();
        _reader.Dispose();
        _journal.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
