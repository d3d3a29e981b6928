using IntegrationHub.Access;
using Microsoft.AspNetCore.Http;

namespace IntegrationHub.Functions.Http;

internal static class HttpRequestCaller
{
    /// <summary>Who calls, as <see cref="RequestGate"/> found out. A function that forgets to be gated fails here.</summary>
    internal static Caller Caller(this HttpRequest request) =>
        request.HttpContext.Items[typeof(Caller)] as Caller ?? throw new InvalidOperationException("The request did not pass the gate.");
}
