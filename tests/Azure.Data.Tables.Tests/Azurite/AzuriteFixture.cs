using IntegrationHub.Testing;

namespace Azure.Data.Tables.Tests.Azurite;

/// <summary>One Azurite for all tests that need it; each test has a table of its own.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private Availability<AzuriteServer>? _azurite;
    private int _tables;

    public string ConnectionString => Server.ConnectionString;

    public AzuriteServer Server
    {
        get
        {
            Assert.SkipUnless(_azurite!.IsAvailable, _azurite.Reason);
            return _azurite.Value!;
        }
    }

    public string NewTableName() => $"test{Interlocked.Increment(ref _tables)}";

    public async Task<TableClient> NewTableAsync()
    {
        var table = new TableClient(ConnectionString, NewTableName());
        await table.CreateAsync(TestContext.Current.CancellationToken);
        return table;
    }

    public async ValueTask InitializeAsync() => _azurite = await AzuriteServer.TryStartAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        if (_azurite?.Value is { } server)
            await server.DisposeAsync();
    }
}

[CollectionDefinition(Name)]
public sealed class AzuriteGroup : ICollectionFixture<AzuriteFixture>
{
    public const string Name = "Azurite";
}
