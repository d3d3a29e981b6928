using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace IntegrationHub.Tests.Support;

/// <summary>Stands between the hub's storage clients and the storage: writes down every call, and breaks the one it is told to.</summary>
public sealed class FaultingTransport(HttpPipelineTransport next) : HttpPipelineTransport
{
    private readonly Lock gate = new();
    private readonly List<StorageCall> calls = [];
    private readonly List<(Func<StorageCall, bool> Is, TaskCompletionSource Seen)> awaited = [];
    private Plan? plan;
    private volatile bool dead;

    /// <summary>Called after each call that was done or broken: a test looks at what is stored at that moment.</summary>
    public Func<Task>? AfterEach { get; set; }

    /// <summary>Calls so far, or since <see cref="Forget"/>.</summary>
    public IReadOnlyList<StorageCall> Calls
    {
        get
        {
            lock (gate)
                return [.. calls];
        }
    }

    public void Forget()
    {
        lock (gate)
            calls.Clear();
    }

    /// <summary>Breaks the call that is <paramref name="at"/> (from 0) of those from now on.</summary>
    /// <param name="of">Which calls are counted; all when null.</param>
    /// <returns>Ends when it was broken.</returns>
    public Task Arm(int at, Fault fault, Func<StorageCall, bool>? of = null)
    {
        lock (gate)
        {
            plan = new Plan(fault) { Left = at, Of = of };
            return plan.Struck.Task;
        }
    }

    /// <summary>Breaks nothing any more.</summary>
    public void Disarm()
    {
        lock (gate)
            plan = null;
    }

    /// <summary>Ends after the next call of that kind was answered.</summary>
    public Task Next(Func<StorageCall, bool> isIt)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
            awaited.Add((isIt, seen));
        return seen.Task;
    }

    public override Request CreateRequest() => next.CreateRequest();

    public override void Process(HttpMessage message) => ProcessAsync(message).AsTask().GetAwaiter().GetResult();

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var call = StorageCall.Of(message.Request);
        var struck = Note(call);
        try
        {
            if (struck?.Fault is Fault.Unreached)
                throw Unreachable();
            if (struck?.Fault is Fault.DiesBefore || dead && struck is null)
                throw Dead();
            await next.ProcessAsync(message);
            if (struck?.Fault is Fault.AnswerLost)
                throw Unreachable();
            if (struck?.Fault is Fault.ServerError)
                message.Response = new ServerErrorResponse(message.Request.ClientRequestId);
            // Whatever was under way in a process that has died is never heard of.
            if (dead)
                throw Dead();
        }
        finally
        {
            if (AfterEach is { } look)
                await look();
            struck?.Struck.TrySetResult();
            Tell(call);
        }
    }

    private Plan? Note(StorageCall call)
    {
        lock (gate)
        {
            calls.Add(call);
            if (plan is null || plan.Of?.Invoke(call) is false || plan.Left-- > 0)
                return null;
            var struck = plan;
            plan = null;
            dead |= struck.Fault is Fault.DiesBefore or Fault.DiesAfter;
            return struck;
        }
    }

    private void Tell(StorageCall call)
    {
        List<TaskCompletionSource> told = [];
        lock (gate)
        {
            for (var i = awaited.Count - 1; i >= 0; i--)
            {
                if (!awaited[i].Is(call))
                    continue;
                told.Add(awaited[i].Seen);
                awaited.RemoveAt(i);
            }
        }

        foreach (var seen in told)
            seen.TrySetResult();
    }

    /// <summary>What a client of Azure.Core throws when none of its tries reached the service.</summary>
    private static AggregateException Unreachable() =>
        new("Retry failed after 4 tries.", Enumerable.Range(0, 4).Select(_ => new RequestFailedException(0, "Connection refused.")));

    private static RequestFailedException Dead() => new(599, "The process has died.");

    private sealed class Plan(Fault fault)
    {
        public Fault Fault => fault;

        public int Left { get; set; }

        public Func<StorageCall, bool>? Of { get; init; }

        public TaskCompletionSource Struck { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
