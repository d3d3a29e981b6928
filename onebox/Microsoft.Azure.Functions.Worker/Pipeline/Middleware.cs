using System.Diagnostics.CodeAnalysis;

namespace Microsoft.Azure.Functions.Worker.Middleware;

[SuppressMessage("Naming", "CA1711", Justification = "The official name.")]
public delegate Task FunctionExecutionDelegate(FunctionContext context);

/// <summary>Runs around every invocation, whatever its trigger. One instance serves all invocations.</summary>
public interface IFunctionsWorkerMiddleware
{
#pragma warning disable CA1716 // The official names.
    Task Invoke(FunctionContext context, FunctionExecutionDelegate next);
#pragma warning restore CA1716
}
