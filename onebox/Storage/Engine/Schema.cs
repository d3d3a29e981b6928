using Onebox.Storage.Sqlite;

namespace Onebox.Storage.Engine;

/// <summary>The one SQLite file: tables and blobs share it so that a blob put and a table transaction can share one disk flush.</summary>
internal static class Schema
{
    // Rows live in rowid tables with a separate key index: rows are large beside their keys, and appending them keeps
    // both the log and the tree small, where a clustered key would put whole rows into inner nodes.
    private const string Version1 = """
        CREATE TABLE meta(name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE tables(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE COLLATE NOCASE);
        CREATE TABLE entities(id INTEGER PRIMARY KEY, t INTEGER NOT NULL, pk BLOB NOT NULL, rk BLOB NOT NULL, stamp INTEGER NOT NULL, body BLOB NOT NULL);
        CREATE UNIQUE INDEX entity_keys ON entities(t, pk, rk);
        CREATE TABLE containers(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, stamp INTEGER NOT NULL, metadata BLOB NOT NULL);
        CREATE TABLE blobs(id INTEGER PRIMARY KEY, c INTEGER NOT NULL, name BLOB NOT NULL, stamp INTEGER NOT NULL, created INTEGER NOT NULL,
            size INTEGER NOT NULL, properties BLOB NOT NULL, file TEXT, blocks BLOB, content BLOB);
        CREATE UNIQUE INDEX blob_names ON blobs(c, name);
        CREATE TABLE staged(id INTEGER PRIMARY KEY, c INTEGER NOT NULL, name BLOB NOT NULL, block TEXT NOT NULL, stamp INTEGER NOT NULL,
            size INTEGER NOT NULL, file TEXT, content BLOB);
        CREATE UNIQUE INDEX staged_names ON staged(c, name, block);
        CREATE TABLE doomed(kind TEXT NOT NULL, id INTEGER NOT NULL, PRIMARY KEY(kind, id)) WITHOUT ROWID;
        PRAGMA user_version = 1;
        """;

    public static void Prepare(Database database, int pageSize)
    {
        using var version = database.Prepare("PRAGMA user_version");
        version.Step();
        var found = version.Int64(0);
        version.Reset();
        if (found > 1)
            throw new InvalidDataException(
                $"The data folder was written by a newer version (schema {found}); this version reads schema 1."
            );

        if (found == 0)
            database.Execute($"PRAGMA page_size = {pageSize}");
        database.Execute("PRAGMA journal_mode = WAL");
        if (found == 0)
        {
            database.Execute("PRAGMA synchronous = FULL");
            database.Execute($"BEGIN; {Version1} COMMIT;");
        }
    }
}
