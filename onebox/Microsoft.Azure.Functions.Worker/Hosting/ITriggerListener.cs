namespace Microsoft.Azure.Functions.Worker;

/// <summary>Watches for what triggers one function, and invokes it.</summary>
internal interface ITriggerListener
{
    FunctionModel Function { get; }

    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>No new invocation begins after this was called; those that run are waited for by the gate, not here.</summary>
    Task StopAsync(CancellationToken cancellationToken);
}
