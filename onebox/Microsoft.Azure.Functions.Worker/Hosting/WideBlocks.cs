using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// What the server receives into: blocks of 64 KiB. Its own are of 4 KiB, and each costs it two calls of the system, some 350 for a message
/// of 700 KB. An idle connection holds none, since the server waits for data before it takes one.
/// </summary>
internal sealed class WideBlocks : IMemoryPoolFactory<byte>
{
    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => new Pool();

    private sealed class Pool : MemoryPool<byte>
    {
        private const int BlockSize = 64 * 1024;

        public override int MaxBufferSize => BlockSize;

        public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, BlockSize);
            return Shared.Rent(BlockSize);
        }

        protected override void Dispose(bool disposing) { }
    }
}
