using SQLitePCL;

namespace Onebox.Storage.Sqlite;

/// <summary>A prepared statement: bind by position (from 1), step, read columns (from 0), reset.</summary>
internal sealed class Statement(Database database, sqlite3_stmt prepared) : IDisposable
{
    public Statement Bind(int index, long value)
    {
        Check(raw.sqlite3_bind_int64(prepared, index, value));
        return this;
    }

    public Statement Bind(int index, ReadOnlySpan<byte> value)
    {
        // An empty span has no address, which SQLite would take for NULL.
        Check(value.IsEmpty ? raw.sqlite3_bind_zeroblob(prepared, index, 0) : raw.sqlite3_bind_blob(prepared, index, value));
        return this;
    }

    public Statement Bind(int index, string? value)
    {
        Check(value is null ? raw.sqlite3_bind_null(prepared, index) : raw.sqlite3_bind_text(prepared, index, value));
        return this;
    }

    public Statement BindNull(int index)
    {
        Check(raw.sqlite3_bind_null(prepared, index));
        return this;
    }

    /// <summary>True when a row is there to read. When there is none, or on an error, the statement is reset.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(prepared);
        if (code == raw.SQLITE_ROW)
            return true;
        if (code == raw.SQLITE_DONE)
        {
            Reset();
            return false;
        }

        var fault = database.Fault(code);
        Reset();
        throw fault;
    }

    /// <summary>Runs a statement that answers no rows.</summary>
    public void Run()
    {
        if (Step())
            Reset();
    }

    /// <summary>Ends the read: an unreset statement holds a snapshot and keeps the log from being recycled.</summary>
    public void Reset() => raw.sqlite3_reset(prepared);

    public long Int64(int column) => raw.sqlite3_column_int64(prepared, column);

    /// <summary>The column's bytes, valid until the next step or reset.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(prepared, column);

    public string Text(int column) => raw.sqlite3_column_text(prepared, column).utf8_to_string();

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public bool IsNull(int column) => raw.sqlite3_column_type(prepared, column) == raw.SQLITE_NULL;

    public void Dispose()
    {
        prepared.Dispose();
        database.Forget(this);
    }

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
            throw database.Fault(code);
    }
}
