using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace TestFunctionApp;

/// <summary>What happened, for the test to read; a test that waits for an event waits on the channel.</summary>
public sealed class Journal
{
    private readonly Channel<string> _events = Channel.CreateUnbounded<string>();

    public ConcurrentQueue<string> Around { get; } = [];

    /// <summary>Functions that wait for the test's go do so here.</summary>
    public TaskCompletionSource Go { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Say(string what) => _events.Writer.TryWrite(what);

    public ValueTask<string> NextAsync(CancellationToken cancellationToken) => _events.Reader.ReadAsync(cancellationToken);

    public bool IsQuiet => !_events.Reader.TryPeek(out _);
}

/// <summary>Disposed with the invocation's scope.</summary>
public sealed class PerInvocation(Journal journal) : IDisposable
{
    public Guid Id { get; } = Guid.NewGuid();

    public void Dispose() => journal.Say($"disposed {Id}");
}

public sealed class Recording(Journal journal) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        context.Items["seen"] = "by the middleware";
        journal.Around.Enqueue($"before {context.FunctionDefinition.Name}");
        await next(context);
        journal.Around.Enqueue($"after {context.FunctionDefinition.Name}");
    }
}

/// <summary>Answers in the function's place.</summary>
public sealed class ShortCut : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.FunctionDefinition.Name == "ShortCutResult")
        {
            context.GetInvocationResult().Value = Results.StatusCode(StatusCodes.Status402PaymentRequired);
            return;
        }
        var response = context.GetHttpContext()!.Response;
        response.StatusCode = StatusCodes.Status401Unauthorized;
        await response.WriteAsync("not you", context.CancellationToken);
    }
}
