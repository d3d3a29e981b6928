using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using IntegrationHub.CareRecord;

namespace IntegrationHub.Intake;

/// <summary>What became of one entry: the part of an answer that depends on the commit. Stored with it.</summary>
/// <param name="Index">Place in the message.</param>
/// <param name="Status">As Bundle.entry.response.status.</param>
/// <param name="Id">The id the hub assigned.</param>
/// <param name="Version">The commit's number.</param>
/// <param name="LastModified">Instant of receipt.</param>
internal sealed record AnswerEntry(int Index, string Status, string Type, string Id, int Version, string LastModified)
{
    internal string Location => string.Create(CultureInfo.InvariantCulture, $"{Type}/{Id}/_history/{Version}");

    internal string ETag => string.Create(CultureInfo.InvariantCulture, $"W/\"{Version}\"");

    internal static StoredAnswer Store(IReadOnlyList<AnswerEntry> entries) =>
        new JustWritten(entries, JsonSerializer.SerializeToUtf8Bytes(entries, AnswerJson.Default.IReadOnlyListAnswerEntry));

    internal static IReadOnlyList<AnswerEntry> Read(StoredAnswer answer) =>
        answer is JustWritten { Entries: var entries }
            ? entries
            : JsonSerializer.Deserialize(answer.Body.Span, AnswerJson.Default.IReadOnlyListAnswerEntry) ?? [];

    /// <summary>Who has just written the answer need not read it; nearly every answer is given once.</summary>
    private sealed record JustWritten(IReadOnlyList<AnswerEntry> Entries, ReadOnlyMemory<byte> Written) : StoredAnswer(200, Written);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<AnswerEntry>))]
internal sealed partial class AnswerJson : JsonSerializerContext;
