using System.Globalization;
using System.Text;
using System.Text.Json;
using Azure.Data.Tables;

namespace IntegrationHub.Bench;

/// <summary>A row that the hub wrote, to be written again into another partition.</summary>
internal sealed record CapturedRow(
    TableTransactionActionType Action,
    string Table,
    string RowKey,
    IReadOnlyList<(string Name, object Value)> Columns
)
{
    private const string TypeSuffix = "@odata.type";

    public TableEntity In(string partition)
    {
        var entity = new TableEntity(partition, RowKey);
        foreach (var (name, value) in Columns)
            entity[name] = value;
        return entity;
    }

    /// <summary>The rows of a transaction's body: a multipart of requests, each with one line of JSON.</summary>
    public static IReadOnlyList<CapturedRow> InTransaction(ReadOnlySpan<byte> body)
    {
        var rows = new List<CapturedRow>();
        var method = "";
        var table = "";
        foreach (var line in Encoding.UTF8.GetString(body).Split("\r\n"))
        {
            if (line.EndsWith(" HTTP/1.1", StringComparison.Ordinal))
            {
                method = line[..line.IndexOf(' ', StringComparison.Ordinal)];
                var address = new Uri(line.Split(' ')[1]).AbsolutePath;
                table = address[(address.LastIndexOf('/') + 1)..].Split('(')[0];
            }
            else if (line.StartsWith('{'))
                rows.Add(Of(method, table, Encoding.UTF8.GetBytes(line)));
        }

        return rows;
    }

    public static CapturedRow Of(string method, string table, ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        var columns = new List<(string, object)>();
        foreach (var property in root.EnumerateObject())
        {
            if (property.Name is "PartitionKey" or nameof(RowKey) || property.Name.EndsWith(TypeSuffix, StringComparison.Ordinal))
                continue;
            var type = root.TryGetProperty(property.Name + TypeSuffix, out var named) ? named.GetString() : null;
            columns.Add((property.Name, ValueOf(property.Value, type)));
        }

        // A head that is new is added; the other rows may be there already, as the hub must allow for.
        var action = method == "POST" ? TableTransactionActionType.Add : TableTransactionActionType.UpsertReplace;
        return new CapturedRow(action, table, root.GetProperty(nameof(RowKey)).GetString()!, columns);
    }

    private static object ValueOf(JsonElement value, string? type) =>
        (type, value.ValueKind) switch
        {
            ("Edm.DateTime", _) => value.GetDateTimeOffset(),
            ("Edm.Int64", _) => long.Parse(value.GetString()!, CultureInfo.InvariantCulture),
            ("Edm.Binary", _) => value.GetBytesFromBase64(),
            ("Edm.Guid", _) => value.GetGuid(),
            (null, JsonValueKind.Number) when value.TryGetInt32(out var number) => number,
            (_, JsonValueKind.Number) => value.GetDouble(),
            (_, JsonValueKind.True or JsonValueKind.False) => value.GetBoolean(),
            _ => value.GetString()!,
        };
}
