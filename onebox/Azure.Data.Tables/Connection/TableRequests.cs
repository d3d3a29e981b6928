using System.Text.Json;
using Azure.Core;
using Azure.Data.Tables.Entities;

namespace Azure.Data.Tables.Connection;

/// <summary>The requests of the table service's REST protocol.</summary>
internal static class TableRequests
{
    public const string ReturnNoContent = "return-no-content";

    public static HttpMessage CreateTable(this TableConnection connection, string table, string? preference)
    {
        var message = connection.Message(RequestMethod.Post, EntityPath.Tables);
        if (preference is not null)
            message.Request.Headers.Add("Prefer", preference);
        var body = new PooledBody();
        using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            writer.WriteString("TableName"u8, table);
            writer.WriteEndObject();
        }
        return message.WithBody(body, "application/json;odata=nometadata");
    }

    public static HttpMessage DeleteTable(this TableConnection connection, string table) =>
        connection.Message(RequestMethod.Delete, EntityPath.Table(table));

    public static HttpMessage QueryTables(this TableConnection connection, string? filter, int? top, string? next)
    {
        var message = connection.Message(RequestMethod.Get, EntityPath.Tables);
        return message.WithQuery(("$top", Text(top)), ("$filter", filter), ("NextTableName", next));
    }

    public static HttpMessage Get(this TableConnection connection, string table, string partitionKey, string rowKey, string? select)
    {
        var message = connection.Message(RequestMethod.Get, EntityPath.Entity(table, partitionKey, rowKey));
        return message.WithQuery(("$select", select));
    }

    public static HttpMessage Query(this TableConnection connection, string table, in EntityQuery query, Continuation next)
    {
        var message = connection.Message(RequestMethod.Get, EntityPath.Query(table));
        return message.WithQuery(
            ("$top", Text(query.Top)),
            ("$select", query.Select),
            ("$filter", query.Filter),
            ("NextPartitionKey", next.PartitionKey),
            ("NextRowKey", next.RowKey)
        );
    }

    public static HttpMessage Insert<T>(this TableConnection connection, string table, T entity)
        where T : ITableEntity
    {
        var message = connection.Message(RequestMethod.Post, EntityPath.Insert(table));
        message.Request.Headers.Add("Prefer", ReturnNoContent);
        return message.WithEntity(entity, "application/json;odata=nometadata");
    }

    public static HttpMessage Update<T>(this TableConnection connection, string table, T entity, TableUpdateMode mode, ETag ifMatch)
        where T : ITableEntity
    {
        var message = connection.Message(MethodOf(mode), EntityPath.Entity(table, entity.PartitionKey, entity.RowKey));
        if (ifMatch != default)
            message.Request.Headers.Add("If-Match", ifMatch.ToString());
        return message.WithEntity(entity, "application/json");
    }

    public static HttpMessage Delete(this TableConnection connection, string table, string partitionKey, string rowKey, ETag ifMatch)
    {
        var message = connection.Message(RequestMethod.Delete, EntityPath.Entity(table, partitionKey, rowKey));
        message.Request.Headers.Add("If-Match", ifMatch == default ? "*" : ifMatch.ToString());
        return message;
    }

    private static RequestMethod MethodOf(TableUpdateMode mode) =>
        mode switch
        {
            TableUpdateMode.Merge => RequestMethod.Patch,
            TableUpdateMode.Replace => RequestMethod.Put,
            _ => throw new ArgumentException($"Unexpected value for {nameof(mode)}: {mode}"),
        };

    private static HttpMessage WithEntity<T>(this HttpMessage message, T entity, string contentType)
        where T : ITableEntity
    {
        var body = new PooledBody();
        EntityJson.Append(body, entity);
        return message.WithBody(body, contentType);
    }

    private static HttpMessage WithBody(this HttpMessage message, PooledBody body, string contentType)
    {
        message.Request.Headers.Add("Content-Type", contentType);
        message.Request.Content = body;
        return message;
    }

    private static HttpMessage WithQuery(this HttpMessage message, params ReadOnlySpan<(string Name, string? Value)> parameters)
    {
        foreach (var (name, value) in parameters)
        {
            if (value is not null)
                message.Request.Uri.AppendQuery(name, value, escapeValue: true);
        }
        return message;
    }

    private static string? Text(int? number) => number?.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>What a query asks for; null means the service's default.</summary>
internal readonly record struct EntityQuery(string? Filter, string? Select, int? Top);

/// <summary>Where the next page starts. As text: both keys, a space between them.</summary>
internal readonly record struct Continuation(string? PartitionKey, string? RowKey)
{
    public static Continuation Parse(string? token)
    {
        if (string.IsNullOrEmpty(token))
            return default;
        // The service's continuation values are encoded and hold no space.
        var space = token.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0)
            return new Continuation(token, null);
        var rowKey = token[(space + 1)..];
        return new Continuation(token[..space], rowKey.Length == 0 ? null : rowKey);
    }

    /// <summary>Null when the answer says that there is no further page.</summary>
    public static string? TokenOf(Response response)
    {
        var hasPartition = response.Headers.TryGetValue("x-ms-continuation-NextPartitionKey", out var partitionKey);
        var hasRow = response.Headers.TryGetValue("x-ms-continuation-NextRowKey", out var rowKey);
        return hasPartition || hasRow ? string.Concat(partitionKey, " ", rowKey) : null;
    }
}
