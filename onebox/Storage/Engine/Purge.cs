namespace Onebox.Storage.Engine;

/// <summary>
/// Clears the rows of a deleted table or container, a few at a time between other writes, so that deleting a large table holds nobody up.
/// The note in <c>doomed</c> goes with the last rows: a purge cut short goes on at the next open.
/// </summary>
internal sealed class Purge(Func<Write, Task<Fault?>> submit, string kind, long id) : Write
{
    public const string Table = "table";
    public const string Container = "container";
    private const int RowsAtATime = 500;
    private bool more;

    protected override Fault? Apply(WriteSession session)
    {
        var database = session.Database;
        if (kind == Table)
        {
            database.Execute($"DELETE FROM entities WHERE id IN (SELECT id FROM entities WHERE t = {id} LIMIT {RowsAtATime})");
            more = database.Changes == RowsAtATime;
        }
        else
        {
            using (
                var files = database.Prepare(
                    $"SELECT file FROM (SELECT file FROM blobs WHERE c = {id} LIMIT {RowsAtATime}) WHERE file IS NOT NULL "
                        + $"UNION ALL SELECT file FROM staged WHERE c = {id} AND file IS NOT NULL"
                )
            )
            {
                while (files.Step())
                    session.Orphans.Add(files.Text(0));
            }

            database.Execute($"DELETE FROM staged WHERE c = {id}");
            database.Execute($"DELETE FROM blobs WHERE id IN (SELECT id FROM blobs WHERE c = {id} LIMIT {RowsAtATime})");
            more = database.Changes == RowsAtATime;
        }

        session.Count(RowsAtATime * 256L);
        if (!more)
            database.Execute($"DELETE FROM doomed WHERE kind = '{kind}' AND id = {id}");
        return null;
    }

    public override void Committed(WriteSession session)
    {
        if (more)
            Start(submit, kind, id);
    }

    /// <summary>Asks for a purge; when storage is closing, the note in <c>doomed</c> has the next open do it.</summary>
    public static void Start(Func<Write, Task<Fault?>> submit, string kind, long id)
    {
        try
        {
            _ = submit(new Purge(submit, kind, id));
        }
        catch (ObjectDisposedException)
        {
            return;
        }
    }
}
