namespace IntegrationHub.Tests.Support;

/// <summary>One hub on the system's clock for all tests of a class.</summary>
public sealed class HubFixture : IAsyncLifetime
{
    private TestHub? hub;

    public TestHub Hub => hub ?? throw new InvalidOperationException("The hub did not start.");

    public async ValueTask InitializeAsync() => hub = await TestHub.StartAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => hub?.DisposeAsync() ?? ValueTask.CompletedTask;
}
