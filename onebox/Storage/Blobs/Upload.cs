using System.Security.Cryptography;
using Onebox.Storage.Engine;
using Onebox.Storage.Http;

namespace Onebox.Storage.Blobs;

/// <summary>A request's content, taken in: bytes where it is small, else a flushed file. Either has the MD5 that Azure computes.</summary>
internal sealed record Upload(long Size, byte[]? Content, string? File, string Md5)
{
#pragma warning disable CA5351 // The protocol's checksum; it protects nothing against intent.
    public static async ValueTask<(Upload? Upload, Fault? Fault)> ReadAsync(
        Exchange exchange,
        ContentFiles files,
        int largestInline,
        long largest
    )
    {
        var expected =
            exchange.Header("Content-MD5") ?? (exchange.Target.Query["comp"] is null ? exchange.Header("x-ms-blob-content-md5") : null);
        if (expected is not null && !IsMd5(expected))
            return (null, BlobFaults.InvalidMd5);
        if (exchange.Header("x-ms-content-crc64") is not null || exchange.Header("x-ms-structured-body") is not null)
            return (null, BlobFaults.UnsupportedHeader);
        if (exchange.BodyLength > largest)
            return (null, BlobFaults.RequestBodyTooLarge);

        var upload =
            exchange.BodyLength is { } length && length <= largestInline
                ? await ReadInlineAsync(exchange, largestInline)
                : await ReadToFileAsync(exchange, files);
        if (expected is null || expected == upload.Md5)
            return (upload, null);
        upload.Abandon(files);
        return (null, BlobFaults.Md5Mismatch);
    }

    /// <summary>The write that was to name this content was refused or failed.</summary>
    public void Abandon(ContentFiles files)
    {
        if (File is not null)
            files.Discard([File]);
    }

    private static async ValueTask<Upload> ReadInlineAsync(Exchange exchange, int largestInline)
    {
        using var body = await exchange.ReadBodyAsync(largestInline);
        var content = body.Written.ToArray();
        return new Upload(content.Length, content, null, Convert.ToBase64String(MD5.HashData(content)));
    }

    private static async ValueTask<Upload> ReadToFileAsync(Exchange exchange, ContentFiles files)
    {
        var name = ContentFiles.NewName();
        var kept = false;
        try
        {
            await using var file = files.Create(name);
            using var md5 = MD5.Create();
            await using (var hashing = new CryptoStream(file, md5, CryptoStreamMode.Write, leaveOpen: true))
                await exchange.CopyBodyAsync(hashing);
            files.Flush(file);
            kept = true;
            return new Upload(file.Length, null, name, Convert.ToBase64String(md5.Hash!));
        }
        finally
        {
            if (!kept)
                files.Discard([name]);
        }
    }
#pragma warning restore CA5351

    private static bool IsMd5(string text)
    {
        Span<byte> bytes = stackalloc byte[16];
        return Convert.TryFromBase64String(text, bytes, out var length) && length == 16;
    }
}
