using Microsoft.AspNetCore.Http;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The request delegate of one HTTP function.</summary>
internal sealed class HttpEndpoint(FunctionModel function, InvocationDispatcher dispatcher)
{
    public async Task HandleAsync(HttpContext http)
    {
        if (!dispatcher.Gate.TryEnter())
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            http.Response.Headers.RetryAfter = "1";
            http.Response.Headers.Connection = "close";
            return;
        }
        try
        {
            await InvokeAsync(http);
        }
        catch (BadHttpRequestException bad) when (!http.Response.HasStarted)
        {
            http.Response.StatusCode = bad.StatusCode;
        }
        finally
        {
            dispatcher.Gate.Leave();
        }
    }

    private async Task InvokeAsync(HttpContext http)
    {
        using var context = new InvocationContext(function, http, http.RequestServices, dispatcher.Gate.Draining)
        {
            ReadBindingData = () => BindingData(http),
        };
        await dispatcher.Pipeline(context);
        await HttpResultWriter.WriteAsync(http, context.InvocationResult);
    }

    private static Dictionary<string, object?> BindingData(HttpContext http)
    {
        var data = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in http.Request.Query)
            data[name] = value.ToString();
        foreach (var (name, value) in http.Request.RouteValues)
            data[name] = value;
        return data;
    }
}
