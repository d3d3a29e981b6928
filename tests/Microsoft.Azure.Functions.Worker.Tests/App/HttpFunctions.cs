using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace TestFunctionApp;

public sealed record Greeting(string Text, int Times);

public sealed class HttpFunctions(Journal journal, PerInvocation scope)
{
    [Function("Hello")]
    public IResult Hello([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        Results.Text($"hello {request.Query["name"]}");

    [Function("ById")]
    public static IResult ById(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "things/{id:guid}/{count:int}")] HttpRequest request,
        Guid id,
        int count
    ) => Results.Text($"{request.Method} {id:N} x{count}");

    [Function("ByName")]
    public static IResult ByName(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "things/{name}")] HttpRequest request,
        string name,
        int? page,
        DayOfWeek day = DayOfWeek.Monday
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        return Results.Text($"{name} {page} {day}");
    }

    [Function("PutThing")]
    public static IResult PutThing(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", "patch", Route = "things/{name}")] HttpRequest request,
        string name
    ) => Results.Text($"{request.Method} {name}");

    [Function("NeedsNumber")]
    public static IResult NeedsNumber(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "number/{n}")] HttpRequest request,
        int n
    ) => Results.Text($"{request.Method} {n}");

    [Function("AsyncResult")]
    public async Task<IResult> AsyncResult(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request,
        FunctionContext context,
        CancellationToken cancellationToken
    )
    {
        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync(cancellationToken);
        return Results.Text(
            $"{body} {context.Items["seen"]} {context.InstanceServices.Equals(request.HttpContext.RequestServices)} {scope.Id}"
        );
    }

    [Function("Posted")]
    public static Greeting Posted(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request,
        [Microsoft.Azure.Functions.Worker.Http.FromBody] Greeting greeting
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        return greeting with { Times = greeting.Times + 1 };
    }

    [Function("ActionObject")]
    public static async Task<IActionResult> ActionObject([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
    {
        await Task.Yield();
        return new CreatedResult($"/made/{request.Query["id"]}", new Greeting("made", 1));
    }

    [Function("ActionStatus")]
    public static IActionResult ActionStatus([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new NoContentResult();
    }

    [Function("PlainText")]
    public static ValueTask<string> PlainText([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        ValueTask.FromResult($"plain {request.Method}");

    [Function("WritesItself")]
    public static Task WritesItself(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        request.HttpContext.Response.StatusCode = StatusCodes.Status202Accepted;
        return request.HttpContext.Response.WriteAsync("by hand", cancellationToken);
    }

    [Function("AnyMethod")]
    public static IResult AnyMethod([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => Results.Text(request.Method);

    [Function("ShortCut")]
    public IResult Unreached([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
    {
        journal.Say($"reached {request.Path}");
        return Results.Ok();
    }

    [Function("ShortCutResult")]
    public IResult UnreachedToo([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Unreached(request);

    [Function("Throws")]
    public static IResult Throws([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        throw new InvalidOperationException($"thrown for {request.Method}");

    [Function("Waits")]
    public async Task<IResult> Waits(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        journal.Say($"waiting {request.Method}");
        try
        {
            await journal.Go.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            journal.Say("cancelled");
            throw;
        }
        return Results.Text("waited");
    }

    /// <summary>Begins its answer, and ends it only when the host is told to stop.</summary>
    [Function("OutlastsTheStop")]
    public static async Task OutlastsTheStop(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request,
        FunctionContext context,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(context);
        var response = request.HttpContext.Response;
        await response.WriteAsync("begun", cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var lifetime = context.InstanceServices.GetRequiredService<IHostApplicationLifetime>();
        await using var registration = lifetime.ApplicationStopping.Register(() => told.TrySetResult());
        await told.Task.WaitAsync(cancellationToken);
        await response.WriteAsync(" and ended", cancellationToken);
    }

    [Function("Describes")]
    public static IResult Describes(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "describes/{part}")] HttpRequest request,
        FunctionContext context
    )
    {
        ArgumentNullException.ThrowIfNull(context);
        var definition = context.FunctionDefinition;
        return Results.Json(
            new
            {
                context.InvocationId,
                context.FunctionId,
                definition.Name,
                definition.EntryPoint,
                Assembly = Path.GetFileName(definition.PathToAssembly),
                Trigger = definition.InputBindings["request"].Type,
                Part = context.BindingContext.BindingData["part"],
                Asked = context.BindingContext.BindingData["asked"],
                SameRequest = ReferenceEquals(request.HttpContext, context.GetHttpContext()),
                Retries = context.RetryContext.MaxRetryCount,
            }
        );
    }
}
