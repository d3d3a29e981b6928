using Microsoft.AspNetCore.Http;

namespace IntegrationHub.Functions.Http;

/// <summary>X-Request-Id and X-Correlation-Id: mirrored where they are harmless, made where they are missing.</summary>
internal static class Correlation
{
    private const string RequestId = "X-Request-Id";
    private const string CorrelationId = "X-Correlation-Id";
    private const int MaxLength = 64;

    /// <returns>The id that goes into rows and logs.</returns>
    internal static string Begin(HttpContext http, string invocationId)
    {
        var request = Usable(http.Request.Headers[RequestId]) ?? invocationId;
        var correlation = Usable(http.Request.Headers[CorrelationId]) ?? request;
        http.Response.Headers[RequestId] = request;
        http.Response.Headers[CorrelationId] = correlation;
        http.Items[typeof(Correlation)] = correlation;
        return correlation;
    }

    internal static string Of(HttpContext http) => http.Items[typeof(Correlation)] as string ?? "";

    /// <summary>Hexadecimal digits and hyphens, as of a UUID, and never ten digits alone: an id must not be able to carry a person's number.</summary>
    private static string? Usable(string? text)
    {
        if (text is not { Length: >= 16 and <= MaxLength })
            return null;
        foreach (var c in text)
        {
            if (!char.IsAsciiHexDigit(c) && c != '-')
                return null;
        }

        return IntegrationHub.Identifiers.NhsNumberInText.IsIn(text) ? null : text;
    }
}
