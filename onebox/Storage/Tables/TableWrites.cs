using Onebox.Storage.Engine;

namespace Onebox.Storage.Tables;

internal sealed class CreateTable(string name) : Write
{
    protected override Fault? Apply(WriteSession session)
    {
        if (session.Catalogue.Tables.ContainsKey(name))
            return TableFaults.TableAlreadyExists;
        using var insert = session.Database.Prepare("INSERT INTO tables(name) VALUES(?1)");
        insert.Bind(1, name).Run();
        var info = new TableInfo(session.Database.LastInsertRowId, name);
        session.Catalogue = session.Catalogue with { Tables = session.Catalogue.Tables.Add(name, info) };
        return null;
    }
}

/// <summary>The table is gone at once; its rows are cleared afterwards.</summary>
internal sealed class DeleteTable(string name, Func<Write, Task<Fault?>> submit) : Write
{
    private long id;

    protected override Fault? Apply(WriteSession session)
    {
        if (!session.Catalogue.Tables.TryGetValue(name, out var info))
            return TableFaults.ResourceNotFound;
        id = info.Id;
        session.Database.Execute($"DELETE FROM tables WHERE id = {id}; INSERT INTO doomed(kind, id) VALUES('{Purge.Table}', {id});");
        session.Catalogue = session.Catalogue with { Tables = session.Catalogue.Tables.Remove(name) };
        return null;
    }

    public override void Committed(WriteSession session)
    {
        if (!Refused)
            Purge.Start(submit, Purge.Table, id);
    }
}
