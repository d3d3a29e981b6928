using Onebox.Storage.Engine;

namespace Onebox.Storage.Tables;

/// <summary>One change, or an entity group transaction of up to a hundred: decided as a whole, then written as a whole.</summary>
internal sealed class EntityWrite(string table, IReadOnlyList<EntityChange> changes, bool isTransaction) : Write
{
    private const long Missing = -1;
    private readonly long[] rows = new long[changes.Count];
    private readonly byte[]?[] bodies = new byte[]?[changes.Count];

    /// <summary>The version that every entity changed here now has.</summary>
    public long Stamp { get; private set; }

    protected override Fault? Apply(WriteSession session)
    {
        if (!session.Catalogue.Tables.TryGetValue(table, out var info))
            return isTransaction ? TableFaults.TableNotFound.At(0) : TableFaults.TableNotFound;
        for (var index = 0; index < changes.Count; index++)
        {
            if (Decide(session, info.Id, index) is { } fault)
                return isTransaction ? fault.At(index) : fault;
        }

        Stamp = session.Clock.Next();
        for (var index = 0; index < changes.Count; index++)
            Perform(session, info.Id, index);
        return null;
    }

    private Fault? Decide(WriteSession session, long tableId, int index)
    {
        var change = changes[index];
        var find = session.FindEntity.Bind(1, tableId).Bind(2, change.PartitionBytes).Bind(3, change.RowBytes);
        rows[index] = Missing;
        bodies[index] = change.Body;
        if (!find.Step())
            return change.Kind == ChangeKind.Delete || change.Condition.Present ? TableFaults.ResourceNotFound : null;

        rows[index] = find.Int64(0);
        var stamp = find.Int64(1);
        Fault? fault = null;
        if (change.Kind == ChangeKind.Insert)
            fault = TableFaults.EntityAlreadyExists;
        else if (!change.Condition.Holds(stamp))
            fault = TableFaults.ConditionNotSatisfied;
        else if (change.Kind == ChangeKind.Merge)
            bodies[index] = new EntityImage(null, null, change.Body).MergeOver(find.Bytes(2));
        find.Reset();
        return fault ?? (change.Kind == ChangeKind.Merge ? EntityImage.CheckWhole(change.KeyUnits, bodies[index]) : null);
    }

    private void Perform(WriteSession session, long tableId, int index)
    {
        var change = changes[index];
        var body = bodies[index]!;
        session.Count(body.Length);
        if (change.Kind == ChangeKind.Delete)
            session.DeleteEntity.Bind(1, rows[index]).Run();
        else if (rows[index] == Missing)
            session
                .InsertEntity.Bind(1, tableId)
                .Bind(2, change.PartitionBytes)
                .Bind(3, change.RowBytes)
                .Bind(4, Stamp)
                .Bind(5, body)
                .Run();
        else
            session.UpdateEntity.Bind(1, rows[index]).Bind(2, Stamp).Bind(3, body).Run();
    }
}
