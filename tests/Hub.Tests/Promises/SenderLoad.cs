using System.Collections.Concurrent;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Promises;

/// <summary>
/// Twenty senders that post mixed messages, each about somebody new, and keep a journal of what was acknowledged. A message without
/// an answer is sent again, the same bytes, once there is a hub again.
/// </summary>
internal sealed class SenderLoad : IAsyncDisposable
{
    private const int Senders = 20;

    private readonly ResendingClient client;
    private readonly ConcurrentQueue<TestMessage> journal = [];
    private readonly ConcurrentQueue<(TestMessage One, TestMessage Other)> joins = [];
    private readonly CancellationTokenSource given = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly Lock gate = new();
    private readonly Task senders;
    private TaskCompletionSource enough = new();
    private int left;
    private volatile bool finishing;

    /// <param name="keys">The folder that will hold the key of the hub's issuer.</param>
    internal SenderLoad(string keys)
    {
        client = new ResendingClient(keys);
        senders = Task.WhenAll(Enumerable.Range(0, Senders).Select(n => Task.Run(() => SendAsync(new Random(n)))));
    }

    /// <summary>Every message that was acknowledged, once.</summary>
    internal IReadOnlyCollection<TestMessage> Journal => journal;

    /// <summary>What was told of two records of which it was then acknowledged that they are one person's.</summary>
    internal IReadOnlyCollection<(TestMessage One, TestMessage Other)> Joins => joins;

    /// <summary>How often a sender got no answer, or that the hub's storage did not answer.</summary>
    internal int CutOff => client.CutOff;

    /// <summary>Tells the senders where the hub is now.</summary>
    /// <returns>Ends when that many messages were acknowledged since.</returns>
    internal Task HubIsUp(Uri address, int answers)
    {
        lock (gate)
        {
            left = answers;
            enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (answers == 0)
                enough.SetResult();
            client.HubIsUp(address);
            return enough.Task;
        }
    }

    /// <summary>No new messages; ends when every one begun is acknowledged.</summary>
    internal Task FinishAsync()
    {
        finishing = true;
        return senders;
    }

    public async ValueTask DisposeAsync()
    {
        await given.CancelAsync();
        await senders.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        client.Dispose();
        given.Dispose();
    }

    private static TestMessage Make(Random random)
    {
        var person = TestPerson.New();
        return random.Next(10) switch
        {
            < 4 => Messages.Gp(person, entries: random.Next(1, 30), Messages.NewName("bundle")),
            4 => Messages.Gp(person, entries: random.Next(91, 250)),
            < 7 => Messages.Stay(person, Messages.NewName("stay"), discharged: true, version: 2),
            _ => Messages.DischargedEvent(person, Messages.NewName("stay")),
        };
    }

    /// <summary>Two people of whom it turns out that they are one.</summary>
    private async Task JoinAsync(Random random)
    {
        var told = new[] { TestPerson.New(), TestPerson.New() }
            .Select(person => Messages.Gp(person, entries: random.Next(1, 10), Messages.NewName("bundle")))
            .ToArray();
        foreach (var message in told)
            await AcknowledgedAsync(message);
        await AcknowledgedAsync(Messages.NumberReplaced(told[0].Person, told[1].Person));
        joins.Enqueue((told[0], told[1]));
    }

    private async Task SendAsync(Random random)
    {
        while (!finishing)
        {
            if (random.Next(8) == 0)
                await JoinAsync(random);
            var message = Make(random);
            await AcknowledgedAsync(message);
            journal.Enqueue(message);
            lock (gate)
            {
                if (--left == 0)
                    enough.TrySetResult();
            }
        }
    }

    private Task AcknowledgedAsync(TestMessage message) => client.AcknowledgedAsync(message, given.Token);
}
