namespace IntegrationHub.Tests.Support;

/// <summary>
/// Sends to a hub that is killed and started again: a message without an answer is sent again, the same bytes, once there is a hub again.
/// </summary>
internal sealed class ResendingClient(string keys) : IDisposable
{
    private readonly Lock gate = new();
    private TaskCompletionSource<HubClient> up = New();
    private HubClient? current;
    private int cutOff;

    /// <summary>How often there was no answer, or that the hub's storage did not answer.</summary>
    internal int CutOff => cutOff;

    /// <summary>Says where the hub is now.</summary>
    internal void HubIsUp(Uri address)
    {
        lock (gate)
        {
            var before = current;
            current = new HubClient(address, keys, TimeProvider.System);
            if (up.Task.IsCompleted)
                up = New();
            up.SetResult(current);
            before?.Dispose();
        }
    }

    /// <summary>Ends when the message is acknowledged, by whichever hub.</summary>
    internal async Task AcknowledgedAsync(TestMessage message, CancellationToken cancellationToken)
    {
        while (!await IsAcknowledgedAsync(message, cancellationToken))
            Interlocked.Increment(ref cutOff);
    }

    public void Dispose() => current?.Dispose();

    private static TaskCompletionSource<HubClient> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task<bool> IsAcknowledgedAsync(TestMessage message, CancellationToken cancellationToken)
    {
        Task<HubClient> hub;
        lock (gate)
            hub = up.Task;
        var client = await hub.WaitAsync(cancellationToken);
        try
        {
            var answer = await client.SendAsync(message, cancellationToken);
            Assert.True(answer.IsAcknowledgement || answer.Code is "INT900", $"{(int)answer.Status} {answer.Text}");
            return answer.IsAcknowledgement;
        }
        catch (Exception gone)
            when (gone is HttpRequestException or ObjectDisposedException or IOException or OperationCanceledException
                && !cancellationToken.IsCancellationRequested
            )
        {
            HubIsGone(hub);
            return false;
        }
    }

    /// <summary>From now on senders wait for the next hub, unless it is there already.</summary>
    private void HubIsGone(Task<HubClient> which)
    {
        lock (gate)
        {
            if (up.Task == which)
                up = New();
        }
    }
}
