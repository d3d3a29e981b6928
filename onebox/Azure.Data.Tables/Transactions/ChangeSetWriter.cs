using System.Text;
using Azure.Core;
using Azure.Data.Tables.Connection;
using Azure.Data.Tables.Entities;

namespace Azure.Data.Tables.Transactions;

/// <summary>
/// Writes an entity group transaction: one multipart/mixed batch with one change set, whose parts are whole HTTP requests. They are
/// not signed: the batch is.
/// </summary>
internal sealed class ChangeSetWriter
{
    private readonly PooledBody _body;
    private readonly string _address;
    private readonly string _table;
    private readonly string _batch = $"batch_{Guid.NewGuid()}";
    private readonly string _changeSet = $"changeset_{Guid.NewGuid()}";

    private ChangeSetWriter(PooledBody body, TableConnection connection, string table)
    {
        _body = body;
        _address = connection.Address;
        _table = table;
    }

    /// <summary>The request for these actions, in this order.</summary>
    /// <exception cref="InvalidOperationException">There are none.</exception>
    /// <exception cref="ArgumentNullException">An action's entity has no key.</exception>
    public static HttpMessage Message(TableConnection connection, string table, IEnumerable<TableTransactionAction> actions)
    {
        var body = new PooledBody();
        var writer = new ChangeSetWriter(body, connection, table);
        writer.Open();
        var count = 0;
        foreach (var action in actions)
        {
            writer.Append(action);
            count++;
        }
        if (count == 0)
            throw new InvalidOperationException("Transaction contains no operations.");
        writer.Close();
        var message = connection.Message(RequestMethod.Post, EntityPath.Batch);
        message.Request.Headers.Add("Content-Type", $"multipart/mixed; boundary={writer._batch}");
        message.Request.Content = body;
        return message;
    }

    private void Open()
    {
        Text("--").Text(_batch).Line("");
        Text("Content-Type: multipart/mixed; boundary=").Text(_changeSet).Line("").Line("");
    }

    private void Close()
    {
        Text("--").Text(_changeSet).Line("--").Line("");
        Text("--").Text(_batch).Line("--");
    }

    private void Append(TableTransactionAction action)
    {
        var entity = action.Entity;
        ArgumentNullException.ThrowIfNull(entity.PartitionKey);
        ArgumentNullException.ThrowIfNull(entity.RowKey);
        Text("--").Text(_changeSet).Line("");
        Line("Content-Type: application/http").Line("Content-Transfer-Encoding: binary").Line("");
        switch (action.ActionType)
        {
            case TableTransactionActionType.Add:
                Start("POST ", EntityPath.Insert(_table));
                Line("Prefer: return-no-content");
                Body(entity, "application/json;odata=nometadata");
                break;
            case TableTransactionActionType.Delete:
                Start("DELETE ", PathOf(entity));
                IfMatch(action.ETag == default ? ETag.All : action.ETag);
                // The end of its headers, then that of its empty body.
                Line("").Line("");
                break;
            case TableTransactionActionType.UpdateMerge:
                Update("PATCH ", entity, action.ETag);
                break;
            case TableTransactionActionType.UpdateReplace:
                Update("PUT ", entity, action.ETag);
                break;
            case TableTransactionActionType.UpsertMerge:
                Update("PATCH ", entity, default);
                break;
            case TableTransactionActionType.UpsertReplace:
                Update("PUT ", entity, default);
                break;
            default:
                throw new InvalidOperationException("Unknown request type.");
        }
    }

    private void Update(string method, ITableEntity entity, ETag ifMatch)
    {
        Start(method, PathOf(entity));
        if (ifMatch != default)
            IfMatch(ifMatch);
        Body(entity, "application/json");
    }

    private void Start(string method, string path)
    {
        Text(method).Text(_address).Text(path).Line(" HTTP/1.1");
        Line("Accept: application/json;odata=minimalmetadata").Line("DataServiceVersion: 3.0");
    }

    private void IfMatch(ETag etag) => Text("If-Match: ").Line(etag.ToString());

    private void Body(ITableEntity entity, string contentType)
    {
        Text("Content-Type: ").Line(contentType).Line("");
        EntityJson.Append(_body, entity);
        Line("");
    }

    private string PathOf(ITableEntity entity) => EntityPath.Entity(_table, entity.PartitionKey, entity.RowKey);

    private ChangeSetWriter Text(string text)
    {
        // Escaped paths, headers and boundaries: all ASCII.
        _body.Advance(Encoding.ASCII.GetBytes(text, _body.GetSpan(text.Length)));
        return this;
    }

    private ChangeSetWriter Line(string text) => Text(text).Text("\r\n");
}
