using Onebox.Storage.Engine;

namespace Onebox.Storage.Blobs;

/// <summary>
/// Puts a blob together from its blocks before the write is queued, so that copying gigabytes holds no other write up. The write then checks
/// that the blocks are still those that were copied.
/// </summary>
internal sealed class BlockAssembly(StorageEngine engine, EmbeddedStorageOptions options)
{
    private sealed record Piece(BlockReference Reference, long Size, long StagedId, string? File, byte[]? Content, long Offset);

    public async ValueTask<(CommitBlocks? Write, Fault? Fault)> PrepareAsync(
        BlobName blob,
        List<BlockReference> list,
        BlobConditions conditions,
        byte[] properties,
        CancellationToken cancellation
    )
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!engine.Catalogue.Containers.TryGetValue(blob.Container, out var container))
                return (null, BlobFaults.ContainerNotFound);
            var state = BlockState.Read(engine, container.Id, blob);
            var (pieces, fault) = Find(container.Id, blob, list, state);
            if (fault is not null)
                return (null, fault);
            try
            {
                var upload = await CopyAsync(pieces!, state.Row, container.Id, blob, cancellation);
                var blocks = BlockState.WriteList(pieces!.Select(piece => (piece.Reference.Id, piece.Size)));
                var staged = pieces!.FindAll(piece => piece.StagedId != 0).ConvertAll(piece => (piece.Reference.Id, piece.StagedId));
                return (
                    new CommitBlocks(blob, conditions, properties, upload, blocks, state.Row?.Stamp, staged)
                    {
                        Cancellation = cancellation,
                    },
                    null
                );
            }
            catch (FileNotFoundException)
            {
                // A block was replaced while it was copied: look again.
                continue;
            }
        }
    }

    private (List<Piece>? Pieces, Fault? Fault) Find(long container, BlobName blob, List<BlockReference> list, BlockState state)
    {
        var pieces = new List<Piece>(list.Count);
        using var lease = engine.Readers.Rent();
        foreach (var reference in list)
        {
            var staged = lease.Session.StagedBlock.Bind(1, container).Bind(2, blob.Key).Bind(3, reference.Id);
            if (reference.MayBeStaged && staged.Step())
            {
                var file = staged.TextOrNull(2);
                pieces.Add(
                    new Piece(reference, staged.Int64(1), staged.Int64(0), file, file is null ? staged.Bytes(3).ToArray() : null, 0)
                );
                staged.Reset();
                continue;
            }

            var committed = state.Committed.FindIndex(block => block.Id == reference.Id);
            if (!reference.MayBeCommitted || committed < 0)
                return (null, BlobFaults.InvalidBlockList);
            var (_, offset, size) = state.Committed[committed];
            pieces.Add(new Piece(reference, size, 0, null, null, offset));
        }

        return (pieces, null);
    }

    private async ValueTask<Upload> CopyAsync(
        List<Piece> pieces,
        BlobRow? row,
        long container,
        BlobName blob,
        CancellationToken cancellation
    )
    {
        var size = pieces.Sum(piece => piece.Size);
        if (size <= options.LargestInlineBlob)
        {
            using var memory = new MemoryStream((int)size);
            await CopyToAsync(memory, pieces, row, container, blob, cancellation);
            return new Upload(size, memory.ToArray(), null, "");
        }

        var name = ContentFiles.NewName();
        var kept = false;
        try
        {
            await using var file = engine.Files.Create(name);
            await CopyToAsync(file, pieces, row, container, blob, cancellation);
            engine.Files.Flush(file);
            kept = true;
            return new Upload(size, null, name, "");
        }
        finally
        {
            if (!kept)
                engine.Files.Discard([name]);
        }
    }

    private async ValueTask CopyToAsync(
        Stream to,
        List<Piece> pieces,
        BlobRow? row,
        long container,
        BlobName blob,
        CancellationToken cancellation
    )
    {
        byte[]? inline = null;
        foreach (var piece in pieces)
        {
            if (piece.Content is not null)
            {
                await to.WriteAsync(piece.Content, cancellation);
            }
            else if (piece.File is not null)
            {
                await using var from = engine.Files.OpenRead(piece.File);
                await from.CopyToAsync(to, cancellation);
            }
            else if (row!.File is { } file)
            {
                await using var from = new RangeStream(engine.Files.OpenRead(file), piece.Offset, piece.Size);
                await from.CopyToAsync(to, cancellation);
            }
            else
            {
                inline ??= ReadInline(container, blob);
                if (inline.Length < piece.Offset + piece.Size)
                    throw new FileNotFoundException("The blob was replaced while its blocks were copied.");
                await to.WriteAsync(inline.AsMemory((int)piece.Offset, (int)piece.Size), cancellation);
            }
        }
    }

    private byte[] ReadInline(long container, BlobName blob)
    {
        using var lease = engine.Readers.Rent();
        var found = lease.Session.BlobWithContent.Bind(1, container).Bind(2, blob.Key);
        if (!found.Step())
            return [];
        var content = found.Bytes(6).ToArray();
        found.Reset();
        return content;
    }
}

/// <summary>Makes the assembled content the blob, provided that nothing it was made from has changed since.</summary>
internal sealed class CommitBlocks(
    BlobName blob,
    BlobConditions conditions,
    byte[] properties,
    Upload upload,
    byte[] blocks,
    long? expectedStamp,
    List<(string Block, long Id)> expectedStaged
) : BlobWrite(blob)
{
    private readonly BlobName blob = blob;

    public Upload Upload { get; } = upload;

    protected override Fault? Apply(WriteSession session, long container, BlobRow? row)
    {
        if (row?.Stamp != expectedStamp)
            return BlobFaults.Stale;
        using (var find = session.Database.Prepare("SELECT id FROM staged WHERE c = ?1 AND name = ?2 AND block = ?3"))
        {
            foreach (var (block, id) in expectedStaged)
            {
                if (!find.Bind(1, container).Bind(2, blob.Key).Bind(3, block).Step() || find.Int64(0) != id)
                    return BlobFaults.Stale;
                find.Reset();
            }
        }

        if (conditions.CheckWrite(row) is { } fault)
            return fault;
        Store(session, container, row, properties, Upload, blocks);
        return null;
    }
}
