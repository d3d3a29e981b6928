using SQLitePCL;

namespace Onebox.Storage.Sqlite;

/// <summary>
/// One SQLite connection, used by one thread at a time. The raw API is used in place of ADO.NET: every hot statement is prepared once
/// and rebound, with no parameter names, boxing or reader objects in between.
/// </summary>
internal sealed class Database : IDisposable
{
    private readonly sqlite3 handle;
    private readonly HashSet<Statement> statements = [];

    static Database() => Batteries_V2.Init();

    private Database(sqlite3 handle) => this.handle = handle;

    public static Database Open(string path, bool readOnly)
    {
        // NOMUTEX: the owner serialises use, so SQLite's own locks would only cost time.
        var flags = raw.SQLITE_OPEN_NOMUTEX | (readOnly ? raw.SQLITE_OPEN_READONLY : raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE);
        var code = raw.sqlite3_open_v2(path, out var handle, flags, null);
        if (code != raw.SQLITE_OK)
        {
            handle.Dispose();
            throw new SqliteFaultException(code, raw.sqlite3_errstr(code).utf8_to_string());
        }

        raw.sqlite3_extended_result_codes(handle, 1);
        raw.sqlite3_busy_timeout(handle, 10_000);
        return new Database(handle);
    }

    public long LastInsertRowId => raw.sqlite3_last_insert_rowid(handle);

    public int Changes => raw.sqlite3_changes(handle);

    public bool InTransaction => raw.sqlite3_get_autocommit(handle) == 0;

    /// <summary>Runs statements that answer no rows the caller needs.</summary>
    public void Execute(string sql)
    {
        var code = raw.sqlite3_exec(handle, sql, out var error);
        if (code != raw.SQLITE_OK)
            throw new SqliteFaultException(raw.sqlite3_extended_errcode(handle), error ?? sql);
    }

    /// <summary>Prepares a statement that lives as long as this connection.</summary>
    public Statement Prepare(string sql)
    {
        const uint Persistent = 1; // SQLITE_PREPARE_PERSISTENT: the statement is kept, so it must not use the lookaside memory.
        var code = raw.sqlite3_prepare_v3(handle, sql, Persistent, out var prepared);
        if (code != raw.SQLITE_OK)
            throw Fault(code);
        var statement = new Statement(this, prepared);
        statements.Add(statement);
        return statement;
    }

    /// <summary>Ends every statement that an exception left in the middle of its rows.</summary>
    public void ResetAll()
    {
        foreach (var statement in statements)
            statement.Reset();
    }

    /// <summary>A statement that was only needed for a while has been disposed.</summary>
    public void Forget(Statement statement) => statements.Remove(statement);

    public SqliteFaultException Fault(int code) => new(code, raw.sqlite3_errmsg(handle).utf8_to_string());

    public void Dispose()
    {
        foreach (var statement in statements.ToArray())
            statement.Dispose();
        handle.Dispose();
    }
}
