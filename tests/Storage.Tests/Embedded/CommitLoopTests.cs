using IntegrationHub.Testing;
using Onebox.Storage.Engine;

namespace Onebox.Storage.Tests.Embedded;

public sealed class CommitLoopTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly StorageEngine engine;

    public CommitLoopTests() => engine = StorageEngine.Open(folder.Path, new EmbeddedStorageOptions(), TimeProvider.System);

    public void Dispose()
    {
        engine.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_write_that_breaks_fails_alone_and_leaves_nothing()
    {
        using var queued = new ManualResetEventSlim();
        var holding = engine.Submit(new Note("held", () => queued.Wait(TestContext.Current.CancellationToken)));
        // While the first write holds the loop, these three wait, and so are taken as one group.
        var before = engine.Submit(new Note("before", () => { }));
        var broken = engine.Submit(new Note("broken", () => throw new IOException("the disk is full")));
        var after = engine.Submit(new Note("after", () => { }));
        queued.Set();

        await Task.WhenAll(holding, before, after);
        await Assert.ThrowsAsync<IOException>(() => broken);
        var check = new Names();
        await engine.Submit(check);
        Assert.Equal(["after", "before", "held"], check.Found);
    }

    [Fact]
    public async Task A_write_cancelled_while_it_waits_is_not_made()
    {
        using var queued = new ManualResetEventSlim();
        using var cancelling = new CancellationTokenSource();
        var holding = engine.Submit(new Note("held", () => queued.Wait(TestContext.Current.CancellationToken)));
        var waiting = engine.Submit(new Note("cancelled", () => { }) { Cancellation = cancelling.Token });
        await cancelling.CancelAsync();
        queued.Set();

        await holding;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        var check = new Names();
        await engine.Submit(check);
        Assert.Equal(["held"], check.Found);
    }

    /// <summary>Writes a row, then does what the test asks.</summary>
    private sealed class Note(string name, Action then) : Write
    {
        protected override Fault? Apply(WriteSession session)
        {
            session.Database.Execute($"INSERT INTO meta(name, value) VALUES('note-{name}', 1)");
            then();
            return null;
        }
    }

    private sealed class Names : Write
    {
        public List<string> Found { get; } = [];

        protected override Fault? Apply(WriteSession session)
        {
            using var rows = session.Database.Prepare("SELECT substr(name, 6) FROM meta WHERE name LIKE 'note-%' ORDER BY name");
            while (rows.Step())
                Found.Add(rows.Text(0));
            return null;
        }
    }
}
