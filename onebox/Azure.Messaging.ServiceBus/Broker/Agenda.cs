namespace Azure.Messaging.ServiceBus.Onebox;

/// <summary>
/// What falls due when: lock ends, scheduled times, expiries. One timer, set to the earliest. An entry is a reminder to look at
/// its subject again, not a verdict: renewing or settling leaves it standing, and the subject is looked at once in vain.
/// </summary>
internal sealed class Agenda : IDisposable
{
    // Timers take up to 49 days; far dates are approached in steps.
    private static readonly long MaxStepTicks = TimeSpan.FromDays(1).Ticks;

    private const int MinSweep = 4096;

    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly PriorityQueue<object, long> _entries = new();
    private readonly Func<object, bool> _isGone;
    private int _sweepAt = MinSweep;
    private long _armedFor = long.MaxValue;

    /// <param name="time">The clock.</param>
    /// <param name="due">Called when the earliest entry's time has come.</param>
    /// <param name="isGone">Whether nobody will want to look at a subject again.</param>
    public Agenda(TimeProvider time, Action due, Func<object, bool> isGone)
    {
        _isGone = isGone;
        _time = time;
        _timer = time.CreateTimer(static state => ((Action)state!)(), due, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public long Now => _time.GetUtcNow().UtcTicks;

    public void Add(object subject, long atTicks)
    {
        if (atTicks == long.MaxValue)
            return;
        _entries.Enqueue(subject, atTicks);
        if (_entries.Count >= _sweepAt)
            Sweep();
        if (atTicks < _armedFor)
            Arm();
    }

    /// <summary>
    /// Drops the entries of what is gone. A message is mostly settled long before its lock would end; left alone, its entry would
    /// keep it in memory until then. Done when the entries have doubled, so it costs each of them little.
    /// </summary>
    private void Sweep()
    {
        var left = _entries.UnorderedItems.Where(entry => !_isGone(entry.Element)).ToArray();
        _entries.Clear();
        _entries.EnqueueRange(left);
        _sweepAt = Math.Max(MinSweep, left.Length * 2);
    }

    /// <summary>The next subject whose time has come.</summary>
    public bool TryTakeDue(long nowTicks, out object subject)
    {
        if (_entries.TryPeek(out subject!, out var at) && at <= nowTicks)
        {
            _entries.Dequeue();
            return true;
        }
        return false;
    }

    /// <summary>Sets the timer to the earliest entry left; to be called after the due ones are taken.</summary>
    public void Arm()
    {
        if (!_entries.TryPeek(out _, out var at))
        {
            _armedFor = long.MaxValue;
            return;
        }
        if (at == _armedFor)
            return;
        _armedFor = at;
        var wait = Math.Clamp(at - Now, TimeSpan.TicksPerMillisecond, MaxStepTicks);
        // Rounded up: a timer counts whole milliseconds, and one that fires early would find nothing due.
        var milliseconds = (wait + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond;
        _timer.Change(TimeSpan.FromMilliseconds(milliseconds), Timeout.InfiniteTimeSpan);
    }

    /// <summary>To be called when the timer has fired: it has to be set again even for the same time.</summary>
    public void Fired() => _armedFor = long.MaxValue;

    public void Dispose() => _timer.Dispose();
}
