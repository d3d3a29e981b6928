using IntegrationHub.Testing;

namespace WorkerTests.Blobs;

public sealed class BlobTriggerOnAzuriteTests(BlobTriggerOnAzuriteTests.Server server)
    : BlobTriggerContract,
        IClassFixture<BlobTriggerOnAzuriteTests.Server>
{
    protected override string ConnectionString
    {
        get
        {
            Assert.SkipUnless(server.Azurite.IsAvailable, server.Azurite.Reason);
            return server.Azurite.Value.ConnectionString;
        }
    }

    public sealed class Server : IAsyncLifetime
    {
        public Availability<AzuriteServer> Azurite { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Azurite = await AzuriteServer.TryStartAsync(TestContext.Current.CancellationToken);

        public async ValueTask DisposeAsync()
        {
            if (Azurite.IsAvailable)
                await Azurite.Value.DisposeAsync();
        }
    }
}
