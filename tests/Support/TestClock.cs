using Microsoft.Extensions.Time.Testing;

namespace IntegrationHub.Testing;

/// <summary>
/// A clock that a test moves: whatever is due by then has been called when it returns. <see cref="FakeTimeProvider"/> alone leaves that to
/// another thread that happens to be making a timer in the same moment, and returns before it has.
/// </summary>
public sealed class TestClock : FakeTimeProvider
{
    public TestClock() { }

    public TestClock(DateTimeOffset start)
        : base(start) { }

#pragma warning disable RS0030 // Banned for what this class mends.
    public new void Advance(TimeSpan delta)
    {
        base.Advance(delta);
        EndWithAllThatIsDue();
    }

    public new void SetUtcNow(DateTimeOffset value)
    {
        base.SetUtcNow(value);
        EndWithAllThatIsDue();
    }
#pragma warning restore RS0030

    /// <summary>Timers are called one after the other, the longest due first: when one that is due only now is called, the others were.</summary>
    private void EndWithAllThatIsDue()
    {
        var called = new TaskCompletionSource();
        using var last = CreateTimer(_ => called.SetResult(), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        called.Task.GetAwaiter().GetResult();
    }
}
