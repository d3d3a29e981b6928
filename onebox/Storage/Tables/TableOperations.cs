using System.Globalization;
using System.Text.Json;
using Onebox.Storage.Engine;
using Onebox.Storage.Http;
using Onebox.Storage.Tables.Filter;

namespace Onebox.Storage.Tables;

/// <summary>Create, delete and query tables.</summary>
internal sealed class TableOperations(StorageEngine engine)
{
    private const int LargestBody = 4 * 1024;
    private const int LargestPage = 1000;

    public ValueTask<Answer> RunAsync(Exchange exchange, string method, string? named) =>
        (method, named) switch
        {
            ("POST", null) => CreateAsync(exchange),
            ("GET", null) => new ValueTask<Answer>(Query(exchange)),
            ("DELETE", not null) => DeleteAsync(exchange, named),
            _ => new ValueTask<Answer>(TableFaults.MethodNotAllowed),
        };

    private async ValueTask<Answer> CreateAsync(Exchange exchange)
    {
        string? name;
        using (var body = await exchange.ReadBodyAsync(LargestBody))
            name = ReadName(body.Written);
        if (name is null)
            return TableFaults.InvalidInput;
        if (KeyRules.CheckTableName(name) is { } badName)
            return badName;
        if (await engine.Submit(new CreateTable(name) { Cancellation = exchange.Cancellation }) is { } fault)
            return fault;

        var location = $"{exchange.Target.Origin}/Tables('{name}')";
        if (string.Equals(exchange.Header("Prefer"), "return-no-content", StringComparison.OrdinalIgnoreCase))
            return TableAnswers
                .Empty(204)
                .With("Location", location)
                .With("Preference-Applied", "return-no-content")
                .With("DataServiceId", location);
        var output = new Output(256);
        var json = new EntityJson(
            EntityJson.LevelOf(exchange.Target.Query["$format"], exchange.Header("Accept")),
            null,
            "Tables",
            exchange.Target.Origin
        );
        json.WriteContext(output, single: true);
        WriteTable(output, name);
        output.Add((byte)'}');
        return TableAnswers.Json(201, json.ContentType, output).With("Location", location);
    }

    private async ValueTask<Answer> DeleteAsync(Exchange exchange, string name)
    {
        var fault = await engine.Submit(new DeleteTable(name, engine.Submit) { Cancellation = exchange.Cancellation });
        return fault is null ? TableAnswers.Empty(204) : fault;
    }

    private Answer Query(Exchange exchange)
    {
        var query = exchange.Target.Query;
        FilterNode? filter = null;
        if (query["$filter"] is { Length: > 0 } text && (filter = FilterParser.Parse(text)) is null)
            return TableFaults.InvalidInput;
        if (!EntityQuery.TryReadTop(query["$top"], out var most))
            return TableFaults.InvalidInput;
        if (!TableAnswers.TryReadContinuation(query["NextTableName"] ?? "", out var from))
            return TableFaults.InvalidInput;

        var output = new Output(1024);
        var json = new EntityJson(EntityJson.LevelOf(query["$format"], exchange.Header("Accept")), null, "Tables", exchange.Target.Origin);
        json.WriteContext(output, single: false);
        output.Add("\"value\":["u8);
        var count = 0;
        string? next = null;
        foreach (var table in engine.Catalogue.Tables.Values)
        {
            if (StringComparer.OrdinalIgnoreCase.Compare(table.Name, from) < 0 || !Matches(filter, table.Name))
                continue;
            if (count == Math.Min(most ?? LargestPage, LargestPage))
            {
                next = table.Name;
                break;
            }

            if (count++ > 0)
                output.Add((byte)',');
            output.Add((byte)'{');
            WriteTable(output, table.Name);
            output.Add((byte)'}');
        }

        output.Add("]}"u8);
        var response = TableAnswers.Json(200, json.ContentType, output);
        return next is null ? response : response.With("x-ms-continuation-NextTableName", TableAnswers.ToContinuation(next));
    }

    private static bool Matches(FilterNode? filter, string name)
    {
        if (filter is null)
            return true;
        var row = new Output(name.Length + 16);
        WriteTable(row, name);
        return filter.Matches(new FilterRow([], [], 0, row.Written.Span));
    }

    private static void WriteTable(Output output, string name)
    {
        output.Add("\"TableName\":"u8);
        JsonText.Write(output, name);
    }

    private static string? ReadName(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.TryGetProperty("TableName", out var name) ? name.GetString() : null;
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
