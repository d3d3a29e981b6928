using Microsoft.AspNetCore.Http;

namespace Microsoft.Azure.Functions.Worker;

public static class FunctionContextExtensions
{
    internal const string HttpContextKey = "HttpRequestContext";

    /// <summary>The request that triggered the invocation; null for other triggers.</summary>
    public static HttpContext? GetHttpContext(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context is InvocationContext invocation)
            return invocation.Trigger as HttpContext;
        return context.Items.TryGetValue(HttpContextKey, out var found) ? found as HttpContext : null;
    }
}
