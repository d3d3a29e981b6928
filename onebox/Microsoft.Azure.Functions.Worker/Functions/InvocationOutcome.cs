namespace Microsoft.Azure.Functions.Worker;

internal enum InvocationOutcome
{
    Succeeded,

    /// <summary>The function, or the middleware around it, threw. It has been logged.</summary>
    Failed,

    /// <summary>The host is stopping: nothing was run.</summary>
    NotStarted,
}
