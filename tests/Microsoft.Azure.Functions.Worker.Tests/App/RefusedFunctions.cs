using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace TestFunctionApp;

/// <summary>A binding that onebox does not know.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class CarrierPigeonTriggerAttribute : TriggerBindingAttribute;

/// <summary>Functions that must stop the start; each test names the one it is about.</summary>
public static class RefusedFunctions
{
    [Function("NeedsKey")]
    public static IResult NeedsKey([HttpTrigger(AuthorizationLevel.Function, "get")] HttpRequest request) => Results.Text(request.Method);

    [Function("Twice")]
    public static IResult Once([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "one")] HttpRequest request) =>
        Results.Text(request.Method);

    [Function("twice")]
    public static IResult Twice([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "two")] HttpRequest request) =>
        Results.Text(request.Method);

    [Function("Pigeon")]
    public static Task Pigeon([CarrierPigeonTrigger] string message) => Task.FromResult(message);

    [Function("NoTrigger")]
    public static Task NoTrigger(string message) => Task.FromResult(message);

    [Function("BadRoute")]
    public static IResult BadRoute([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "{unclosed")] HttpRequest request) =>
        Results.Text(request.Method);

    [Function("SameRoute1")]
    public static IResult SameRoute1(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "same/{id:int}")] HttpRequest request
    ) => Results.Text(request.Method);

    [Function("SameRoute2")]
    public static IResult SameRoute2(
        [HttpTrigger(AuthorizationLevel.Anonymous, "POST", Route = "Same/{number:int}")] HttpRequest request
    ) => Results.Text(request.Method);

    [Function("Unbindable")]
    public static IResult Unbindable([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, Stream elsewhere)
    {
        ArgumentNullException.ThrowIfNull(elsewhere);
        return Results.Text(request.Method);
    }
}

public sealed class LacksAService(IFormatProvider missing)
{
    [Function("LacksAService")]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        Results.Text($"{missing} {request.Method}");
}
