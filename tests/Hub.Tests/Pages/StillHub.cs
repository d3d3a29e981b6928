using IntegrationHub.Testing;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Pages;

/// <summary>A hub whose clock moves when a test says so, and cases to look at.</summary>
public sealed class StillHub : LiveHub
{
    public TestClock Clock { get; } = new(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));

    public StagedCases Cases => new(Hub, Clock);

    protected override TimeProvider Time => Clock;
}
