using System.Text;
using Azure;
using Azure.Core;
using Azure.Data.Tables;
using IntegrationHub.Testing;

namespace Onebox.Storage.Tests.Embedded;

/// <summary>What no client sends, or Azurite gets wrong; and that sync and async, path-style and host-style are one service.</summary>
public sealed class ProtocolTests : IAsyncDisposable
{
    private readonly TempFolder folder = new();
    private readonly EmbeddedStorage storage;
    private readonly TableClient table;

    public ProtocolTests()
    {
        storage = EmbeddedStorage.Open(folder.Path);
        table = Clients.Table(storage, "Raw");
        table.Create(Cancellation);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await storage.DisposeAsync();
        folder.Dispose();
    }

    [Theory]
    [InlineData("""{"PartitionKey":"p","RowKey":"r","A":"\ud800"}""", 400, "InvalidInput")]
    [InlineData("""{"PartitionKey":"p","RowKey":"\udc00"}""", 400, "InvalidInput")]
    [InlineData("""{"PartitionKey":"p","RowKey":"r","A":1,"A":2}""", 400, "DuplicatePropertiesSpecified")]
    [InlineData("""{"PartitionKey":"p","A":1}""", 400, "PropertiesNeedValue")]
    [InlineData("""{"PartitionKey":"p","RowKey":null}""", 400, "PropertiesNeedValue")]
    [InlineData("""{"PartitionKey":"p","RowKey":"r","A":{"B":1}}""", 400, "InvalidInput")]
    [InlineData("""{"PartitionKey":"p","RowKey":"r","A":[1]}""", 400, "InvalidInput")]
    [InlineData("""{"PartitionKey":"p","RowKey":"r","A@odata.type":"Edm.Int64","A":"x"}""", 400, "InvalidInput")]
    [InlineData("""{"PartitionKey":"p","RowKey":"r","A@odata.type":"Edm.Guid","A":"x"}""", 400, "InvalidInput")]
    [InlineData("""{"PartitionKey":"p","RowKey":"r","A@odata.type":"Edm.Binary","A":"%"}""", 400, "InvalidInput")]
    [InlineData("""{"PartitionKey":"p","RowKey":"r","A@odata.type":"Edm.DateTime","A":"then"}""", 400, "InvalidInput")]
    [InlineData("""{"PartitionKey":"p","RowKey":"r","A@odata.type":"Edm.Other","A":"x"}""", 400, "InvalidInput")]
    [InlineData("""{"PartitionKey":"p","RowKey":"r","A":""", 400, "InvalidInput")]
    [InlineData("""{"PartitionKey":"p","RowKey":"r","A":1} x""", 400, "InvalidInput")]
    [InlineData("[]", 400, "InvalidInput")]
    [InlineData("", 400, "InvalidInput")]
    [InlineData("""{"A":"2147483648","A@odata.type":"Edm.Int64","PartitionKey":"p","RowKey":"r"}""", 201, null)]
    public async Task A_body_is_an_entity_or_is_refused(string json, int status, string? code)
    {
        using var answer = await Send(RequestMethod.Post, "Raw", json);
        Assert.Equal(status, answer.Status);
        if (code is not null)
            Assert.Contains($"\"code\":\"{code}\"", answer.Content.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_are_no_utf8_are_refused()
    {
        byte[] body = [.. "{\"PartitionKey\":\"p\",\"RowKey\":\"r\",\"A\":\""u8, 0xED, 0xA0, 0x80, .. "\"}"u8];
        using var answer = await Send(RequestMethod.Post, "Raw", body);
        Assert.Equal(400, answer.Status);
    }

    [Theory]
    [InlineData("application/json;odata=nometadata", """{"PartitionKey":"p","RowKey":"r","Timestamp":"*","N":"5"}""")]
    [InlineData(
        "application/json;odata=minimalmetadata",
        """{"odata.metadata":"http://127.0.0.1:10002/devstoreaccount1/$metadata#Raw/@Element","odata.etag":"*","PartitionKey":"p","RowKey":"r","Timestamp":"*","N@odata.type":"Edm.Int64","N":"5"}"""
    )]
    public async Task Metadata_is_as_much_as_was_asked_for(string accept, string expected)
    {
        await table.AddEntityAsync(new TableEntity("p", "r") { ["N"] = 5L }, Cancellation);
        using var answer = await Send(RequestMethod.Get, "Raw(PartitionKey='p',RowKey='r')", "", accept);
        var body = System.Text.RegularExpressions.Regex.Replace(
            answer.Content.ToString(),
            @"(etag|Timestamp)"":""(\\""|[^""])*""",
            "$1\":\"*\""
        );
        Assert.Equal(expected, body);
    }

    [Theory]
    [InlineData("$top=1001")]
    [InlineData("$top=0")]
    [InlineData("$top=x")]
    [InlineData("NextPartitionKey=garbage")]
    public async Task A_query_option_out_of_range_is_refused(string option)
    {
        using var answer = await Send(RequestMethod.Get, $"Raw()?{option}", "");
        Assert.Equal(400, answer.Status);
    }

    [Fact]
    public async Task A_property_that_is_selected_but_missing_is_null()
    {
        await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1 }, Cancellation);
        using var answer = await Send(RequestMethod.Get, "Raw()?$select=A,B", "", "application/json;odata=nometadata");
        Assert.Equal("""{"value":[{"A":1,"B":null}]}""", answer.Content.ToString());
    }

    [Fact]
    public async Task An_error_repeats_nothing_that_was_sent()
    {
        using var answer = await Send(RequestMethod.Post, "Raw", """{"PartitionKey":"p","RowKey":"9990000018/x","A":1}""");
        Assert.Equal(400, answer.Status);
        Assert.DoesNotContain("9990000018", answer.Content.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("9990000018", answer.ReasonPhrase, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_transaction_that_is_none_is_refused()
    {
        using var answer = await Send(RequestMethod.Post, "$batch", "no parts");
        Assert.Equal(400, answer.Status);
    }

    [Fact]
    public void The_synchronous_calls_are_answered_alike()
    {
        table.AddEntity(new TableEntity("p", "r") { ["A"] = 1 }, Cancellation);
        table.SubmitTransaction(
            [new(TableTransactionActionType.UpdateMerge, new TableEntity("p", "r") { ["B"] = 2 }, ETag.All)],
            Cancellation
        );
        Assert.Equal(2, table.GetEntity<TableEntity>("p", "r", null, Cancellation).Value["B"]);
        var container = Clients.Container(storage, "sync");
        container.Create(cancellationToken: Cancellation);
        foreach (var size in new[] { 5, 300_000 })
        {
            container.GetBlobClient("b").Upload(new BinaryData(new byte[size]), overwrite: true, Cancellation);
            Assert.Equal(size, container.GetBlobClient("b").DownloadContent(Cancellation).Value.Content.ToMemory().Length);
        }
    }

    [Fact]
    public async Task Host_style_addresses_reach_the_same_data()
    {
        await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1 }, Cancellation);
        var hosted = Clients.Table(storage, "Raw", "https://someaccount.table.core.windows.net");
        Assert.Equal(1, (await hosted.GetEntityAsync<TableEntity>("p", "r", null, Cancellation)).Value["A"]);
        var container = Clients.Container(storage, "hosted", "https://someaccount.blob.core.windows.net");
        await container.CreateAsync(cancellationToken: Cancellation);
        Assert.True(await Clients.Container(storage, "hosted").ExistsAsync(Cancellation));
    }

    [Fact]
    public async Task An_address_of_neither_service_is_told_at_once()
    {
        var lost = Clients.Table(storage, "Raw", "http://127.0.0.1:9999/devstoreaccount1");
        var refused = await Assert.ThrowsAnyAsync<InvalidOperationException>(() => lost.CreateAsync(Cancellation));
        Assert.Contains("127.0.0.1:9999", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_write_is_not_made()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => table.AddEntityAsync(new TableEntity("p", "r"), cancelled.Token));
        Assert.False((await table.GetEntityIfExistsAsync<TableEntity>("p", "r", null, Cancellation)).HasValue);
    }

    [Fact]
    public async Task After_a_close_requests_are_refused()
    {
        await storage.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => table.AddEntityAsync(new TableEntity("p", "r"), Cancellation));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => table.GetEntityAsync<TableEntity>("p", "r", null, Cancellation));
    }

    private Task<Response> Send(RequestMethod method, string path, string body, string accept = "application/json") =>
        Send(method, path, Encoding.UTF8.GetBytes(body), accept);

    private async Task<Response> Send(RequestMethod method, string path, byte[] body, string accept = "application/json")
    {
        var pipeline = Clients.Raw(storage);
        var request = pipeline.CreateRequest();
        request.Method = method;
        request.Uri.Reset(new Uri($"http://127.0.0.1:10002/devstoreaccount1/{path}"));
        request.Headers.Add("Accept", accept);
        request.Headers.Add("Content-Type", "application/json");
        request.Content = RequestContent.Create(body);
        return await pipeline.SendRequestAsync(request, Cancellation);
    }
}
