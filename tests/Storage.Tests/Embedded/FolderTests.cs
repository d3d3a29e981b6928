using Azure;
using Azure.Data.Tables;
using IntegrationHub.Testing;

namespace Onebox.Storage.Tests.Embedded;

public sealed class FolderTests : IDisposable
{
    private readonly TempFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_folder_in_use_is_refused_and_free_again_after_a_close()
    {
        using (EmbeddedStorage.Open(folder.Path))
        {
            var refused = Assert.Throws<StorageFolderInUseException>(() => EmbeddedStorage.Open(folder.Path));
            Assert.Equal(folder.Path, refused.Folder);
        }

        EmbeddedStorage.Open(folder.Path).Dispose();
    }

    [Fact]
    public async Task What_was_written_is_there_after_a_reopen()
    {
        ETag etag;
        await using (var storage = EmbeddedStorage.Open(folder.Path))
        {
            var table = Clients.Table(storage, "Kept");
            await table.CreateAsync(Cancellation);
            etag = (await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1 }, Cancellation)).Headers.ETag!.Value;
            await Clients.Container(storage, "kept").CreateAsync(cancellationToken: Cancellation);
            foreach (var size in new[] { 10, 400_000 })
                await Clients.Container(storage, "kept").UploadBlobAsync($"{size}", new BinaryData(new byte[size]), Cancellation);
        }

        await using (var storage = EmbeddedStorage.Open(folder.Path))
        {
            TableEntity read = await Clients.Table(storage, "Kept").GetEntityAsync<TableEntity>("p", "r", null, Cancellation);
            Assert.Equal((1, etag), (read["A"], read.ETag));
            foreach (var size in new[] { 10, 400_000 })
            {
                var blob = await Clients.Container(storage, "kept").GetBlobClient($"{size}").DownloadContentAsync(Cancellation);
                Assert.Equal(size, blob.Value.Content.ToMemory().Length);
            }
        }
    }

    [Fact]
    public async Task No_etag_comes_back_although_the_clock_is_set_back()
    {
        var seen = new HashSet<ETag>();
        for (var open = 0; open < 3; open++)
        {
            // Each time an hour earlier than the last.
            var time = new TestClock(new DateTimeOffset(2026, 1, 31, 12 - open, 0, 0, TimeSpan.Zero));
            await using var storage = EmbeddedStorage.Open(folder.Path, time: time);
            var table = Clients.Table(storage, "Stamped");
            await table.CreateIfNotExistsAsync(Cancellation);
            for (var write = 0; write < 20; write++)
            {
                var answer = await table.UpsertEntityAsync(new TableEntity("p", "r"), TableUpdateMode.Replace, Cancellation);
                Assert.True(seen.Add(answer.Headers.ETag!.Value));
            }
        }
    }

    [Fact]
    public async Task Content_files_that_nothing_names_are_swept_at_open()
    {
        var content = folder.File("content");
        await using (var storage = EmbeddedStorage.Open(folder.Path))
        {
            var container = Clients.Container(storage, "swept");
            await container.CreateAsync(cancellationToken: Cancellation);
            await container.UploadBlobAsync("large", new BinaryData(new byte[400_000]), Cancellation);
        }

        await File.WriteAllTextAsync(Path.Combine(content, "leftover"), "half an upload", Cancellation);
        await using (EmbeddedStorage.Open(folder.Path))
            Assert.Single(Directory.GetFiles(content));
    }

    [Fact]
    public async Task A_large_blob_leaves_no_file_behind_when_replaced_or_deleted()
    {
        await using (var storage = EmbeddedStorage.Open(folder.Path))
        {
            var container = Clients.Container(storage, "files");
            await container.CreateAsync(cancellationToken: Cancellation);
            var blob = container.GetBlobClient("large");
            await blob.UploadAsync(new BinaryData(new byte[400_000]), Cancellation);
            await blob.UploadAsync(new BinaryData(new byte[500_000]), overwrite: true, Cancellation);
            await Assert.ThrowsAsync<RequestFailedException>(() => blob.UploadAsync(new BinaryData(new byte[600_000]), Cancellation));
            Assert.Equal(500_000, (await blob.DownloadContentAsync(Cancellation)).Value.Content.ToMemory().Length);
            await container.GetBlobClient("other").UploadAsync(new BinaryData(new byte[300_000]), Cancellation);
            await blob.DeleteAsync(cancellationToken: Cancellation);
        }

        // Closing waits for the writer, and so for what it still had to delete.
        var left = Assert.Single(Directory.GetFiles(folder.File("content")));
        Assert.Equal(300_000, new FileInfo(left).Length);
    }

    [Fact]
    public async Task A_deleted_tables_rows_never_show_in_a_new_one_and_are_cleared()
    {
        await using (var storage = EmbeddedStorage.Open(folder.Path))
        {
            var table = Clients.Table(storage, "Again");
            await table.CreateAsync(Cancellation);
            for (var batch = 0; batch < 12; batch++)
            {
                await table.SubmitTransactionAsync(
                    Enumerable
                        .Range(0, 100)
                        .Select(row => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity($"{batch}", $"{row}"))),
                    Cancellation
                );
            }

            await table.DeleteAsync(Cancellation);
            await table.CreateAsync(Cancellation);
            Assert.Empty(table.Query<TableEntity>(cancellationToken: Cancellation));
            await table.AddEntityAsync(new TableEntity("0", "0") { ["New"] = true }, Cancellation);
        }

        await using (var storage = EmbeddedStorage.Open(folder.Path))
        {
            var kept = Assert.Single(Clients.Table(storage, "Again").Query<TableEntity>(cancellationToken: Cancellation));
            Assert.Equal(true, kept["New"]);
        }
    }
}
