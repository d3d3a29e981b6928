using System.Linq.Expressions;
using System.Text.Json;
using Azure.Data.Tables.Connection;
using Azure.Data.Tables.Entities;
using Azure.Data.Tables.Filters;
using Azure.Data.Tables.Models;

namespace Azure.Data.Tables;

public partial class TableServiceClient
{
    /// <summary>The account's tables by name, fetched a page at a time while they are enumerated.</summary>
    /// <param name="filter">OData over TableName; null for all.</param>
    /// <param name="maxPerPage">At most 1,000, which is the service's default.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    public virtual Pageable<TableItem> Query(
        string? filter = null,
        int? maxPerPage = null,
        CancellationToken cancellationToken = default
    ) => new TablePages<TableItem>(Fetch(filter), maxPerPage, cancellationToken);

    /// <inheritdoc cref="Query(string, int?, CancellationToken)"/>
    public virtual AsyncPageable<TableItem> QueryAsync(
        string? filter = null,
        int? maxPerPage = null,
        CancellationToken cancellationToken = default
    ) => new AsyncTablePages<TableItem>(Fetch(filter), maxPerPage, cancellationToken);

    /// <inheritdoc cref="Query(string, int?, CancellationToken)"/>
    public virtual Pageable<TableItem> Query(
        FormattableString filter,
        int? maxPerPage = null,
        CancellationToken cancellationToken = default
    ) => Query(FilterFormat.Create(filter), maxPerPage, cancellationToken);

    /// <inheritdoc cref="Query(string, int?, CancellationToken)"/>
    public virtual AsyncPageable<TableItem> QueryAsync(
        FormattableString filter,
        int? maxPerPage = null,
        CancellationToken cancellationToken = default
    ) => QueryAsync(FilterFormat.Create(filter), maxPerPage, cancellationToken);

    /// <inheritdoc cref="Query(string, int?, CancellationToken)"/>
    public virtual Pageable<TableItem> Query(
        Expression<Func<TableItem, bool>> filter,
        int? maxPerPage = null,
        CancellationToken cancellationToken = default
    ) => Query(FilterExpression.Translate(filter), maxPerPage, cancellationToken);

    /// <inheritdoc cref="Query(string, int?, CancellationToken)"/>
    public virtual AsyncPageable<TableItem> QueryAsync(
        Expression<Func<TableItem, bool>> filter,
        int? maxPerPage = null,
        CancellationToken cancellationToken = default
    ) => QueryAsync(FilterExpression.Translate(filter), maxPerPage, cancellationToken);

    /// <inheritdoc cref="TableClient.CreateQueryFilter(FormattableString)"/>
    public static string CreateQueryFilter(FormattableString filter) => FilterFormat.Create(filter);

    /// <inheritdoc cref="TableClient.CreateQueryFilter{T}"/>
    public static string CreateQueryFilter(Expression<Func<TableItem, bool>> filter) => FilterExpression.Translate(filter);

    private PageFetch<TableItem> Fetch(string? filter)
    {
        var asked = string.IsNullOrEmpty(filter) ? null : filter;
        return async (continuationToken, pageSize, isAsync, cancellationToken) =>
        {
            var message = _connection.QueryTables(asked, pageSize, continuationToken);
            var response = await _connection.ExchangeAsync(message, isAsync, cancellationToken);
            response.Headers.TryGetValue("x-ms-continuation-NextTableName", out var next);
            return Page<TableItem>.FromValues(Tables(response.Content.ToMemory().Span), next, response);
        };
    }

    private static List<TableItem> Tables(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var tables = new List<TableItem>();
        if (!EntityReader.MoveToValue(ref reader))
            throw new JsonException("The service's answer is not a page of tables.");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
                continue;
            var isName = reader.ValueTextEquals("TableName"u8);
            reader.Read();
            if (isName)
                tables.Add(new TableItem(reader.GetString()!));
        }
        return tables;
    }
}
