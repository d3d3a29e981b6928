using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs invocations through the middleware, each in its own service scope.</summary>
internal sealed class InvocationDispatcher(InvocationGate gate, FunctionExecutionDelegate pipeline, IServiceScopeFactory scopes)
{
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

    /// <summary>For triggers other than HTTP. What the function throws comes out: the listener decides what a failure means.</summary>
    /// <returns>False when the host is stopping and the invocation was not started.</returns>
    public async Task<bool> TryInvokeAsync(
        FunctionModel function,
        object trigger,
        Func<IReadOnlyDictionary<string, object?>>? bindingData,
        CancellationToken cancellationToken
    )
    {
        if (!gate.TryEnter())
            return false;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            using var context = new InvocationContext(function, trigger, scope.ServiceProvider, gate.Draining)
            {
                SourceAborted = cancellationToken,
                ReadBindingData = bindingData,
            };
            await pipeline(context);
            return true;
        }
        finally
        {
            gate.Leave();
        }
    }
}
