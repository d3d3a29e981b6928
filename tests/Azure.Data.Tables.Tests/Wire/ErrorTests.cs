using System.Net;
using Azure.Data.Tables.Models;
using Azure.Data.Tables.Tests.Fakes;

namespace Azure.Data.Tables.Tests.Wire;

public sealed class ErrorTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Body(string code) =>
        """{"odata.error":{"code":"CODE","message":{"lang":"en-US","value":"Something.\nRequestId:1"}}}""".Replace(
            "CODE",
            code,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData(HttpStatusCode.Conflict, "EntityAlreadyExists")]
    [InlineData(HttpStatusCode.NotFound, "TableNotFound")]
    [InlineData(HttpStatusCode.BadRequest, "PropertyNameInvalid")]
    [InlineData(HttpStatusCode.RequestEntityTooLarge, "RequestBodyTooLarge")]
    public async Task An_error_body_gives_status_and_code(HttpStatusCode status, string code)
    {
        var table = new CannedService().Answer(status, Body(code)).Table();

        var fault = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(new TableEntity("p", "r"), Cancel));

        Assert.Equal(((int)status, code), (fault.Status, fault.ErrorCode));
        Assert.StartsWith("Something.", fault.Message, StringComparison.Ordinal);
        Assert.Equal((int)status, fault.GetRawResponse()!.Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>Bad gateway</html>")]
    [InlineData("{\"odata.error\":")]
    [InlineData("{\"error\":{\"x\":1}}")]
    public void A_body_that_is_not_the_services_leaves_only_the_status(string body)
    {
        var table = new CannedService().Answer(HttpStatusCode.Forbidden, body).Table();

        var fault = Assert.Throws<RequestFailedException>(() => table.AddEntity(new TableEntity("p", "r"), Cancel));

        Assert.Equal((403, null), (fault.Status, fault.ErrorCode));
    }

    [Fact]
    public void A_busy_service_is_asked_again_and_each_try_is_signed()
    {
        var service = new CannedService().Answer(HttpStatusCode.ServiceUnavailable).Answer(HttpStatusCode.NoContent);

        service.Table().AddEntity(new TableEntity("p", "r") { ["A"] = "same" }, Cancel);

        Assert.Equal(2, service.Requests.Count);
        Assert.All(
            service.Requests,
            asked => Assert.StartsWith("SharedKeyLite account:", asked.Headers["Authorization"], StringComparison.Ordinal)
        );
        Assert.All(service.Requests, asked => Assert.Equal("""{"PartitionKey":"p","RowKey":"r","A":"same"}""", asked.Body));
    }

    [Fact]
    public void A_lost_answer_then_a_conflict_is_the_callers_to_judge()
    {
        var service = new CannedService()
            .Answer(HttpStatusCode.InternalServerError)
            .Answer(HttpStatusCode.Conflict, Body("EntityAlreadyExists"));

        var fault = Assert.Throws<RequestFailedException>(() => service.Table().AddEntity(new TableEntity("p", "r"), Cancel));

        Assert.Equal(409, fault.Status);
    }

    [Fact]
    public void Creating_a_table_that_is_there_is_no_error_but_one_that_is_being_deleted_is()
    {
        var there = new CannedService().Answer(HttpStatusCode.Conflict, Body("TableAlreadyExists"));
        var leaving = new CannedService().Answer(HttpStatusCode.Conflict, Body("TableBeingDeleted"));

        var created = there.Table().CreateIfNotExists(Cancel);
        var fault = Assert.Throws<RequestFailedException>(() => leaving.Table().CreateIfNotExists(Cancel));

        Assert.Equal(("people", 409), (created.Value.Name, created.GetRawResponse().Status));
        Assert.True(TableErrorCode.TableBeingDeleted == fault.ErrorCode);
    }

    [Fact]
    public void An_exception_made_by_hand_carries_no_index()
    {
        var fault = new TableTransactionFailedException(new RequestFailedException(409, "m", "EntityAlreadyExists", null));

        Assert.Equal((409, "EntityAlreadyExists", null), (fault.Status, fault.ErrorCode, fault.FailedTransactionActionIndex));
    }
}
