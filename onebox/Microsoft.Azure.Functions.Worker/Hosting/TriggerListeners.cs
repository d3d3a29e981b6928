namespace Microsoft.Azure.Functions.Worker;

/// <summary>Makes the listener of each function whose trigger has one; HTTP functions are reached through the server.</summary>
internal static class TriggerListeners
{
    /// <exception cref="FunctionWorkerException">A setting or schedule that cannot be used.</exception>
    public static IReadOnlyList<ITriggerListener> Create(IReadOnlyList<FunctionModel> functions, IServiceProvider services) =>
        [.. functions.Select(f => f.Kind.CreateListener(f, services)).OfType<ITriggerListener>()];
}
