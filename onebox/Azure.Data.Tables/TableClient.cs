using Azure.Core;
using Azure.Data.Tables.Connection;

namespace Azure.Data.Tables;

/// <summary>One table: its entities, and the table itself. Thread-safe; make one and keep it.</summary>
public partial class TableClient
{
    private readonly TableConnection _connection = null!;

    /// <summary>The table that a connection string's account has under this name.</summary>
    /// <exception cref="FormatException">The connection string is malformed.</exception>
    public TableClient(string connectionString, string tableName)
        : this(connectionString, tableName, null) { }

    /// <inheritdoc cref="TableClient(string, string)"/>
    public TableClient(string connectionString, string tableName, TableClientOptions? options = null)
        : this(TableConnection.To(connectionString, options), tableName) { }

    /// <summary>The table of an account, with requests signed by the account's key.</summary>
    /// <param name="endpoint">The account's table endpoint, such as https://account.table.core.windows.net.</param>
    /// <param name="tableName">The table's name.</param>
    /// <param name="credential">Account and key.</param>
    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential)
        : this(endpoint, tableName, credential, null) { }

    /// <inheritdoc cref="TableClient(Uri, string, TableSharedKeyCredential)"/>
    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential, TableClientOptions? options = null)
        : this(TableConnection.To(endpoint, credential, options), tableName) { }

    /// <summary>The table of an account, with requests under a token for https://storage.azure.com; the endpoint must be https.</summary>
    public TableClient(Uri endpoint, string tableName, TokenCredential tokenCredential, TableClientOptions? options = null)
        : this(TableConnection.To(endpoint, tokenCredential, options), tableName) { }

    internal TableClient(TableConnection connection, string tableName)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        _connection = connection;
        Name = tableName;
        Uri = new Uri($"{connection.Address}/{tableName}");
    }

    /// <summary>For mocking.</summary>
    protected TableClient() => Name = AccountNameOfMock;

    /// <summary>The table's name.</summary>
    public virtual string Name { get; }

    /// <summary>The account's name.</summary>
    public virtual string AccountName => _connection?.AccountName ?? AccountNameOfMock;

    /// <summary>The table's address: the account's endpoint and the table's name.</summary>
    public virtual Uri Uri { get; } = null!;

    private static string AccountNameOfMock => "";
}
