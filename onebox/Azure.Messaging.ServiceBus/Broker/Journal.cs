using Microsoft.Data.Sqlite;

namespace Azure.Messaging.ServiceBus.Onebox;

/// <summary>The writing side of the file. Used by the writer thread alone, and by the broker while it opens and closes.</summary>
internal sealed class Journal : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Statement _begin;
    private readonly Statement _commit;
    private readonly Statement _rollback;
    private readonly Statement _insert;
    private readonly Statement _delete;
    private readonly Statement _move;
    private readonly Statement _setState;
    private readonly Statement _setHeader;
    private readonly Statement _setDeliveries;
    private readonly Statement _deleteDeliveries;
    private readonly Statement _setSequence;
    private readonly Statement _addDuplicate;
    private readonly Statement _deleteDuplicate;
    private readonly Statement _setSession;
    private readonly Statement _deleteSession;
    private readonly Statement _content;
    private readonly ContentCache _cache;
    private readonly HashSet<MessageStore> _advanced = [];

    public Journal(string folder, ContentCache cache)
    {
        _connection = JournalSchema.Open(folder, readOnly: false);
        JournalSchema.Prepare(_connection);
        _cache = cache;
        _content = new(_connection, "SELECT header, body FROM messages WHERE id=$i", "$i");
        _begin = new(_connection, "BEGIN IMMEDIATE");
        _commit = new(_connection, "COMMIT");
        _rollback = new(_connection, "ROLLBACK");
        _insert = new(
            _connection,
            "INSERT INTO messages(id, state, enqueued, scheduled, expires, origin, session, header, body) VALUES($i,$t,$e,$s,$x,$o,$n,$h,$b)",
            ["$i", "$t", "$e", "$s", "$x", "$o", "$n", "$h", "$b"]
        );
        _delete = new(_connection, "DELETE FROM messages WHERE id=$i", "$i");
        _move = new(
            _connection,
            "UPDATE messages SET id=$to, state=0, enqueued=$e, expires=$x, header=coalesce($h, header) WHERE id=$i",
            ["$to", "$e", "$x", "$h", "$i"]
        );
        _setState = new(_connection, "UPDATE messages SET state=$t, header=coalesce($h, header) WHERE id=$i", "$t", "$h", "$i");
        _setHeader = new(_connection, "UPDATE messages SET header=$h WHERE id=$i", "$h", "$i");
        _setDeliveries = new(_connection, "INSERT OR REPLACE INTO deliveries(id, count) VALUES($i,$c)", "$i", "$c");
        _deleteDeliveries = new(_connection, "DELETE FROM deliveries WHERE id=$i", "$i");
        _setSequence = new(_connection, "UPDATE stores SET next_sequence=$n WHERE id=$i", "$n", "$i");
        _addDuplicate = new(_connection, "INSERT OR REPLACE INTO duplicates(store, message_id, at) VALUES($s,$m,$a)", "$s", "$m", "$a");
        _deleteDuplicate = new(_connection, "DELETE FROM duplicates WHERE store=$s AND message_id=$m", "$s", "$m");
        _setSession = new(_connection, "INSERT OR REPLACE INTO sessions(store, session, state) VALUES($s,$n,$t)", "$s", "$n", "$t");
        _deleteSession = new(_connection, "DELETE FROM sessions WHERE store=$s AND session=$n", "$s", "$n");
    }

    public SqliteConnection Connection => _connection;

    public void Begin()
    {
        _advanced.Clear();
        _begin.Run();
    }

    public void Commit()
    {
        foreach (var store in _advanced)
            _setSequence.Bind(store.NextSequence, store.Id).Run();
        _commit.Run();
    }

    public void Rollback()
    {
        // SQLite has rolled back by itself after some errors (a full disk, say); rolling back again would be one more.
        if (SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0)
            _rollback.Run();
    }

    /// <summary>The store's next sequence number. The counter is saved with the commit; a rollback leaves a gap, never a repeat.</summary>
    public long NextSequence(MessageStore store)
    {
        _advanced.Add(store);
        return store.NextSequence++;
    }

    /// <summary>Keeps a message's content in memory, within the budget; the operation that asks forgets it again on a rollback.</summary>
    public void Cache(StoredMessage message, BrokeredContent content) => _cache.Keep(message, content);

    /// <summary>The content as this transaction sees it.</summary>
    public BrokeredContent ContentOf(StoredMessage message)
    {
        if (message.Content is { } cached)
            return cached;
        using var reader = _content.Bind(message.RowId).Read();
        return reader.Read()
            ? MessageCodec.Decode((byte[])reader[0], (byte[])reader[1])
            : throw new InvalidDataException("A message of the index is not in the broker's file.");
    }

    public void Insert(StoredMessage message, byte[] header, byte[] body) =>
        _insert
            .Bind(
                message.RowId,
                StateOf(message),
                message.EnqueuedTicks,
                message.ScheduledTicks,
                message.ExpiresTicks,
                message.OriginSequence,
                message.SessionId,
                header,
                body
            )
            .Run();

    public void Delete(StoredMessage message)
    {
        _delete.Bind(message.RowId).Run();
        DeleteDeliveries(message);
    }

    /// <summary>Gives the row another place (a dead-letter queue, or a scheduled message's place among the active) without touching the body.</summary>
    public void Move(StoredMessage from, StoredMessage to, byte[]? header)
    {
        _move.Bind(to.RowId, to.EnqueuedTicks, to.ExpiresTicks, header, from.RowId).Run();
        DeleteDeliveries(from);
        if (to.Deliveries > 0)
            SetDeliveries(to, to.Deliveries);
    }

    public void SetDeferred(StoredMessage message, byte[]? header) =>
        _setState.Bind((int)ServiceBusMessageState.Deferred, header, message.RowId).Run();

    public void SetHeader(StoredMessage message, byte[] header) => _setHeader.Bind(header, message.RowId).Run();

    public void SetDeliveries(StoredMessage message, int count)
    {
        _setDeliveries.Bind(message.RowId, count).Run();
        message.DeliveriesStored = true;
    }

    private void DeleteDeliveries(StoredMessage message)
    {
        if (message.DeliveriesStored)
            _deleteDeliveries.Bind(message.RowId).Run();
    }

    public void AddDuplicate(int store, string messageId, long atTicks) => _addDuplicate.Bind(store, messageId, atTicks).Run();

    public void DeleteDuplicate(int store, string messageId) => _deleteDuplicate.Bind(store, messageId).Run();

    public void SetSessionState(int store, string session, byte[]? state)
    {
        if (state is null)
            _deleteSession.Bind(store, session).Run();
        else
            _setSession.Bind(store, session, state).Run();
    }

    private static int StateOf(StoredMessage message) =>
        (int)(
            message.Stage == Stage.Scheduled ? ServiceBusMessageState.Scheduled
            : message.Deferred ? ServiceBusMessageState.Deferred
            : ServiceBusMessageState.Active
        );

    public void Dispose()
    {
        ReadOnlySpan<Statement> all =
        [
            _begin,
            _commit,
            _rollback,
            _insert,
            _delete,
            _move,
            _setState,
            _setHeader,
            _setDeliveries,
            _deleteDeliveries,
            _setSequence,
            _addDuplicate,
            _deleteDuplicate,
            _setSession,
            _deleteSession,
            _content,
        ];
        foreach (var statement in all)
            statement.Dispose();
        _connection.Dispose();
    }
}
