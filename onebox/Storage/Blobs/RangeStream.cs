namespace Onebox.Storage.Blobs;

/// <summary>A part of a file as a stream; closing it closes the file.</summary>
internal sealed class RangeStream : Stream
{
    private readonly FileStream file;
    private readonly long from;
    private readonly long length;
    private long position;

    public RangeStream(FileStream file, long from, long length)
    {
        this.file = file;
        this.from = from;
        this.length = length;
        file.Position = from;
    }

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;
    public override long Length => length;

    public override long Position
    {
        get => position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            position = value;
            file.Position = from + value;
        }
    }

    public override int Read(Span<byte> buffer)
    {
        var read = file.Read(buffer[..Left(buffer.Length)]);
        position += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await file.ReadAsync(buffer[..Left(buffer.Length)], cancellationToken);
        position += read;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) =>
        Position = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => position + offset,
            _ => length + offset,
        };

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            file.Dispose();
        base.Dispose(disposing);
    }

    private int Left(int wanted) => (int)Math.Max(0, Math.Min(wanted, length - position));
}
