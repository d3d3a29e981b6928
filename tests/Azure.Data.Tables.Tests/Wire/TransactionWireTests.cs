using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Azure.Data.Tables.Tests.Fakes;
using Azure.Data.Tables.Transactions;

namespace Azure.Data.Tables.Tests.Wire;

public sealed partial class TransactionWireTests
{
    private const string Accepted = """
        --batchresponse_1
        Content-Type: multipart/mixed; boundary=changesetresponse_2

        --changesetresponse_2
        Content-Type: application/http
        Content-Transfer-Encoding: binary

        HTTP/1.1 204 No Content
        X-Content-Type-Options: nosniff
        ETag: W/"datetime'1'"


        --changesetresponse_2
        Content-Type: application/http
        Content-Transfer-Encoding: binary

        HTTP/1.1 201 Created
        Content-Type: application/json

        {"boundary=":"--changesetresponse"}
        --changesetresponse_2--
        --batchresponse_1--

        """;

    private const string Refused = """
        --batchresponse_1
        Content-Type: multipart/mixed; boundary="changesetresponse_2"

        --changesetresponse_2
        Content-Type: application/http

        HTTP/1.1 409 Conflict
        Content-Type: application/json;odata=minimalmetadata

        {"odata.error":{"code":"EntityAlreadyExists","message":{"lang":"en-US","value":"1:The specified entity already exists."}}}
        --changesetresponse_2--
        --batchresponse_1--
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static readonly TableTransactionAction[] TwoAdds =
    [
        new(TableTransactionActionType.Add, new TableEntity("p", "1")),
        new(TableTransactionActionType.Add, new TableEntity("p", "2")),
    ];

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Responses_are_read_in_order_whatever_ends_the_lines(string newLine)
    {
        var responses = ChangeSetReader.Read(Encoding.UTF8.GetBytes(Accepted.ReplaceLineEndings(newLine)));

        Assert.Equal([204, 201], responses.Select(response => response.Status));
        Assert.Equal(new ETag("W/\"datetime'1'\""), responses[0].Headers.ETag);
        Assert.Null(responses[1].Headers.ETag);
        Assert.Equal("No Content", responses[0].ReasonPhrase);
        Assert.Equal("", responses[0].Content.ToString());
        Assert.Equal("""{"boundary=":"--changesetresponse"}""", responses[1].Content.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n\r\n")]
    [InlineData("--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n\r\nHTTP/1.1 204 No Content\r\n")]
    [InlineData("--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n\r\nHTTP/1.1 abc\r\n\r\n--c--")]
    public void A_malformed_answer_is_refused(string body) =>
        Assert.Throws<InvalidDataException>(() => ChangeSetReader.Read(Encoding.UTF8.GetBytes(body)));

    [Fact]
    public async Task A_refusal_names_the_failed_action()
    {
        var table = new CannedService().Answer(HttpStatusCode.Accepted, Refused).Table();

        var fault = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(TwoAdds, Cancel));

        Assert.Equal((409, "EntityAlreadyExists", 1), (fault.Status, fault.ErrorCode, fault.FailedTransactionActionIndex));
    }

    [Fact]
    public void A_refusal_outside_a_change_set_is_read_too()
    {
        const string Body = """
            --batchresponse_1
            Content-Type: application/http

            HTTP/1.1 400 Bad Request

            {"odata.error":{"code":"InvalidInput","message":{"value":"One of the request inputs is not valid."}}}
            --batchresponse_1--
            """;
        var table = new CannedService().Answer(HttpStatusCode.Accepted, Body).Table();

        var fault = Assert.Throws<TableTransactionFailedException>(() => table.SubmitTransaction(TwoAdds, Cancel));

        Assert.Equal((400, "InvalidInput", null), (fault.Status, fault.ErrorCode, fault.FailedTransactionActionIndex));
    }

    [Fact]
    public void A_refusal_of_the_batch_itself_is_the_same_exception()
    {
        const string Body = """{"odata.error":{"code":"ContentLengthExceeded","message":{"lang":"en-US","value":"Too long."}}}""";
        var table = new CannedService().Answer(HttpStatusCode.RequestEntityTooLarge, Body).Table();

        var fault = Assert.Throws<TableTransactionFailedException>(() => table.SubmitTransaction(TwoAdds, Cancel));

        Assert.Equal((413, "ContentLengthExceeded", null), (fault.Status, fault.ErrorCode, fault.FailedTransactionActionIndex));
    }

    [Fact]
    public void The_request_is_one_change_set_in_one_batch()
    {
        var service = new CannedService().Answer(HttpStatusCode.Accepted, Accepted);
        var etag = new ETag("W/\"1\"");

        service
            .Table()
            .SubmitTransaction(
                [
                    new(TableTransactionActionType.Add, new TableEntity("p", "1") { ["A"] = 1 }),
                    new(TableTransactionActionType.UpdateMerge, new TableEntity("p", "2"), etag),
                    new(TableTransactionActionType.UpdateReplace, new TableEntity("p", "3"), ETag.All),
                    new(TableTransactionActionType.UpsertMerge, new TableEntity("p", "4"), etag),
                    new(TableTransactionActionType.UpsertReplace, new TableEntity("p", "O'5")),
                    new(TableTransactionActionType.Delete, new TableEntity("p", "6") { ["A"] = 1 }),
                ],
                Cancel
            );

        var asked = Assert.Single(service.Requests);
        Assert.Equal(("POST", "https://account.table.core.windows.net/$batch"), (asked.Method, asked.Address));
        Assert.Matches("^multipart/mixed; boundary=batch_[0-9a-f-]{36}$", asked.Headers["Content-Type"]);
        Assert.Equal(Expected.ReplaceLineEndings("\r\n"), Ids().Replace(asked.Body, "_id"));
    }

    [Fact]
    public void No_actions_are_no_transaction() =>
        Assert.Throws<InvalidOperationException>(() => new CannedService().Table().SubmitTransaction([], Cancel));

    [GeneratedRegex("_[0-9a-f]{8}-[0-9a-f-]{27}")]
    private static partial Regex Ids();

    private const string Expected = """
        --batch_id
        Content-Type: multipart/mixed; boundary=changeset_id

        --changeset_id
        Content-Type: application/http
        Content-Transfer-Encoding: binary

        POST https://account.table.core.windows.net/people HTTP/1.1
        Accept: application/json;odata=minimalmetadata
        DataServiceVersion: 3.0
        Prefer: return-no-content
        Content-Type: application/json;odata=nometadata

        {"PartitionKey":"p","RowKey":"1","A":1}
        --changeset_id
        Content-Type: application/http
        Content-Transfer-Encoding: binary

        PATCH https://account.table.core.windows.net/people(PartitionKey='p',RowKey='2') HTTP/1.1
        Accept: application/json;odata=minimalmetadata
        DataServiceVersion: 3.0
        If-Match: W/"1"
        Content-Type: application/json

        {"PartitionKey":"p","RowKey":"2"}
        --changeset_id
        Content-Type: application/http
        Content-Transfer-Encoding: binary

        PUT https://account.table.core.windows.net/people(PartitionKey='p',RowKey='3') HTTP/1.1
        Accept: application/json;odata=minimalmetadata
        DataServiceVersion: 3.0
        If-Match: *
        Content-Type: application/json

        {"PartitionKey":"p","RowKey":"3"}
        --changeset_id
        Content-Type: application/http
        Content-Transfer-Encoding: binary

        PATCH https://account.table.core.windows.net/people(PartitionKey='p',RowKey='4') HTTP/1.1
        Accept: application/json;odata=minimalmetadata
        DataServiceVersion: 3.0
        Content-Type: application/json

        {"PartitionKey":"p","RowKey":"4"}
        --changeset_id
        Content-Type: application/http
        Content-Transfer-Encoding: binary

        PUT https://account.table.core.windows.net/people(PartitionKey='p',RowKey='O%27%275') HTTP/1.1
        Accept: application/json;odata=minimalmetadata
        DataServiceVersion: 3.0
        Content-Type: application/json

        {"PartitionKey":"p","RowKey":"O'5"}
        --changeset_id
        Content-Type: application/http
        Content-Transfer-Encoding: binary

        DELETE https://account.table.core.windows.net/people(PartitionKey='p',RowKey='6') HTTP/1.1
        Accept: application/json;odata=minimalmetadata
        DataServiceVersion: 3.0
        If-Match: *


        --changeset_id--

        --batch_id--

        """;
}
