using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Setting <c>Onebox:DrainTimeout</c>: how long running invocations may go on once the host stops. Default 30 s; 0 cancels them at once.</summary>
internal sealed record DrainOptions(TimeSpan Timeout)
{
    /// <summary>What a cancelled invocation has to finish in before the host goes on without it.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    public static DrainOptions From(IConfiguration configuration)
    {
        var timeout = configuration.GetValue("Onebox:DrainTimeout", TimeSpan.FromSeconds(30));
        return timeout >= TimeSpan.Zero
            ? new DrainOptions(timeout)
            : throw new FunctionWorkerException($"Onebox:DrainTimeout is {timeout}; it cannot be negative");
    }
}
