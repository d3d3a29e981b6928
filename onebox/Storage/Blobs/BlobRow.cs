using System.Globalization;
using Onebox.Storage.Engine;
using Onebox.Storage.Http;
using Onebox.Storage.Sqlite;

namespace Onebox.Storage.Blobs;

/// <summary>A blob's row without its content.</summary>
internal sealed record BlobRow(long Id, long Stamp, long Created, long Size, byte[] Properties, string? File)
{
    /// <summary>Reads the columns every blob statement starts with.</summary>
    public static BlobRow Read(Statement row) =>
        new(row.Int64(0), row.Int64(1), row.Int64(2), row.Int64(3), row.Bytes(4).ToArray(), row.TextOrNull(5));

    public string Etag => BlobAnswers.Etag(Stamp);

    /// <summary>Adds what every answer about this blob says of it.</summary>
    public EmbeddedResponse Describe(EmbeddedResponse response)
    {
        foreach (var (name, value) in NameValues.Read(Properties))
            response.With(name, value);
        return response
            .With("ETag", Etag)
            .With("Last-Modified", BlobAnswers.Date(Stamp))
            .With("x-ms-creation-time", BlobAnswers.Date(Created))
            .With("x-ms-blob-type", "BlockBlob")
            .With("x-ms-lease-status", "unlocked")
            .With("x-ms-lease-state", "available")
            .With("x-ms-server-encrypted", "true")
            .With("Accept-Ranges", "bytes");
    }
}

/// <summary>The conditional headers of a request: https://learn.microsoft.com/rest/api/storageservices/specifying-conditional-headers-for-blob-service-operations.</summary>
internal sealed record BlobConditions(
    string? IfMatch,
    string? IfNoneMatch,
    DateTimeOffset? IfModifiedSince,
    DateTimeOffset? IfUnmodifiedSince
)
{
    public static (BlobConditions? Conditions, Fault? Fault) Read(Exchange exchange)
    {
        if (
            !TryReadDate(exchange.Header("If-Modified-Since"), out var modified)
            || !TryReadDate(exchange.Header("If-Unmodified-Since"), out var unmodified)
        )
            return (null, BlobFaults.InvalidHeaderValue);
        return (new BlobConditions(exchange.Header("If-Match"), exchange.Header("If-None-Match"), modified, unmodified), null);
    }

    public Fault? CheckRead(BlobRow row)
    {
        if (FailsMatch(row) || FailsUnmodified(row))
            return BlobFaults.ConditionNotMet;
        return FailsNoneMatch(row) || FailsModified(row) ? BlobFaults.NotModified : null;
    }

    /// <summary>For writes that make or replace a blob, and those that change one.</summary>
    public Fault? CheckWrite(BlobRow? row)
    {
        if (row is null)
            return IfMatch is null ? null : BlobFaults.ConditionNotMet;
        if (IfNoneMatch == "*")
            return BlobFaults.BlobAlreadyExists;
        return FailsMatch(row) || FailsNoneMatch(row) || FailsModified(row) || FailsUnmodified(row) ? BlobFaults.ConditionNotMet : null;
    }

    private bool FailsMatch(BlobRow row) => IfMatch is not null && IfMatch != "*" && IfMatch != row.Etag;

    private bool FailsNoneMatch(BlobRow row) => IfNoneMatch is not null && (IfNoneMatch == "*" || IfNoneMatch == row.Etag);

    private bool FailsModified(BlobRow row) => IfModifiedSince is { } since && LastModified(row) <= since;

    private bool FailsUnmodified(BlobRow row) => IfUnmodifiedSince is { } since && LastModified(row) > since;

    // The header carries whole seconds, so the comparison must too.
    private static DateTimeOffset LastModified(BlobRow row) => new(row.Stamp - (row.Stamp % TimeSpan.TicksPerSecond), TimeSpan.Zero);

    private static bool TryReadDate(string? text, out DateTimeOffset? date)
    {
        date = null;
        if (text is null)
            return true;
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed))
            return false;
        date = parsed;
        return true;
    }
}
