using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Routing;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Turns what a function (or the middleware around it) left as result into the response.</summary>
internal static class HttpResultWriter
{
    /// <remarks>
    /// Nothing to write when the result is null or the response has begun: the function or a middleware wrote it. A string goes out as text, any other object as JSON.
    /// </remarks>
    public static Task WriteAsync(HttpContext http, object? result) =>
        result switch
        {
            null => Task.CompletedTask,
            IResult value => value.ExecuteAsync(http),
            IActionResult value => value.ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), new ActionDescriptor())),
            IConvertToActionResult value => WriteAsync(http, value.Convert()),
            _ when http.Response.HasStarted => Task.CompletedTask,
            string text => TextAsync(http, text),
            _ => http.Response.WriteAsJsonAsync(result, result.GetType(), http.RequestAborted),
        };

    private static Task TextAsync(HttpContext http, string text)
    {
        http.Response.ContentType ??= "text/plain; charset=utf-8";
        return http.Response.WriteAsync(text, http.RequestAborted);
    }
}
