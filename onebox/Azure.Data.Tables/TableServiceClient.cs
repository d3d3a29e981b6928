using Azure.Core;
using Azure.Data.Tables.Connection;
using Azure.Data.Tables.Models;

namespace Azure.Data.Tables;

/// <summary>An account's tables. Thread-safe; make one and keep it.</summary>
public partial class TableServiceClient
{
    private readonly TableConnection _connection = null!;

    /// <summary>The tables of a connection string's account.</summary>
    /// <exception cref="FormatException">The connection string is malformed.</exception>
    public TableServiceClient(string connectionString)
        : this(connectionString, null) { }

    /// <inheritdoc cref="TableServiceClient(string)"/>
    public TableServiceClient(string connectionString, TableClientOptions? options = null) =>
        _connection = TableConnection.To(connectionString, options);

    /// <summary>The tables at this endpoint, with requests signed by the account's key.</summary>
    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential)
        : this(endpoint, credential, null) { }

    /// <inheritdoc cref="TableServiceClient(Uri, TableSharedKeyCredential)"/>
    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions? options) =>
        _connection = TableConnection.To(endpoint, credential, options);

    /// <summary>The tables at this endpoint, with requests under a token for https://storage.azure.com; the endpoint must be https.</summary>
    public TableServiceClient(Uri endpoint, TokenCredential tokenCredential, TableClientOptions? options = null) =>
        _connection = TableConnection.To(endpoint, tokenCredential, options);

    /// <summary>For mocking.</summary>
    protected TableServiceClient() { }

    /// <summary>The account's name.</summary>
    public virtual string AccountName => _connection.AccountName;

    /// <summary>The account's table endpoint.</summary>
    public virtual Uri Uri => _connection.Endpoint;

    /// <summary>A client of one table, on this client's pipeline. Nothing is sent; the table need not exist.</summary>
    public virtual TableClient GetTableClient(string tableName) => new(_connection, tableName);

    /// <summary>Creates a table.</summary>
    /// <exception cref="RequestFailedException">409 TableAlreadyExists, or TableBeingDeleted.</exception>
    public virtual Response<TableItem> CreateTable(string tableName, CancellationToken cancellationToken = default) =>
        _connection.CreateAsync(NotNull(tableName), false, cancellationToken).Completed();

    /// <inheritdoc cref="CreateTable"/>
    public virtual async Task<Response<TableItem>> CreateTableAsync(string tableName, CancellationToken cancellationToken = default) =>
        await _connection.CreateAsync(NotNull(tableName), true, cancellationToken);

    /// <summary>Creates a table unless there is one; the raw response's status is then 409.</summary>
    public virtual Response<TableItem> CreateTableIfNotExists(string tableName, CancellationToken cancellationToken = default) =>
        _connection.CreateIfNotExistsAsync(NotNull(tableName), false, cancellationToken).Completed();

    /// <inheritdoc cref="CreateTableIfNotExists"/>
    public virtual async Task<Response<TableItem>> CreateTableIfNotExistsAsync(
        string tableName,
        CancellationToken cancellationToken = default
    ) => await _connection.CreateIfNotExistsAsync(NotNull(tableName), true, cancellationToken);

    /// <summary>Deletes a table; where there is none the response's status is 404 and nothing is thrown.</summary>
    public virtual Response DeleteTable(string tableName, CancellationToken cancellationToken = default) =>
        _connection.DeleteAsync(NotNull(tableName), false, cancellationToken).Completed();

    /// <inheritdoc cref="DeleteTable"/>
    public virtual async Task<Response> DeleteTableAsync(string tableName, CancellationToken cancellationToken = default) =>
        await _connection.DeleteAsync(NotNull(tableName), true, cancellationToken);

    private static string NotNull(string tableName) => tableName ?? throw new ArgumentNullException(nameof(tableName));
}
