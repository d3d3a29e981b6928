namespace Azure.Messaging.ServiceBus.Onebox;

/// <summary>One thing to make durable, and what to do in memory when it is (or could not be).</summary>
internal abstract class WriteOperation
{
    // Asynchronous continuations: the writer thread must not run its callers' code.
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Task => _done.Task;

    /// <summary>On the writer thread, inside the transaction. Must not change what receivers see: the commit may still fail.</summary>
    public abstract void Apply(Journal journal, long nowTicks);

    /// <summary>On the writer thread, after the commit: what was written becomes visible.</summary>
    protected abstract void Committed();

    /// <summary>On the writer thread, after a rollback: what was taken out for this operation goes back.</summary>
    protected abstract void RolledBack();

    public void Finish(ServiceBusException? failure)
    {
        if (failure is null)
        {
            Committed();
            _done.TrySetResult();
        }
        else
        {
            RolledBack();
            _done.TrySetException(failure);
        }
    }
}
