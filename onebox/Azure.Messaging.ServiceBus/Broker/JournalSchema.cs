using Microsoft.Data.Sqlite;

namespace Azure.Messaging.ServiceBus.Onebox;

/// <summary>The one file of a broker: its name, tables and how it is opened.</summary>
internal static class JournalSchema
{
    private const int Version = 1;

    public static SqliteConnection Open(string folder, bool readOnly)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = Path.Combine(folder, "broker.db"),
                Mode = readOnly ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWriteCreate,
                Pooling = false,
            }.ToString()
        );
        connection.Open();
        Execute(connection, "PRAGMA busy_timeout=10000");
        return connection;
    }

    /// <exception cref="InvalidDataException">The file was written by a newer version of the broker.</exception>
    public static void Prepare(SqliteConnection connection)
    {
        // FULL: a commit is on the disk before it is answered. The larger checkpoint interval keeps that fsync out of most commits.
        Execute(connection, "PRAGMA journal_mode=WAL");
        Execute(connection, "PRAGMA synchronous=FULL");
        Execute(connection, "PRAGMA wal_autocheckpoint=4000");
        using var version = connection.CreateCommand();
        version.CommandText = "PRAGMA user_version";
        var found = Convert.ToInt32(version.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
        if (found > Version)
            throw new InvalidDataException($"The broker's file has version {found}; this broker reads up to {Version}.");
        if (found == Version)
            return;
        Execute(
            connection,
            $"""
            BEGIN IMMEDIATE;
            CREATE TABLE stores(
              id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE COLLATE NOCASE, next_sequence INTEGER NOT NULL, requires_session INTEGER NOT NULL);
            -- The body comes last so that the index can be loaded at start without reading it.
            CREATE TABLE messages(
              id INTEGER PRIMARY KEY, state INTEGER NOT NULL, enqueued INTEGER NOT NULL, scheduled INTEGER NOT NULL, expires INTEGER NOT NULL,
              origin INTEGER NOT NULL, session TEXT, header BLOB NOT NULL, body BLOB NOT NULL);
            -- Apart from messages, since counting a delivery must not rewrite a body.
            CREATE TABLE deliveries(id INTEGER PRIMARY KEY, count INTEGER NOT NULL);
            CREATE TABLE duplicates(
              store INTEGER NOT NULL, message_id TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY(store, message_id)) WITHOUT ROWID;
            CREATE TABLE sessions(
              store INTEGER NOT NULL, session TEXT NOT NULL, state BLOB NOT NULL, PRIMARY KEY(store, session));
            PRAGMA user_version={Version};
            COMMIT;
            """
        );
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Only constant text of this file and Journal comes here.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
