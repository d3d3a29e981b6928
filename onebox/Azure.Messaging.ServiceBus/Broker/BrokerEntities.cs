using System.Globalization;

namespace Azure.Messaging.ServiceBus.Onebox;

/// <summary>The declared entities of a broker, with what its file holds of them.</summary>
internal sealed class BrokerEntities
{
    private readonly Journal _journal;
    private readonly StoreServices _services;
    private readonly Dictionary<int, MessageStore> _stores = [];

    private BrokerEntities(Journal journal, StoreServices services)
    {
        _journal = journal;
        _services = services;
    }

    public Dictionary<string, Destination> Destinations { get; } = new(StringComparer.OrdinalIgnoreCase);

    public Dictionary<string, MessageStore> Sources { get; } = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyCollection<MessageStore> AllStores => _stores.Values;

    public static BrokerEntities Load(BrokerTopology topology, Journal journal, StoreServices services)
    {
        var entities = new BrokerEntities(journal, services);
        journal.Begin();
        foreach (var queue in topology.Queues)
            entities.AddQueue(queue);
        foreach (var topic in topology.Topics)
            entities.AddTopic(topic);
        journal.Commit();
        entities.LoadDuplicates();
        entities.LoadMessages();
        return entities;
    }

    private void AddQueue(QueueDeclaration queue)
    {
        var store = AddReceivable(StoreSettings.Of(queue.Name, queue));
        var destination = new QueueDestination(HistoryOf(store.Id, queue.DuplicateDetectionWindow), store);
        store.Target = destination;
        Destinations.Add(queue.Name, destination);
    }

    private void AddTopic(TopicDeclaration topic)
    {
        var store = AddStore(new StoreSettings(topic.Name), deadLetter: null);
        var subscribers = new List<Subscriber>();
        foreach (var subscription in topic.Subscriptions)
        {
            var settings = StoreSettings.Of(EntityPaths.Subscription(topic.Name, subscription.Name), subscription);
            subscribers.Add(new Subscriber(AddReceivable(settings), new MessageFilter(subscription.Filters)));
        }
        var history = HistoryOf(store.Id, topic.DuplicateDetectionWindow);
        var destination = new TopicDestination(history, store, topic.DefaultTimeToLive, subscribers);
        store.Target = destination;
        Destinations.Add(topic.Name, destination);
    }

    private MessageStore AddReceivable(StoreSettings settings)
    {
        var deadLetter = AddStore(settings.DeadLetter(), deadLetter: null);
        var store = AddStore(settings, deadLetter);
        Sources.Add(store.Path, store);
        Sources.Add(deadLetter.Path, deadLetter);
        return store;
    }

    private MessageStore AddStore(StoreSettings settings, MessageStore? deadLetter)
    {
        var row = StoreRow.FindOrAdd(_journal.Connection, settings);
        var store = new MessageStore(row.Id, settings, deadLetter, _services) { NextSequence = row.NextSequence };
        _stores.Add(row.Id, store);
        return store;
    }

    private readonly Dictionary<int, DuplicateHistory> _histories = [];

    private DuplicateHistory? HistoryOf(int storeId, TimeSpan? window)
    {
        if (window is not { } length)
            return null;
        var history = new DuplicateHistory(storeId, length);
        _histories.Add(storeId, history);
        return history;
    }

    private void LoadDuplicates()
    {
        using var select = new Statement(_journal.Connection, "SELECT store, message_id, at FROM duplicates ORDER BY at");
        using var reader = select.Read();
        while (reader.Read())
            if (_histories.TryGetValue(reader.GetInt32(0), out var history))
                history.Load(reader.GetString(1), reader.GetInt64(2));
    }

    private void LoadMessages()
    {
        using var select = new Statement(
            _journal.Connection,
            """
            SELECT m.id, m.state, m.enqueued, m.scheduled, m.expires, m.origin, m.session, d.count
            FROM messages m LEFT JOIN deliveries d ON d.id = m.id ORDER BY m.id
            """
        );
        using var reader = select.Read();
        while (reader.Read())
        {
            var rowId = reader.GetInt64(0);
            if (!_stores.TryGetValue(RowIds.Store(rowId), out var store))
                continue;
            var state = (ServiceBusMessageState)reader.GetInt32(1);
            var counted = !reader.IsDBNull(7);
            store.Arrive(
                new StoredMessage(store, RowIds.Sequence(rowId))
                {
                    Stage = state == ServiceBusMessageState.Scheduled ? Stage.Scheduled : Stage.Idle,
                    Deferred = state == ServiceBusMessageState.Deferred,
                    EnqueuedTicks = reader.GetInt64(2),
                    ScheduledTicks = reader.GetInt64(3),
                    ExpiresTicks = reader.GetInt64(4),
                    OriginSequence = reader.GetInt64(5),
                    SessionId = reader.IsDBNull(6) ? null : reader.GetString(6),
                    Deliveries = counted ? reader.GetInt32(7) : 0,
                    DeliveriesStored = counted,
                }
            );
        }
    }
}

/// <summary>A store's row: its id and counter outlive the process, and its kind must not change under its messages.</summary>
internal readonly record struct StoreRow(int Id, long NextSequence)
{
    public static StoreRow FindOrAdd(Microsoft.Data.Sqlite.SqliteConnection connection, StoreSettings settings)
    {
        using var select = new Statement(connection, "SELECT id, next_sequence, requires_session FROM stores WHERE path=$p", "$p");
        using (var reader = select.Bind(settings.Path).Read())
        {
            if (reader.Read())
            {
                var row = new StoreRow(reader.GetInt32(0), reader.GetInt64(1));
                if (reader.GetBoolean(2) != settings.RequiresSession)
                    ChangeSessions(connection, settings, row.Id);
                return row;
            }
        }
        using var insert = new Statement(
            connection,
            "INSERT INTO stores(path, next_sequence, requires_session) VALUES($p, 1, $s) RETURNING id",
            "$p",
            "$s"
        );
        using var inserted = insert.Bind(settings.Path, settings.RequiresSession).Read();
        inserted.Read();
        return new StoreRow(Convert.ToInt32(inserted[0], CultureInfo.InvariantCulture), 1);
    }

    private static void ChangeSessions(Microsoft.Data.Sqlite.SqliteConnection connection, StoreSettings settings, int id)
    {
        using var any = new Statement(connection, "SELECT 1 FROM messages WHERE id>=$a AND id<$z LIMIT 1", "$a", "$z");
        using (var reader = any.Bind(RowIds.Of(id, 0), RowIds.Of(id + 1, 0)).Read())
        {
            if (reader.Read())
                throw new ArgumentException($"The entity '{settings.Path}' holds messages, so whether it requires sessions cannot change.");
        }
        using var update = new Statement(connection, "UPDATE stores SET requires_session=$s WHERE id=$i", "$s", "$i");
        update.Bind(settings.RequiresSession, id).Run();
    }
}
