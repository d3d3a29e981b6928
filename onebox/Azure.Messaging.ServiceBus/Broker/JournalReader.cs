using Microsoft.Data.Sqlite;

namespace Azure.Messaging.ServiceBus.Onebox;

/// <summary>The reading side of the file: sees what is committed, on its own connection, beside the writer.</summary>
internal sealed class JournalReader : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SqliteConnection _connection;
    private readonly Statement _content;
    private readonly Statement _range;
    private readonly Statement _session;

    public JournalReader(string folder)
    {
        _connection = JournalSchema.Open(folder, readOnly: true);
        _content = new(_connection, "SELECT header, body FROM messages WHERE id=$i", "$i");
        _range = new(_connection, "SELECT id FROM messages WHERE id>=$a AND id<$z ORDER BY id LIMIT $n", "$a", "$z", "$n");
        _session = new(_connection, "SELECT state FROM sessions WHERE store=$s AND session=$n", "$s", "$n");
    }

    /// <summary>Null when the message has left the file.</summary>
    public BrokeredContent? Content(long rowId)
    {
        lock (_gate)
        {
            using var reader = _content.Bind(rowId).Read();
            return reader.Read() ? MessageCodec.Decode((byte[])reader[0], (byte[])reader[1]) : null;
        }
    }

    /// <summary>Up to <paramref name="count"/> sequence numbers of a store, ascending, from one on.</summary>
    public List<long> Sequences(int store, long from, int count)
    {
        var found = new List<long>(Math.Min(count, 1024));
        lock (_gate)
        {
            using var reader = _range.Bind(RowIds.Of(store, from), RowIds.Of(store + 1, 0), count).Read();
            while (reader.Read())
                found.Add(RowIds.Sequence(reader.GetInt64(0)));
        }
        return found;
    }

    public byte[]? SessionState(int store, string session)
    {
        lock (_gate)
        {
            using var reader = _session.Bind(store, session).Read();
            return reader.Read() ? (byte[])reader[0] : null;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _content.Dispose();
            _range.Dispose();
            _session.Dispose();
            _connection.Dispose();
        }
    }
}
