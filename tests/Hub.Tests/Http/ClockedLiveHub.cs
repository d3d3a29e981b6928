using IntegrationHub.Testing;

namespace IntegrationHub.Tests.Http;

/// <summary>A running hub whose clock only the test moves.</summary>
public class ClockedLiveHub : LiveHub
{
    public TestClock Clock { get; } = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    protected override TimeProvider Time => Clock;
}
