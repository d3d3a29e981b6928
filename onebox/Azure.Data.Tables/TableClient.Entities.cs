using Azure.Data.Tables.Connection;
using Azure.Data.Tables.Entities;

namespace Azure.Data.Tables;

public partial class TableClient
{
    private const int NotFoundStatus = 404;

    /// <summary>Inserts the entity. The response has its ETag and no body.</summary>
    /// <exception cref="RequestFailedException">409 EntityAlreadyExists, 404 TableNotFound.</exception>
    public virtual Response AddEntity<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity => AddAsync(entity, false, cancellationToken).Completed();

    /// <inheritdoc cref="AddEntity"/>
    public virtual async Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity => await AddAsync(entity, true, cancellationToken);

    /// <summary>Reads one entity, or those of its properties that <paramref name="select"/> names.</summary>
    /// <exception cref="RequestFailedException">404 ResourceNotFound or TableNotFound.</exception>
    public virtual Response<T> GetEntity<T>(
        string partitionKey,
        string rowKey,
        IEnumerable<string>? select = null,
        CancellationToken cancellationToken = default
    )
        where T : class, ITableEntity => GetAsync<T>(partitionKey, rowKey, select, false, cancellationToken).Completed();

    /// <inheritdoc cref="GetEntity"/>
    public virtual async Task<Response<T>> GetEntityAsync<T>(
        string partitionKey,
        string rowKey,
        IEnumerable<string>? select = null,
        CancellationToken cancellationToken = default
    )
        where T : class, ITableEntity => await GetAsync<T>(partitionKey, rowKey, select, true, cancellationToken);

    /// <summary>Reads one entity; HasValue is false where there is no such entity, or no such table.</summary>
    public virtual NullableResponse<T> GetEntityIfExists<T>(
        string partitionKey,
        string rowKey,
        IEnumerable<string>? select = null,
        CancellationToken cancellationToken = default
    )
        where T : class, ITableEntity => GetIfExistsAsync<T>(partitionKey, rowKey, select, false, cancellationToken).Completed();

    /// <inheritdoc cref="GetEntityIfExists"/>
    public virtual async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey,
        string rowKey,
        IEnumerable<string>? select = null,
        CancellationToken cancellationToken = default
    )
        where T : class, ITableEntity => await GetIfExistsAsync<T>(partitionKey, rowKey, select, true, cancellationToken);

    /// <summary>Inserts the entity, or merges it into (by default) or replaces the one that is there.</summary>
    public virtual Response UpsertEntity<T>(
        T entity,
        TableUpdateMode mode = TableUpdateMode.Merge,
        CancellationToken cancellationToken = default
    )
        where T : ITableEntity => UpdateAsync(entity, default, mode, false, cancellationToken).Completed();

    /// <inheritdoc cref="UpsertEntity"/>
    public virtual async Task<Response> UpsertEntityAsync<T>(
        T entity,
        TableUpdateMode mode = TableUpdateMode.Merge,
        CancellationToken cancellationToken = default
    )
        where T : ITableEntity => await UpdateAsync(entity, default, mode, true, cancellationToken);

    /// <summary>Merges into or replaces an existing entity that has this ETag; <see cref="ETag.All"/> for any.</summary>
    /// <exception cref="ArgumentException"><paramref name="ifMatch"/> is default.</exception>
    /// <exception cref="RequestFailedException">412 UpdateConditionNotSatisfied, 404 ResourceNotFound.</exception>
    public virtual Response UpdateEntity<T>(
        T entity,
        ETag ifMatch,
        TableUpdateMode mode = TableUpdateMode.Merge,
        CancellationToken cancellationToken = default
    )
        where T : ITableEntity => UpdateAsync(entity, Given(ifMatch), mode, false, cancellationToken).Completed();

    /// <inheritdoc cref="UpdateEntity"/>
    public virtual async Task<Response> UpdateEntityAsync<T>(
        T entity,
        ETag ifMatch,
        TableUpdateMode mode = TableUpdateMode.Merge,
        CancellationToken cancellationToken = default
    )
        where T : ITableEntity => await UpdateAsync(entity, Given(ifMatch), mode, true, cancellationToken);

    /// <summary>Deletes an entity, whatever its ETag unless one is given. Where there is none: a 404 response, nothing thrown.</summary>
    /// <exception cref="RequestFailedException">412 UpdateConditionNotSatisfied.</exception>
    public virtual Response DeleteEntity(
        string partitionKey,
        string rowKey,
        ETag ifMatch = default,
        CancellationToken cancellationToken = default
    ) => RemoveAsync(partitionKey, rowKey, ifMatch, false, cancellationToken).Completed();

    /// <inheritdoc cref="DeleteEntity(string, string, ETag, CancellationToken)"/>
    public virtual Response DeleteEntity(ITableEntity entity, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return DeleteEntity(entity.PartitionKey, entity.RowKey, ifMatch, cancellationToken);
    }

    /// <inheritdoc cref="DeleteEntity(string, string, ETag, CancellationToken)"/>
    public virtual async Task<Response> DeleteEntityAsync(
        string partitionKey,
        string rowKey,
        ETag ifMatch = default,
        CancellationToken cancellationToken = default
    ) => await RemoveAsync(partitionKey, rowKey, ifMatch, true, cancellationToken);

    /// <inheritdoc cref="DeleteEntity(string, string, ETag, CancellationToken)"/>
    public virtual Task<Response> DeleteEntityAsync(
        ITableEntity entity,
        ETag ifMatch = default,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(entity);
        return DeleteEntityAsync(entity.PartitionKey, entity.RowKey, ifMatch, cancellationToken);
    }

    private ValueTask<Response> AddAsync<T>(T entity, bool isAsync, CancellationToken cancellationToken)
        where T : ITableEntity
    {
        ThrowIfKeyless(entity);
        return _connection.ExchangeAsync(_connection.Insert(Name, entity), isAsync, cancellationToken);
    }

    private ValueTask<Response> UpdateAsync<T>(
        T entity,
        ETag ifMatch,
        TableUpdateMode mode,
        bool isAsync,
        CancellationToken cancellationToken
    )
        where T : ITableEntity
    {
        ThrowIfKeyless(entity);
        return _connection.ExchangeAsync(_connection.Update(Name, entity, mode, ifMatch), isAsync, cancellationToken);
    }

    private ValueTask<Response> RemoveAsync(
        string partitionKey,
        string rowKey,
        ETag ifMatch,
        bool isAsync,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        var message = _connection.Delete(Name, partitionKey, rowKey, ifMatch);
        return _connection.ExchangeAsync(message, isAsync, cancellationToken, ExpectedStatus.NotFound);
    }

    private async ValueTask<Response<T>> GetAsync<T>(
        string partitionKey,
        string rowKey,
        IEnumerable<string>? select,
        bool isAsync,
        CancellationToken cancellationToken
    )
        where T : class, ITableEntity
    {
        using var message = _connection.Get(Name, NotNull(partitionKey), NotNull(rowKey), Joined(select));
        await _connection.SendAsync(message, isAsync, cancellationToken);
        return message.Response.IsError ? throw new RequestFailedException(message.Response) : Entity<T>(message.Response);
    }

    private async ValueTask<NullableResponse<T>> GetIfExistsAsync<T>(
        string partitionKey,
        string rowKey,
        IEnumerable<string>? select,
        bool isAsync,
        CancellationToken cancellationToken
    )
        where T : class, ITableEntity
    {
        using var message = _connection.Get(Name, NotNull(partitionKey), NotNull(rowKey), Joined(select));
        message.ResponseClassifier = ExpectedStatus.NotFound;
        await _connection.SendAsync(message, isAsync, cancellationToken);
        var response = message.Response;
        if (response.Status == NotFoundStatus)
            return new NoEntityResponse<T>(response);
        return response.IsError ? throw new RequestFailedException(response) : Entity<T>(response);
    }

    private static Response<T> Entity<T>(Response response)
        where T : class, ITableEntity => Response.FromValue(EntityReader.ReadOne<T>(response.Content.ToMemory().Span), response);

    private static void ThrowIfKeyless<T>(T entity)
        where T : ITableEntity
    {
        ArgumentNullException.ThrowIfNull(entity);
        ArgumentNullException.ThrowIfNull(entity.PartitionKey);
        ArgumentNullException.ThrowIfNull(entity.RowKey);
    }

    private static string NotNull(string key) => key ?? throw new ArgumentNullException(nameof(key));

    private static ETag Given(ETag ifMatch) =>
        ifMatch == default ? throw new ArgumentException("An update needs an ETag, or ETag.All.", nameof(ifMatch)) : ifMatch;

    private static string? Joined(IEnumerable<string>? select) => select is null ? null : string.Join(',', select);
}
