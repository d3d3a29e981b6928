namespace Onebox.Storage;

/// <summary>Settings of <see cref="EmbeddedStorage"/>; the defaults serve.</summary>
public sealed record EmbeddedStorageOptions
{
    /// <summary>Blobs up to this many bytes live in the database and share its flush; larger ones get a file each. Default 256 KiB.</summary>
    public int LargestInlineBlob { get; init; } = 256 * 1024;

    /// <summary>Roughly how many bytes the write-ahead log takes before it is moved into the database file. Default 32 MiB.</summary>
    public long LogBytesBeforeCheckpoint { get; init; } = 32L * 1024 * 1024;

    /// <summary>Page size of a newly made database, in bytes: a power of two from 512 to 65,536. Default 8,192.</summary>
    public int PageSize { get; init; } = 8192;

    /// <summary>The port that says "blobs" in a path-style address such as <c>http://127.0.0.1:10000/devstoreaccount1</c>.</summary>
    public int BlobPort { get; init; } = 10000;

    /// <summary>The port that says "tables" in a path-style address such as <c>http://127.0.0.1:10002/devstoreaccount1</c>.</summary>
    public int TablePort { get; init; } = 10002;
}
