using System.Linq.Expressions;
using Azure.Data.Tables.Connection;
using Azure.Data.Tables.Entities;
using Azure.Data.Tables.Filters;

namespace Azure.Data.Tables;

public partial class TableClient
{
    /// <summary>Entities that satisfy the filter, in key order, fetched a page at a time while they are enumerated.</summary>
    /// <param name="filter">Such as <c>e => e.PartitionKey == "a" &amp;&amp; e.RowKey.CompareTo("b") >= 0</c>.</param>
    /// <param name="maxPerPage">At most 1,000, which is the service's default.</param>
    /// <param name="select">The properties to return; null for all.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    /// <exception cref="NotSupportedException">The filter says what OData cannot.</exception>
    public virtual Pageable<T> Query<T>(
        Expression<Func<T, bool>> filter,
        int? maxPerPage = null,
        IEnumerable<string>? select = null,
        CancellationToken cancellationToken = default
    )
        where T : class, ITableEntity => Query<T>(FilterExpression.Translate(filter), maxPerPage, select, cancellationToken);

    /// <inheritdoc cref="Query{T}(Expression{Func{T, bool}}, int?, IEnumerable{string}, CancellationToken)"/>
    public virtual AsyncPageable<T> QueryAsync<T>(
        Expression<Func<T, bool>> filter,
        int? maxPerPage = null,
        IEnumerable<string>? select = null,
        CancellationToken cancellationToken = default
    )
        where T : class, ITableEntity => QueryAsync<T>(FilterExpression.Translate(filter), maxPerPage, select, cancellationToken);

    /// <summary>Entities that satisfy the filter, in key order, fetched a page at a time while they are enumerated.</summary>
    /// <param name="filter">OData; null for all. Values from outside go in by <see cref="CreateQueryFilter(FormattableString)"/>.</param>
    /// <param name="maxPerPage">At most 1,000, which is the service's default.</param>
    /// <param name="select">The properties to return; null for all.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    /// <exception cref="RequestFailedException">While enumerating: 400 InvalidInput, 404 TableNotFound.</exception>
    public virtual Pageable<T> Query<T>(
        string? filter = null,
        int? maxPerPage = null,
        IEnumerable<string>? select = null,
        CancellationToken cancellationToken = default
    )
        where T : class, ITableEntity => new TablePages<T>(Fetch<T>(filter, select), maxPerPage, cancellationToken);

    /// <inheritdoc cref="Query{T}(string, int?, IEnumerable{string}, CancellationToken)"/>
    public virtual AsyncPageable<T> QueryAsync<T>(
        string? filter = null,
        int? maxPerPage = null,
        IEnumerable<string>? select = null,
        CancellationToken cancellationToken = default
    )
        where T : class, ITableEntity => new AsyncTablePages<T>(Fetch<T>(filter, select), maxPerPage, cancellationToken);

    /// <summary>The OData filter that an expression says; empty for one that is always true.</summary>
    /// <exception cref="NotSupportedException">The expression says what OData cannot.</exception>
    public static string CreateQueryFilter<T>(Expression<Func<T, bool>> filter) => FilterExpression.Translate(filter);

    /// <summary>An OData filter in which every interpolated value is written as the literal of its type, quotes doubled.</summary>
    /// <exception cref="ArgumentException">A value is of a type that has no literal.</exception>
    public static string CreateQueryFilter(FormattableString filter) => FilterFormat.Create(filter);

    private PageFetch<T> Fetch<T>(string? filter, IEnumerable<string>? select)
        where T : class, ITableEntity
    {
        var selected = Joined(select);
        var asked = string.IsNullOrEmpty(filter) ? null : filter;
        return async (continuationToken, pageSize, isAsync, cancellationToken) =>
        {
            var query = new EntityQuery(asked, selected, pageSize);
            using var message = _connection.Query(Name, in query, Continuation.Parse(continuationToken));
            await _connection.SendAsync(message, isAsync, cancellationToken);
            var response = message.Response;
            if (response.IsError)
                throw new RequestFailedException(response);
            var entities = EntityReader.ReadPage<T>(response.Content.ToMemory().Span);
            return Page<T>.FromValues(entities, Continuation.TokenOf(response), response);
        };
    }
}
