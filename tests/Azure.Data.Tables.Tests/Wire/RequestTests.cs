using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables.Connection;
using Azure.Data.Tables.Tests.Fakes;

namespace Azure.Data.Tables.Tests.Wire;

public sealed class RequestTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void An_insert_asks_for_no_content_and_says_the_protocols_version()
    {
        var service = new CannedService().Answer(HttpStatusCode.NoContent);

        service.Table().AddEntity(new TableEntity("p", "r"), Cancel);

        var asked = Assert.Single(service.Requests);
        Assert.Equal(("POST", "https://account.table.core.windows.net/people"), (asked.Method, asked.Address));
        Assert.Equal("return-no-content", asked.Headers["Prefer"]);
        Assert.Equal("2020-12-06", asked.Headers["x-ms-version"]);
        Assert.Equal("3.0", asked.Headers["DataServiceVersion"]);
        Assert.Equal("application/json;odata=minimalmetadata", asked.Headers["Accept"].Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal("application/json;odata=nometadata", asked.Headers["Content-Type"].Replace(" ", "", StringComparison.Ordinal));
    }

    [Fact]
    public void A_request_is_signed_over_date_and_path_alone()
    {
        var service = new CannedService().Answer(HttpStatusCode.OK, """{"value":[]}""");

        Assert.Empty(service.Table().Query<TableEntity>("A eq 'b c'", 5, ["A", "B"], Cancel));

        var asked = Assert.Single(service.Requests);
        Assert.Equal(
            "https://account.table.core.windows.net/people()?%24top=5&%24select=A%2CB&%24filter=A%20eq%20%27b%20c%27",
            asked.Address.Replace("$", "%24", StringComparison.Ordinal)
        );
        var signed = HMACSHA256.HashData("key"u8, Encoding.UTF8.GetBytes(asked.Headers["x-ms-date"] + "\n/account/people()"));
        Assert.Equal($"SharedKeyLite account:{Convert.ToBase64String(signed)}", asked.Headers["Authorization"]);
        Assert.True(
            DateTimeOffset.TryParseExact(asked.Headers["x-ms-date"], "R", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
        );
    }

    [Fact]
    public void The_comp_parameter_is_part_of_what_is_signed()
    {
        var policy = new SharedKeyLitePolicy(new TableSharedKeyCredential("a", "a2V5"));

        Assert.Equal("/a/T", policy.CanonicalizedResource(new Uri("http://h/T?$filter=xcomp=1")));
        Assert.Equal("/a/T?comp=acl", policy.CanonicalizedResource(new Uri("http://h/T?timeout=1&comp=acl&x=1")));
        Assert.Equal("/a/a/T(PartitionKey='%27')", policy.CanonicalizedResource(new Uri("http://127.0.0.1:1/a/T(PartitionKey='%27')")));
    }

    [Fact]
    public async Task Pages_are_followed_by_the_continuation_of_each_answer()
    {
        var service = new CannedService()
            .Answer(
                HttpStatusCode.OK,
                """{"value":[{"PartitionKey":"p","RowKey":"1"}]}""",
                ("x-ms-continuation-NextPartitionKey", "1!4!cA--"),
                ("x-ms-continuation-NextRowKey", "1!4!Mg--")
            )
            .Answer(HttpStatusCode.OK, """{"value":[]}""", ("x-ms-continuation-NextPartitionKey", "1!4!cQ--"))
            .Answer(HttpStatusCode.OK, """{"value":[{"PartitionKey":"q","RowKey":"2"}]}""");

        var pages = new List<Page<TableEntity>>();
        await foreach (var page in service.Table().QueryAsync<TableEntity>(maxPerPage: 1, cancellationToken: Cancel).AsPages())
            pages.Add(page);

        Assert.Equal(["1!4!cA-- 1!4!Mg--", "1!4!cQ-- ", null], pages.Select(page => page.ContinuationToken));
        Assert.Equal(["1", "2"], pages.SelectMany(page => page.Values).Select(entity => entity.RowKey));
        Assert.EndsWith("&NextPartitionKey=1%214%21cA--&NextRowKey=1%214%21Mg--", service.Requests[1].Address, StringComparison.Ordinal);
        Assert.EndsWith("&NextPartitionKey=1%214%21cQ--", service.Requests[2].Address, StringComparison.Ordinal);
    }

    [Fact]
    public void A_continuation_token_and_a_page_size_can_be_given()
    {
        var service = new CannedService().Answer(HttpStatusCode.OK, """{"value":[]}""");

        Assert.Single(service.Table().Query<TableEntity>(maxPerPage: 1, cancellationToken: Cancel).AsPages("a b", 7));

        Assert.EndsWith("top=7&NextPartitionKey=a&NextRowKey=b", service.Requests[0].Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_credential_is_asked_for_the_storage_scope()
    {
        var service = new CannedService().Answer(HttpStatusCode.NoContent);
        var credential = new FixedToken();
        var table = new TableClient(new Uri("https://account.table.core.windows.net"), "people", credential, service.Options());

        await table.AddEntityAsync(new TableEntity("p", "r"), Cancel);

        Assert.Equal(["https://storage.azure.com/.default"], credential.Scopes);
        Assert.Equal("Bearer token", service.Requests[0].Headers["Authorization"]);
        Assert.Equal("account", table.AccountName);
    }

    [Fact]
    public async Task A_cancellation_reaches_the_transport()
    {
        var service = new CannedService().Answer(HttpStatusCode.NoContent);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            service.Table().AddEntityAsync(new TableEntity("p", "r"), cancelled.Token)
        );

        Assert.Empty(service.Requests);
    }

    [Fact]
    public void An_entity_without_keys_is_refused_before_it_is_sent()
    {
        var service = new CannedService();

        Assert.Throws<ArgumentNullException>(() => service.Table().AddEntity(new TableEntity(), Cancel));
        Assert.Throws<ArgumentNullException>(() => service.Table().UpsertEntity(new TableEntity("p", null!), cancellationToken: Cancel));
        Assert.Throws<ArgumentNullException>(() =>
            service.Table().SubmitTransaction([new(TableTransactionActionType.Add, new TableEntity())], Cancel)
        );
        Assert.Empty(service.Requests);
    }

    private sealed class FixedToken : TokenCredential
    {
        public string[] Scopes { get; private set; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scopes = requestContext.Scopes;
            return new AccessToken("token", TimeProvider.System.GetUtcNow().AddHours(1));
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
