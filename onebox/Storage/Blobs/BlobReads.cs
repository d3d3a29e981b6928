using System.Globalization;
using System.Security.Cryptography;
using Onebox.Storage.Engine;
using Onebox.Storage.Http;
using Onebox.Storage.Tables;

namespace Onebox.Storage.Blobs;

/// <summary>Get Blob and Get Blob Properties.</summary>
internal sealed class BlobReads(StorageEngine engine)
{
    private const int LargestRangeWithMd5 = 4 * 1024 * 1024;

    public Answer Describe(Exchange exchange, BlobName blob)
    {
        var (conditions, badCondition) = BlobConditions.Read(exchange);
        if (badCondition is not null)
            return badCondition;
        if (!engine.Catalogue.Containers.TryGetValue(blob.Container, out var container))
            return BlobFaults.ContainerNotFound;
        BlobRow row;
        using (var lease = engine.Readers.Rent())
        {
            var found = lease.Session.Blob.Bind(1, container.Id).Bind(2, blob.Key);
            if (!found.Step())
                return BlobFaults.BlobNotFound;
            row = BlobRow.Read(found);
            found.Reset();
        }

        if (conditions!.CheckRead(row) is { } fault)
            return fault;
        return row.Describe(new EmbeddedResponse(200)).With("Content-Length", row.Size.ToString(CultureInfo.InvariantCulture));
    }

    public Answer Get(Exchange exchange, BlobName blob)
    {
        var (conditions, badCondition) = BlobConditions.Read(exchange);
        if (badCondition is not null)
            return badCondition;
        while (true)
        {
            exchange.Cancellation.ThrowIfCancellationRequested();
            try
            {
                return Read(exchange, blob, conditions!);
            }
            catch (FileNotFoundException)
            {
                // The blob was replaced between its row and its file: the row is read again, and names the new file.
                continue;
            }
        }
    }

    private Answer Read(Exchange exchange, BlobName blob, BlobConditions conditions)
    {
        if (!engine.Catalogue.Containers.TryGetValue(blob.Container, out var container))
            return BlobFaults.ContainerNotFound;
        using var lease = engine.Readers.Rent();
        var found = lease.Session.BlobWithContent.Bind(1, container.Id).Bind(2, blob.Key);
        if (!found.Step())
            return BlobFaults.BlobNotFound;
        try
        {
            var row = BlobRow.Read(found);
            if (conditions.CheckRead(row) is { } fault)
                return fault;
            if (!ByteRange.TryRead(exchange.Header("x-ms-range") ?? exchange.Header("Range"), row.Size, out var range))
                return BlobFaults.InvalidRange;

            var length = range?.Length ?? row.Size;
            var wantsMd5 = exchange.Header("x-ms-range-get-content-md5") == "true";
            if (wantsMd5 && (range is null || length > LargestRangeWithMd5))
                return BlobFaults.OutOfRangeInput;
            var response = new EmbeddedResponse(range is null ? 200 : 206);
            if (row.File is { } file)
            {
                response.ContentStream = new RangeStream(engine.Files.OpenRead(file), range?.From ?? 0, length);
            }
            else
            {
                var content = found.Bytes(6).Slice((int)(range?.From ?? 0), (int)length).ToArray();
                response.ContentStream = new MemoryStream(content, 0, content.Length, writable: false, publiclyVisible: true);
            }

            return Finish(response, row, range, length, wantsMd5);
        }
        finally
        {
            found.Reset();
        }
    }

    private static EmbeddedResponse Finish(EmbeddedResponse response, BlobRow row, ByteRange? range, long length, bool wantsMd5)
    {
        response.With("Content-Length", length.ToString(CultureInfo.InvariantCulture));
        if (range is not { } part)
            return row.Describe(response);

        // Of a part, Content-MD5 would be the part's; the whole blob's goes under a name of its own.
        var whole = NameValues.Read(row.Properties);
        var md5 = whole.Find(pair => pair.Key == "Content-MD5").Value;
        row = row with { Properties = NameValues.Write(whole.FindAll(pair => pair.Key != "Content-MD5")) };
        response.With(
            "Content-Range",
            string.Create(CultureInfo.InvariantCulture, $"bytes {part.From}-{part.From + length - 1}/{row.Size}")
        );
        if (md5 is not null)
            response.With("x-ms-blob-content-md5", md5);
        if (wantsMd5)
        {
            response.With("Content-MD5", Md5Of(response.ContentStream!));
            response.ContentStream!.Position = 0;
        }

        return row.Describe(response);
    }

#pragma warning disable CA5351 // The protocol's checksum; it protects nothing against intent.
    private static string Md5Of(Stream content) => Convert.ToBase64String(MD5.HashData(content));
#pragma warning restore CA5351
}

/// <summary>A range of bytes inside a blob, cut to its size.</summary>
internal readonly record struct ByteRange(long From, long Length)
{
    /// <summary>Null where no range is asked for or the header is none this service reads; false where it starts beyond the end.</summary>
    public static bool TryRead(string? header, long size, out ByteRange? range)
    {
        range = null;
        if (header is null || !header.StartsWith("bytes=", StringComparison.OrdinalIgnoreCase))
            return true;
        var text = header.AsSpan("bytes=".Length);
        var dash = text.IndexOf('-');
        if (dash < 1 || !long.TryParse(text[..dash], NumberStyles.None, CultureInfo.InvariantCulture, out var from))
            return true;
        var to = size - 1;
        if (
            dash + 1 < text.Length
            && (!long.TryParse(text[(dash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out to) || to < from)
        )
            return true;
        if (from >= size)
            return false;
        range = new ByteRange(from, Math.Min(to, size - 1) - from + 1);
        return true;
    }
}
