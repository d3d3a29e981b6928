using Azure.Data.Tables;
using IntegrationHub.Identifiers;
using IntegrationHub.Storage;

namespace IntegrationHub.CareRecord;

/// <summary>Who sent a message, when and over which way: stored with every commit and never changed.</summary>
public sealed record Provenance(
    OdsCode Sender,
    string Role,
    string Subject,
    string? Purpose,
    DateTimeOffset ReceivedAt,
    string CorrelationId
);

/// <summary>
/// One message's effect on one record. Its row is what makes the message's entries visible, the receipt that answers a repeat, and
/// a link of the record's audit chain, all at once: there is no moment at which only one of the three is true.
/// </summary>
public sealed record Commit(RecordId Record, string Identity)
{
    private readonly int? arrival;
    private readonly DateTimeOffset? knownAt;
    private string? attempt;

    /// <summary>1 for a record's first commit; without holes.</summary>
    public required int Number { get; init; }

    /// <summary>Whether it is the first of a record whose person is not known.</summary>
    internal bool BeginsToWait => Number == 1 && !Record.IsMatched;

    public required Provenance Provenance { get; init; }

    /// <summary>SHA-256 of the message's bytes, base32: tells a repeat from a key used for something else.</summary>
    public required string ContentHash { get; init; }

    /// <summary>Name of the snapshot that the entries' ranges refer to.</summary>
    public required string Snapshot { get; init; }

    public required int Entries { get; init; }

    public required int Unmapped { get; init; }

    /// <summary>What it changed of whom the record is about; nearly always nothing.</summary>
    public IReadOnlyList<IdentityChange> Changes { get; init; } = [];

    /// <summary>
    /// Where the commit stands among those of its person by arrival: its number, or where several records are read as one its place
    /// among the commits of them all.
    /// </summary>
    public int Arrival
    {
        get => arrival ?? Number;
        init => arrival = value;
    }

    /// <summary>From when on the record showed it: its time of receipt, or that of an earlier commit where it was received before that.</summary>
    public DateTimeOffset KnownAt
    {
        get => knownAt ?? Provenance.ReceivedAt;
        init => knownAt = value;
    }

    /// <summary>What the head says of the person from this commit on; null where it changed nothing of that.</summary>
    public PersonFacts? Facts { get; init; }

    /// <summary>Status and body of the first answer, given again to each repeat.</summary>
    public required StoredAnswer Answer { get; init; }

    /// <summary>
    /// The sender's own ids of the person that this commit told the record of. Each is led here after the commit; that it is done shows
    /// only in the other partition, so the row is where a sweep finds what may still have to be.
    /// </summary>
    public IReadOnlyList<RecordId> Links { get; init; } = [];

    /// <summary>Hash over this row and the hash before it.</summary>
    public required string Hash { get; init; }

    /// <summary>
    /// Tells the attempts of one message apart that do not make the same rows: other bytes under the same key, or the same bytes
    /// received at another time (sent again on another day). Only the rows of the attempt that was committed are shown.
    /// </summary>
    internal string Attempt => attempt ??= AttemptOf(ContentHash, Provenance.ReceivedAt);

    internal static string AttemptOf(string contentHash, DateTimeOffset receivedAt)
    {
        Span<byte> hash = stackalloc byte[32];
        FramedHash.Sha256(hash, contentHash, receivedAt.UtcTicks.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return Base32.Encode(hash[..5]);
    }

    internal const string Prefix = "c|";

    internal static string RowKeyOf(string identity) => Prefix + identity;

    internal static readonly string[] ColumnsWithoutAnswer =
    [
        "Number",
        "Sender",
        "Role",
        "Subject",
        "Purpose",
        "ReceivedAt",
        "Correlation",
        "Content",
        "Snapshot",
        "Entries",
        "Unmapped",
        "Hash",
        "PreviousHash",
        "Changes",
        "Facts",
        "AnswerStatus",
    ];

    internal static Commit From(TableEntity row)
    {
        if (!RecordId.TryParse(row.PartitionKey, out var record))
            throw new InvalidDataException("A commit in a partition that is no record.");
        return new(record, row.RowKey[Prefix.Length..])
        {
            Number = row.GetInt32("Number") ?? 0,
            Provenance = new(
                OdsCode.Parse(row.Text("Sender")),
                row.Text("Role"),
                row.Text("Subject"),
                row.GetString("Purpose"),
                row.GetDateTimeOffset("ReceivedAt") ?? default,
                row.Text("Correlation")
            ),
            ContentHash = row.Text("Content"),
            Snapshot = row.Text("Snapshot"),
            Entries = row.GetInt32("Entries") ?? 0,
            Unmapped = row.GetInt32("Unmapped") ?? 0,
            Changes = IdentityChange.Split(row.GetString("Changes")),
            Facts = PersonFacts.Parse(row.GetString("Facts")),
            Hash = row.Text("Hash"),
            Links = [.. (row.GetString("Links") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(LinkOf)],
            Answer = StoredAnswer.From(row),
        };
    }

    private static RecordId LinkOf(string text) =>
        RecordId.TryParse(text, out var link) ? link : throw new InvalidDataException("A link to what is no record.");

    internal TableEntity ToRow(string previousHash)
    {
        var row = new TableEntity(Record.Value, RowKeyOf(Identity))
        {
            ["Number"] = Number,
            ["Sender"] = Provenance.Sender.Value,
            ["Role"] = Provenance.Role,
            ["Subject"] = Provenance.Subject,
            ["ReceivedAt"] = Provenance.ReceivedAt,
            ["Correlation"] = Provenance.CorrelationId,
            ["Content"] = ContentHash,
            ["Snapshot"] = Snapshot,
            ["Entries"] = Entries,
            ["Unmapped"] = Unmapped,
            ["PreviousHash"] = previousHash,
            ["Hash"] = Hash,
        };
        if (Provenance.Purpose is { } purpose)
            row["Purpose"] = purpose;
        if (Links.Count > 0)
            row["Links"] = string.Join(' ', Links.Select(link => link.Value));
        if (Changes.Count > 0)
            row["Changes"] = IdentityChange.Join(Changes);
        if (Facts is { } facts)
            row["Facts"] = facts.ToJson();
        Answer.WriteTo(row);
        return row;
    }
}
