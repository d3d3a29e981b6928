using Azure.Data.Tables.Models;

namespace Azure.Data.Tables.Tests.Azurite;

[Collection(AzuriteGroup.Name)]
public sealed class TableTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tables_are_created_listed_and_deleted()
    {
        var service = new TableServiceClient(azurite.ConnectionString);
        string[] names = ["listA", "listB", "listC"];
        foreach (var name in names)
            Assert.Equal(name, (await service.CreateTableAsync(name, Cancel)).Value.Name);

        var listed = service.Query(item => item.Name.CompareTo("list") >= 0 && item.Name.CompareTo("lisu") < 0, 2, Cancel).ToList();
        var listedAsync = await service
            .QueryAsync(TableServiceClient.CreateQueryFilter($"TableName eq {"listB"}"), cancellationToken: Cancel)
            .ToListAsync(Cancel);
        var deleted = await service.DeleteTableAsync("listB", Cancel);
        var again = service.DeleteTable("listB", Cancel);

        Assert.Equal(names, listed.Select(item => item.Name));
        Assert.Equal(["listB"], listedAsync.Select(item => item.Name));
        Assert.Equal((204, 404), (deleted.Status, again.Status));
        Assert.DoesNotContain(service.Query(cancellationToken: Cancel), item => item.Name == "listB");
    }

    [Fact]
    public async Task Creating_twice_fails_and_creating_if_not_there_does_not()
    {
        var table = new TableClient(azurite.ConnectionString, azurite.NewTableName());

        var first = await table.CreateIfNotExistsAsync(Cancel);
        var second = table.CreateIfNotExists(Cancel);
        var fault = await Assert.ThrowsAsync<RequestFailedException>(() => table.CreateAsync(Cancel));

        Assert.Equal((204, 409), (first.GetRawResponse().Status, second.GetRawResponse().Status));
        Assert.Equal(table.Name, second.Value.Name);
        Assert.True(fault.ErrorCode == TableErrorCode.TableAlreadyExists);
    }

    [Fact]
    public void A_wrong_key_is_refused()
    {
        var credential = new TableSharedKeyCredential(azurite.Server.TableEndpoint.Segments[1], Convert.ToBase64String(new byte[32]));
        var table = new TableClient(azurite.Server.TableEndpoint, "any", credential);

        var fault = Assert.Throws<RequestFailedException>(() => table.GetEntity<TableEntity>("p", "r", cancellationToken: Cancel));

        Assert.Equal(403, fault.Status);
    }
}
