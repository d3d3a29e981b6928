using System.Buffers;
using System.Text;
using System.Text.Json;

namespace IntegrationHub.CareRecord;

/// <summary>A code as its sender gave it.</summary>
public sealed record EntryCoding(string? System, string? Code, string? Display)
{
    /// <summary>
    /// A list as <see cref="EntryJson"/> wrote it. By hand, because a record has thousands of them and each is short.
    /// </summary>
    internal static IReadOnlyList<EntryCoding> ReadList(string json)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(json.Length));
        try
        {
            var reader = new Utf8JsonReader(bytes.AsSpan(0, Encoding.UTF8.GetBytes(json, bytes)));
            var all = new List<EntryCoding>(2);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
                all.Add(ReadOne(ref reader));
            return all;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static EntryCoding ReadOne(ref Utf8JsonReader reader)
    {
        string? system = null;
        string? code = null;
        string? display = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isSystem, isCode) = (reader.ValueTextEquals("system"u8), reader.ValueTextEquals("code"u8));
            reader.Read();
            if (isSystem)
                system = reader.ValueTextEquals("http://snomed.info/sct"u8) ? Snomed : reader.GetString();
            else if (isCode)
                code = reader.GetString();
            else
                display = reader.GetString();
        }

        return new EntryCoding(system, code, display);
    }

    /// <summary>One text for most codings of a record.</summary>
    private const string Snomed = "http://snomed.info/sct";
}

/// <summary>
/// What the shared care record says of one resource: made by a pure function from its message alone, so that it can be made again
/// from the snapshot and comes out equal.
/// </summary>
/// <param name="Section">The heading of the PRSB Core Information Standard it stands under.</param>
/// <param name="Display">One line a clinician can act on; the sender's own words before any code's.</param>
public sealed record EntryContent(Section Section, string Display)
{
    public IReadOnlyList<EntryCoding> Codings { get; init; } = [];

    /// <summary>The resource's own status code, such as <c>active</c> or <c>entered-in-error</c>.</summary>
    public string? Status { get; init; }

    /// <summary>The clinically relevant date as the sender wrote it (FHIR date, dateTime or instant, any precision).</summary>
    public string? Date { get; init; }

    /// <summary>
    /// What the date is, where it is not what a date of its type usually is: <c>recorded</c> for a problem whose onset is not told.
    /// </summary>
    public string? DateIs { get; init; }

    /// <summary>A measured or stated value with its unit, a dose, a reaction: whatever stands beside the display.</summary>
    public string? Value { get; init; }

    /// <summary>The sender's security labels (meta.security codes), never lowered.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Who its sender says wrote, asked for or did it, by name; null where only the organisation is known.</summary>
    public string? By { get; init; }

    /// <summary>References that may be named when the record is read: see <see cref="RecordReferences"/>.</summary>
    public IReadOnlyList<PendingReference> Pending { get; init; } = [];

    /// <summary>
    /// What the same resource says under other headings: a Patient names the practice and the next of kin too. Each is shown as an entry
    /// with the same id under its own heading. Labels are those of the whole.
    /// </summary>
    public IReadOnlyList<EntryContent> Parts { get; init; } = [];

    /// <summary>
    /// What tells it apart from another entry of the same code: a verification that is not confirmed, a side or site of the body, a thing
    /// not to be done. Only entries that are equal in it can be one fact. Null for most.
    /// </summary>
    public string? Apart { get; init; }

    public override string ToString() => $"EntryContent {{ Section = {Section.Code} }}";
}

/// <summary>What became of a resource: an entry, or kept unmapped with a stable code for why.</summary>
public abstract record MappingOutcome
{
    private MappingOutcome() { }

    public sealed record Mapped(EntryContent Content) : MappingOutcome;

    /// <param name="Reason">Such as <c>type-not-mapped</c>: kept, listed and counted, never guessed.</param>
    /// <param name="Content">What it is called, for the entries that refer to it; under <see cref="Section.Unmapped"/>.</param>
    public sealed record Unmapped(string Reason, EntryContent? Content = null) : MappingOutcome;
}
