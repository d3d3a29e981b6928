namespace Onebox.Storage.Sqlite;

/// <summary>SQLite answered with a result code that is neither a row nor success; <see cref="Code"/> is the extended result code.</summary>
internal sealed class SqliteFaultException(int code, string message) : IOException($"SQLite {code}: {message}")
{
    public int Code { get; } = code;
}
