using System.Text.Json;
using System.Text.Json.Serialization;
using Azure.Data.Tables;
using IntegrationHub.Identifiers;
using IntegrationHub.Operations;
using IntegrationHub.Storage;

namespace IntegrationHub.Messaging;

/// <summary>Some messages of a commit, as one row of the record's partition.</summary>
public sealed record OutboxRow(string RowKey, IReadOnlyList<OutboxMessage> Messages);

/// <summary>Outbox rows of a record's partition: in the order of the commits, several messages to a row.</summary>
internal static class OutboxRows
{
    /// <summary>Rows from here …</summary>
    internal const string From = "o|";

    /// <summary>… to before here.</summary>
    internal const string To = "p";

    private const string Parked = "x|";

    /// <summary>Column with the <c>traceparent</c> of the commit.</summary>
    internal const string Trace = "Trace";

    /// <summary>Where a row that is set aside lies: beside the outbox, in the same partition.</summary>
    internal static string ToParked(string rowKey) => Parked + rowKey[From.Length..];

    /// <summary>Characters of JSON in one row: a table string holds 32,768.</summary>
    private const int MaxText = 28_000;

    internal static IReadOnlyList<OutboxRow> Make(int commit, IReadOnlyList<OutboxMessage> messages)
    {
        var rows = new List<OutboxRow>();
        var packed = new List<OutboxMessage>();
        var size = 0;
        foreach (var message in messages)
        {
            var length = JsonSerializer.Serialize(message, OutboxJson.Default.OutboxMessage).Length;
            if (length > MaxText)
                throw new InvalidOperationException("An outbox message is too long for its row.");
            if (size + length > MaxText)
                Flush();
            packed.Add(message);
            size += length + 1;
        }

        Flush();
        return rows;

        void Flush()
        {
            if (packed.Count == 0)
                return;
            rows.Add(new OutboxRow($"{From}{commit:D10}|{rows.Count:D4}", [.. packed]));
            packed.Clear();
            size = 0;
        }
    }

    /// <summary>With the trace of the message that left it, for whoever goes on with it after a crash.</summary>
    internal static TableEntity ToEntity(RecordId record, OutboxRow row)
    {
        var entity = new TableEntity(record.Value, row.RowKey)
        {
            ["Messages"] = JsonSerializer.Serialize(row.Messages, OutboxJson.Default.IReadOnlyListOutboxMessage),
        };
        if (HubTrace.Current is { } trace)
            entity[Trace] = trace;
        return entity;
    }

    internal static IReadOnlyList<OutboxMessage> Read(TableEntity row) =>
        JsonSerializer.Deserialize(row.Text("Messages"), OutboxJson.Default.IReadOnlyListOutboxMessage) ?? [];
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(OutboxMessage))]
[JsonSerializable(typeof(IReadOnlyList<OutboxMessage>))]
internal sealed partial class OutboxJson : JsonSerializerContext;
