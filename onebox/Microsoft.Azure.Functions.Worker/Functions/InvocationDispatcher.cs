using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs invocations through the middleware, each in its own service scope.</summary>
internal sealed partial class InvocationDispatcher(
    InvocationGate gate,
    FunctionExecutionDelegate pipeline,
    IServiceScopeFactory scopes,
    ILogger<InvocationDispatcher> logger
)
{
    /// <summary>The name by which the official worker's activities are collected.</summary>
    private static readonly ActivitySource Source = new("Microsoft.Azure.Functions.Worker");

    public InvocationGate Gate => gate;

    public FunctionExecutionDelegate Pipeline => pipeline;

    /// <summary>The middleware in the order given, with the call of the function innermost.</summary>
    public static FunctionExecutionDelegate Compose(IReadOnlyList<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware)
    {
        FunctionExecutionDelegate pipeline = static context =>
            context is InvocationContext invocation
                ? invocation.Function.Invoker.InvokeAsync(invocation)
                : throw new InvalidOperationException("Middleware has to pass on the FunctionContext that it was given");
        for (var i = middleware.Count - 1; i >= 0; i--)
            pipeline = middleware[i](pipeline);
        return pipeline;
    }

    /// <summary>One invocation for a trigger other than HTTP; what a failure means is the listener's to decide.</summary>
    /// <param name="function">The function to run.</param>
    /// <param name="trigger">What its arguments are taken from.</param>
    /// <param name="bindingData">Read only if the function or a middleware asks.</param>
    /// <param name="traceParent">The W3C trace parent that came with the message.</param>
    [SuppressMessage("Design", "CA1031", Justification = "A listener outlives whatever a function throws; the outcome tells it.")]
    public async Task<InvocationOutcome> RunAsync(
        FunctionModel function,
        object trigger,
        Func<IReadOnlyDictionary<string, object?>>? bindingData,
        string? traceParent = null
    )
    {
        if (!gate.TryEnter())
            return InvocationOutcome.NotStarted;
        InvocationContext? context = null;
        using var activity = Source.StartActivity(function.Name, ActivityKind.Consumer, traceParent);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            context = new InvocationContext(function, trigger, scope.ServiceProvider, gate.Draining)
            {
                TraceParent = traceParent,
                ReadBindingData = bindingData,
            };
            await pipeline(context);
            return InvocationOutcome.Succeeded;
        }
        catch (Exception failure)
        {
            activity?.SetStatus(ActivityStatusCode.Error);
            LogFailed(logger, function.Name, context?.InvocationId, failure);
            return InvocationOutcome.Failed;
        }
        finally
        {
            context?.Dispose();
            gate.Leave();
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Function {Function} failed (invocation {InvocationId})")]
    private static partial void LogFailed(ILogger logger, string function, string? invocationId, Exception failure);
}
