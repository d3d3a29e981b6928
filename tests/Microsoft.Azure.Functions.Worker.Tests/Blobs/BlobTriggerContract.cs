using System.Text.Json;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace WorkerTests.Blobs;

/// <summary>The blob trigger, on whatever storage the deriving class gives.</summary>
public abstract class BlobTriggerContract
{
    private readonly string _drop = $"drop{Guid.NewGuid():N}";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected abstract string ConnectionString { get; }

    protected virtual HttpPipelineTransport? Transport => null;

    [Fact]
    public async Task A_blob_is_bound_with_the_parts_of_its_name()
    {
        var container = await ContainerAsync();
        await UploadAsync(container, "in/first.txt", "one");
        await UploadAsync(container, "elsewhere/other.txt", "not this");
        await using var app = await StartAsync("BlobStream");
        Assert.Equal("first: one", await app.NextAsync());
        await UploadAsync(container, "in/sub/second.txt", "two");
        Assert.Equal("sub/second: two", await app.NextAsync());
        Assert.True(app.Journal.IsQuiet);
    }

    [Theory]
    [InlineData("BlobText", "text f n: content")]
    [InlineData("BlobBytes", "bytes 7 %/f/n")]
    [InlineData("BlobData", "data content")]
    [InlineData("BlobClient", "deleted f/n")]
    public async Task A_blob_comes_as_the_type_that_is_asked_for(string function, string said)
    {
        await UploadAsync(await ContainerAsync(), "f/n", "content");
        await using var app = await StartAsync(function);
        Assert.Equal(said.Replace("%", _drop, StringComparison.Ordinal), await app.NextAsync());
    }

    [Fact]
    public async Task Each_version_of_a_blob_is_taken_once_across_restarts_too()
    {
        var container = await ContainerAsync();
        await UploadAsync(container, "in/a.txt", "one");
        await using (var app = await StartAsync("BlobStream"))
        {
            Assert.Equal("a: one", await app.NextAsync());
            await UploadAsync(container, "in/a.txt", "two");
            Assert.Equal("a: two", await app.NextAsync());
        }
        await using var again = await StartAsync("BlobStream");
        await UploadAsync(container, "in/b.txt", "three");
        Assert.Equal("b: three", await again.NextAsync());
        Assert.True(again.Journal.IsQuiet);
    }

    [Fact]
    public async Task A_container_that_is_made_later_is_found()
    {
        await using var app = await StartAsync("BlobStream");
        await UploadAsync(await ContainerAsync(), "in/late.txt", "content");
        Assert.Equal("late: content", await app.NextAsync());
    }

    [Fact]
    public async Task A_blob_that_fails_five_times_is_put_on_record_and_left()
    {
        var container = await ContainerAsync();
        await UploadAsync(container, "bad", "poison");
        await using var app = await StartAsync("BlobPoison");
        for (var attempt = 1; attempt <= 5; attempt++)
            Assert.Equal("tried bad", await app.NextAsync());
        await UploadAsync(container, "good", "fine");
        Assert.Equal("tried good", await app.NextAsync());

        var host = Storage().GetBlobContainerClient("azure-webjobs-hosts");
        var records = new List<JsonElement>();
        await foreach (var record in host.GetBlobsAsync(prefix: "poison/testfunctionapp/", cancellationToken: Cancel))
        {
            var content = await host.GetBlobClient(record.Name).DownloadContentAsync(Cancel);
            records.Add(JsonSerializer.Deserialize<JsonElement>(content.Value.Content));
        }
        var poison = Assert.Single(records, r => r.GetProperty("ContainerName").GetString() == _drop);
        Assert.Equal("bad", poison.GetProperty("BlobName").GetString());
        Assert.Equal("BlobPoison", poison.GetProperty("FunctionId").GetString());
        Assert.Equal(5, poison.GetProperty("Attempts").GetInt32());
    }

    [Fact]
    public async Task Attempts_are_remembered_across_a_restart()
    {
        var container = await ContainerAsync();
        await UploadAsync(container, "bad", "poison");
        var tries = 0;
        await using (var app = await StartAsync("BlobPoison"))
        {
            await app.NextAsync();
            await app.NextAsync();
            await app.Host.StopAsync(Cancel);
            tries = 2 + await DrainedAsync(app);
        }
        await using var again = await StartAsync("BlobPoison");
        for (; tries < 5; tries++)
            Assert.Equal("tried bad", await again.NextAsync());
        await UploadAsync(container, "good", "fine");
        Assert.Equal("tried good", await again.NextAsync());
    }

    [Fact]
    public async Task A_path_that_cannot_be_read_stops_the_start()
    {
        var refused = await Assert.ThrowsAsync<FunctionWorkerException>(() => StartAsync("BlobBadPath"));
        Assert.StartsWith("Function 'BlobBadPath' cannot run: its blob path 'drop/{name'", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<int> DrainedAsync(RunningApp app)
    {
        var count = 0;
        while (!app.Journal.IsQuiet)
        {
            await app.NextAsync();
            count++;
        }
        return count;
    }

    private Task<RunningApp> StartAsync(string function) =>
        RunningApp.StartAsync(
            [function],
            new()
            {
                ["AzureWebJobsStorage"] = ConnectionString,
                ["DropStorage"] = ConnectionString,
                ["Drop"] = _drop,
                ["Onebox:BlobPollInterval"] = "00:00:00.020",
            },
            services =>
            {
                if (Transport is not null)
                    services.AddSingleton(Transport);
            }
        );

    private BlobServiceClient Storage()
    {
        var options = new BlobClientOptions();
        if (Transport is not null)
            options.Transport = Transport;
        return new BlobServiceClient(ConnectionString, options);
    }

    private async Task<BlobContainerClient> ContainerAsync()
    {
        var container = Storage().GetBlobContainerClient(_drop);
        await container.CreateIfNotExistsAsync(cancellationToken: Cancel);
        return container;
    }

    private static async Task UploadAsync(BlobContainerClient container, string name, string content) =>
        await container.GetBlobClient(name).UploadAsync(BinaryData.FromString(content), overwrite: true, Cancel);
}
