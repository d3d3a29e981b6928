using System.Buffers;
using Azure.Core;

namespace Azure.Data.Tables.Connection;

/// <summary>
/// A request body that grows in a pooled array and is written to the transport in one piece. The array goes back to the pool only by
/// <see cref="Recycle"/>, after a 2xx answer: before it a transport (or a socket that is still sending when the answer has already
/// come) may be reading, and a recycled array would then carry another request's bytes.
/// </summary>
internal sealed class PooledBody : RequestContent, IBufferWriter<byte>
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(4096);
    private int _length;

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _length);

    public void Advance(int count) => _length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _bytes.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _bytes.AsSpan(_length);
    }

    public override bool TryComputeLength(out long length)
    {
        length = _length;
        return true;
    }

    public override void WriteTo(Stream stream, CancellationToken cancellation) => stream.Write(Written.Span);

    public override Task WriteToAsync(Stream stream, CancellationToken cancellation) => stream.WriteAsync(Written, cancellation).AsTask();

    /// <summary>Gives the array back. The body is empty afterwards.</summary>
    public void Recycle()
    {
        var bytes = Interlocked.Exchange(ref _bytes, []);
        _length = 0;
        if (bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(bytes);
    }

    public override void Dispose() { }

    private void Reserve(int more)
    {
        if (_bytes.Length - _length >= more)
            return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, _length + more));
        Written.CopyTo(larger);
        // No one but this writer has seen the smaller array: bodies are sent only when they are complete.
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
