using System.Globalization;
using Azure;
using Azure.Data.Tables;
using IntegrationHub.Access;
using IntegrationHub.Identifiers;
using IntegrationHub.Storage;

namespace IntegrationHub.Import;

/// <summary>
/// How far one dropped file has come: a row of table Imports, under <c>o|{id}</c> while it is open and <c>d|{id}</c> when it is done.
/// </summary>
/// <param name="Id">A hash of the file's name and version.</param>
public sealed record ImportState(string Id)
{
    public required string Blob { get; init; }

    /// <summary>The blob's ETag: a file that is replaced is another import.</summary>
    public required string BlobVersion { get; init; }

    /// <summary>Of the file.</summary>
    public required long Bytes { get; init; }

    public required Caller Caller { get; init; }

    public required DateTimeOffset RegisteredAt { get; init; }

    /// <summary>Bytes that are worked in, always at the end of a line.</summary>
    public long Offset { get; init; }

    public long Lines { get; init; }

    /// <summary>Resources that are in records.</summary>
    public long Resources { get; init; }

    /// <summary>Resources and lines that were refused.</summary>
    public long Refused { get; init; }

    /// <summary>How often each code stands in the error file: <c>INT121:3 INT200:1</c>.</summary>
    public string Codes { get; init; } = "";

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Why the file as a whole was not, or not wholly, read; null where it was.</summary>
    public string? Stopped { get; init; }

    /// <summary>Until when the file is in the hands of <see cref="Owner"/>.</summary>
    public DateTimeOffset LeasedUntil { get; init; }

    public string? Owner { get; init; }

    internal ETag Version { get; init; }

    internal const string Partition = "imports";
    internal const string Open = "o|";
    internal const string Done = "d|";

    public override string ToString() => $"ImportState {{ {Id}, {Offset} of {Bytes} }}";

    internal static string IdOf(string blob, string blobVersion)
    {
        Span<byte> hash = stackalloc byte[32];
        FramedHash.Sha256(hash, "import", blob, blobVersion);
        return Base32.Encode(hash)[..26];
    }

    /// <summary>With more refusals of a code each.</summary>
    internal ImportState With(IEnumerable<string> codes)
    {
        var counts = Codes
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(text => text.Split(':'))
            .ToDictionary(parts => parts[0], parts => long.Parse(parts[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
        foreach (var code in codes)
            counts[code] = counts.GetValueOrDefault(code) + 1;
        var text = counts
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key}:{pair.Value}"));
        return this with { Codes = string.Join(' ', text) };
    }

    internal static ImportState From(TableEntity row)
    {
        if (!Roles.TryParse(row.Text("Role"), out var role))
            throw new InvalidDataException("An import's row cannot be read.");
        return new(row.RowKey[Open.Length..])
        {
            Blob = row.Text("Blob"),
            BlobVersion = row.Text("BlobVersion"),
            Bytes = row.GetInt64("Bytes") ?? 0,
            Caller = new Caller(OdsCode.Parse(row.Text("Organisation")), role, row.GetString("Purpose"), row.Text("Subject")),
            RegisteredAt = row.GetDateTimeOffset("RegisteredAt") ?? default,
            Offset = row.GetInt64("Offset") ?? 0,
            Lines = row.GetInt64("Lines") ?? 0,
            Resources = row.GetInt64("Resources") ?? 0,
            Refused = row.GetInt64("Refused") ?? 0,
            Codes = row.GetString("Codes") ?? "",
            FinishedAt = row.GetDateTimeOffset("FinishedAt"),
            Stopped = row.GetString("Stopped"),
            LeasedUntil = row.GetDateTimeOffset("LeasedUntil") ?? default,
            Owner = row.GetString("Owner"),
            Version = row.ETag,
        };
    }

    internal TableEntity ToRow(string prefix)
    {
        var row = new TableEntity(Partition, prefix + Id)
        {
            ["Blob"] = Blob,
            ["BlobVersion"] = BlobVersion,
            ["Bytes"] = Bytes,
            ["Organisation"] = Caller.Organisation.Value,
            ["Role"] = Caller.Role.Name(),
            ["Subject"] = Caller.Subject,
            ["RegisteredAt"] = RegisteredAt,
            ["Offset"] = Offset,
            ["Lines"] = Lines,
            ["Resources"] = Resources,
            ["Refused"] = Refused,
            ["Codes"] = Codes,
            ["LeasedUntil"] = LeasedUntil,
        };
        if (Caller.Purpose is { } purpose)
            row["Purpose"] = purpose;
        if (FinishedAt is { } finished)
            row["FinishedAt"] = finished;
        if (Stopped is { } code)
            row["Stopped"] = code;
        if (Owner is { } owner)
            row["Owner"] = owner;
        return row;
    }
}
