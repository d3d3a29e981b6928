namespace IntegrationHub.Tests.Support;

/// <summary>One hub on the system's clock for all tests of a class.</summary>
public sealed class HubFixture : IAsyncLifetime
{
    public TestHub Hub { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Hub = await TestHub.StartAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => Hub.DisposeAsync();
}
