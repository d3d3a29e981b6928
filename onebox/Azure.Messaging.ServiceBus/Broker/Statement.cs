using Microsoft.Data.Sqlite;

namespace Azure.Messaging.ServiceBus.Onebox;

/// <summary>A prepared command whose parameters are set by position, so that the hot path builds nothing.</summary>
internal sealed class Statement : IDisposable
{
    private readonly SqliteCommand _command;

    /// <param name="parameters">Names as they stand in the text, in the order of the values of <see cref="Bind"/>.</param>
    public Statement(SqliteConnection connection, string sql, params ReadOnlySpan<string> parameters)
    {
        _command = connection.CreateCommand();
#pragma warning disable CA2100 // Statements are constant text.
        _command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var name in parameters)
            _command.Parameters.Add(new SqliteParameter(name, null));
        _command.Prepare();
    }

    public Statement Bind(params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
            _command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return this;
    }

    public int Run() => _command.ExecuteNonQuery();

    public SqliteDataReader Read() => _command.ExecuteReader();

    public void Dispose() => _command.Dispose();
}
