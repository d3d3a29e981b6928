using System.Buffers;
using IntegrationHub.CareRecord;
using IntegrationHub.CareRecord.Reading;
using IntegrationHub.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace IntegrationHub.Functions.CareRecord;

/// <summary>A record as JSON. A long one is more than a megabyte: it is written into memory that is used again, not left to be collected.</summary>
internal sealed class RecordResult(RecordReading reading) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var bytes = new RentedBytes(RecordJson.SizeOf(reading));
        RecordJson.Write(bytes, reading);
        await new BytesResult(StatusCodes.Status200OK, Bodies.Json, bytes.Written) { ETag = reading.ETag }.ExecuteAsync(httpContext);
    }

    private sealed class RentedBytes(int size) : IBufferWriter<byte>, IDisposable
    {
        private byte[] bytes = ArrayPool<byte>.Shared.Rent(size);
        private int count;

        public ReadOnlyMemory<byte> Written => bytes.AsMemory(0, count);

        public void Advance(int written) => count += written;

        public Memory<byte> GetMemory(int sizeHint = 0)
        {
            Reserve(Math.Max(sizeHint, 1));
            return bytes.AsMemory(count);
        }

        public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

        // Cleared: what was said of one person is not to lie about in memory.
        public void Dispose() => ArrayPool<byte>.Shared.Return(bytes, clearArray: true);

        private void Reserve(int more)
        {
            if (bytes.Length - count >= more)
                return;
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(bytes.Length * 2, count + more));
            Written.Span.CopyTo(larger);
            Dispose();
            bytes = larger;
        }
    }
}
