using Azure.Data.Tables.Connection;
using Azure.Data.Tables.Models;

namespace Azure.Data.Tables;

public partial class TableClient
{
    /// <summary>Creates the table.</summary>
    /// <exception cref="RequestFailedException">409 TableAlreadyExists, or TableBeingDeleted.</exception>
    public virtual Response<TableItem> Create(CancellationToken cancellationToken = default) =>
        _connection.CreateAsync(Name, false, cancellationToken).Completed();

    /// <inheritdoc cref="Create"/>
    public virtual async Task<Response<TableItem>> CreateAsync(CancellationToken cancellationToken = default) =>
        await _connection.CreateAsync(Name, true, cancellationToken);

    /// <summary>Creates the table unless there is one; the raw response's status is then 409.</summary>
    /// <exception cref="RequestFailedException">409 TableBeingDeleted among others.</exception>
    public virtual Response<TableItem> CreateIfNotExists(CancellationToken cancellationToken = default) =>
        _connection.CreateIfNotExistsAsync(Name, false, cancellationToken).Completed();

    /// <inheritdoc cref="CreateIfNotExists"/>
    public virtual async Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default) =>
        await _connection.CreateIfNotExistsAsync(Name, true, cancellationToken);

    /// <summary>Deletes the table; where there is none the response's status is 404 and nothing is thrown.</summary>
    public virtual Response Delete(CancellationToken cancellationToken = default) =>
        _connection.DeleteAsync(Name, false, cancellationToken).Completed();

    /// <inheritdoc cref="Delete"/>
    public virtual async Task<Response> DeleteAsync(CancellationToken cancellationToken = default) =>
        await _connection.DeleteAsync(Name, true, cancellationToken);
}
