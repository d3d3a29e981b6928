using Onebox.Storage.Engine;

namespace Onebox.Storage.Blobs;

/// <summary>What every write to one blob shares: its container and its row as they are at that moment.</summary>
internal abstract class BlobWrite(BlobName blob) : Write
{
    public long Stamp { get; protected set; }

    protected sealed override Fault? Apply(WriteSession session)
    {
        if (!session.Catalogue.Containers.TryGetValue(blob.Container, out var container))
            return BlobFaults.ContainerNotFound;
        var found = session.FindBlob.Bind(1, container.Id).Bind(2, blob.Key);
        BlobRow? row = null;
        if (found.Step())
        {
            row = BlobRow.Read(found);
            found.Reset();
        }

        return Apply(session, container.Id, row);
    }

    protected abstract Fault? Apply(WriteSession session, long container, BlobRow? row);

    /// <summary>Makes or replaces the blob; what its old row and its staged blocks held is freed.</summary>
    protected void Store(WriteSession session, long container, BlobRow? row, byte[] properties, Upload upload, byte[]? blocks)
    {
        Stamp = session.Clock.Next();
        session.Count(upload.Content?.Length ?? 0);
        if (row?.File is { } replaced)
            session.Orphans.Add(replaced);
        DropStaged(session, container);
        var statement = row is null
            ? session.InsertBlob.Bind(1, container).Bind(2, blob.Key).Bind(3, Stamp).Bind(4, Stamp)
            : session.UpdateBlob.Bind(1, row.Id).Bind(2, Stamp).Bind(3, row.Created);
        var next = row is null ? 5 : 4;
        statement.Bind(next, upload.Size).Bind(next + 1, properties).Bind(next + 2, upload.File);
        _ = blocks is null ? statement.BindNull(next + 3) : statement.Bind(next + 3, blocks);
        _ = upload.Content is null ? statement.BindNull(next + 4) : statement.Bind(next + 4, upload.Content);
        statement.Run();
    }

    protected void DropStaged(WriteSession session, long container)
    {
        var staged = session.StagedFiles.Bind(1, container).Bind(2, blob.Key);
        while (staged.Step())
            session.Orphans.Add(staged.Text(0));
        session.DeleteStaged.Bind(1, container).Bind(2, blob.Key).Run();
    }
}

internal sealed class PutBlob(BlobName blob, BlobConditions conditions, byte[] properties, Upload upload) : BlobWrite(blob)
{
    protected override Fault? Apply(WriteSession session, long container, BlobRow? row)
    {
        if (conditions.CheckWrite(row) is { } fault)
            return fault;
        Store(session, container, row, properties, upload, blocks: null);
        return null;
    }
}

internal sealed class ChangeBlob(
    BlobName blob,
    BlobConditions conditions,
    Func<List<KeyValuePair<string, string>>, List<KeyValuePair<string, string>>> change
) : BlobWrite(blob)
{
    protected override Fault? Apply(WriteSession session, long container, BlobRow? row)
    {
        if (row is null)
            return BlobFaults.BlobNotFound;
        // Only a put can find that the blob "already exists"; for a change the condition is simply not met.
        if (conditions.CheckWrite(row) is not null)
            return BlobFaults.ConditionNotMet;
        Stamp = session.Clock.Next();
        var properties = NameValues.Write(change(NameValues.Read(row.Properties)));
        session.UpdateBlobProperties.Bind(1, row.Id).Bind(2, Stamp).Bind(3, properties).Run();
        return null;
    }
}

internal sealed class DeleteBlob(BlobName blob, BlobConditions conditions) : BlobWrite(blob)
{
    protected override Fault? Apply(WriteSession session, long container, BlobRow? row)
    {
        if (row is null)
            return BlobFaults.BlobNotFound;
        // Only a put can find that the blob "already exists"; for a change the condition is simply not met.
        if (conditions.CheckWrite(row) is not null)
            return BlobFaults.ConditionNotMet;
        if (row.File is { } file)
            session.Orphans.Add(file);
        DropStaged(session, container);
        session.DeleteBlob.Bind(1, row.Id).Run();
        return null;
    }
}
