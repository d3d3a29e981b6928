namespace Onebox.Storage.Engine;

/// <summary>
/// One write as the commit loop takes it. <see cref="Apply"/> first decides, reading only, then changes rows, and after its first change it
/// refuses nothing: so that many writes can share one transaction and a refused one has nothing to take back.
/// </summary>
internal abstract class Write
{
    private readonly TaskCompletionSource<Fault?> answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Fault? outcome;

    /// <summary>Null once the write is durable; otherwise why it was refused, with nothing changed.</summary>
    public Task<Fault?> Answer => answered.Task;

    /// <summary>Cancels the write as long as the loop has not taken it up.</summary>
    public CancellationToken Cancellation { get; init; }

    public void Run(WriteSession session) => outcome = Apply(session);

    /// <summary>After the commit, before the answer, on the loop's thread.</summary>
    public virtual void Committed(WriteSession session) { }

    public void Succeed() => answered.TrySetResult(outcome);

    public void Fail(Exception exception) => answered.TrySetException(exception);

    public void Cancel() => answered.TrySetCanceled(Cancellation);

    protected bool Refused => outcome is not null;

    protected abstract Fault? Apply(WriteSession session);
}
