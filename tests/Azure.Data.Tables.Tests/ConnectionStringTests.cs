namespace Azure.Data.Tables.Tests;

public sealed class ConnectionStringTests
{
    [Fact]
    public void Development_storage_is_Azurites_usual_address()
    {
        var service = new TableServiceClient("UseDevelopmentStorage=true");

        Assert.Equal(("devstoreaccount1", new Uri("http://127.0.0.1:10002/devstoreaccount1")), (service.AccountName, service.Uri));
        Assert.Equal(new Uri("http://127.0.0.1:10002/devstoreaccount1/T"), service.GetTableClient("T").Uri);
    }

    [Theory]
    [InlineData("AccountName=a;AccountKey=a2V5;EndpointSuffix=core.usgovcloudapi.net", "https://a.table.core.usgovcloudapi.net/")]
    [InlineData("DefaultEndpointsProtocol=http;AccountName=a;AccountKey=a2V5;EndpointSuffix=x.test;", "http://a.table.x.test/")]
    [InlineData(
        "AccountName=a;AccountKey=a2V5==;TableEndpoint=http://127.0.0.1:1/a;BlobEndpoint=http://127.0.0.1:2/a",
        "http://127.0.0.1:1/a"
    )]
    [InlineData("accountname=a;ACCOUNTKEY=a2V5;EndpointSuffix=core.windows.net", "https://a.table.core.windows.net/")]
    public void Endpoints_are_given_or_built(string connectionString, string expected)
    {
        var service = new TableServiceClient(connectionString.Replace("a2V5==", "a2V5", StringComparison.Ordinal));

        Assert.Equal(("a", new Uri(expected)), (service.AccountName, service.Uri));
    }

    [Theory]
    [InlineData("AccountName=a")]
    [InlineData("nonsense-secret")]
    [InlineData("AccountName=a;AccountName=b;AccountKey=a2V5")]
    [InlineData("AccountName=a;AccountKey=a2V5;TableEndpoint=secret")]
    [InlineData("AccountName=a;AccountKey=not base64 secret;EndpointSuffix=x.test")]
    public void A_malformed_string_is_refused_without_being_repeated(string connectionString)
    {
        var fault = Assert.Throws<FormatException>(() => new TableServiceClient(connectionString));

        Assert.DoesNotContain("secret", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_string_is_an_argument_error() => Assert.ThrowsAny<ArgumentException>(() => new TableClient("", "t"));
}
