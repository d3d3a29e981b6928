using System.Globalization;
using IntegrationHub.Errors;
using IntegrationHub.Functions.Pages;
using Microsoft.AspNetCore.Http;

namespace IntegrationHub.Functions.Http;

/// <summary>A refusal: an OperationOutcome on FHIR's routes, a problem document elsewhere. <see cref="RequestGate"/> audits it.</summary>
internal sealed class RefusedResult(IReadOnlyList<HubError> errors) : IResult
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    public IReadOnlyList<HubError> Errors { get; } = errors;

    public static RefusedResult Of(HubError error) => new([error]);

    /// <param name="page">What people see in place of the usual page; null for that.</param>
    internal static RefusedResult Of(HubError error, Page? page) => new([error]) { Page = page };

    private Page? Page { get; init; }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var response = httpContext.Response;
        var status = Errors[0].Kind.Status;
        response.StatusCode = status;
        response.Headers.CacheControl = "no-store";
        if (status == StatusCodes.Status401Unauthorized)
            response.Headers.WWWAuthenticate = "Bearer";
        if ((Errors[0].RetryAfter ?? (status == StatusCodes.Status503ServiceUnavailable ? RetryAfter : null)) is { } wait)
            response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        if (status == StatusCodes.Status413PayloadTooLarge || Errors[0].Kind == ErrorCatalogue.AmbiguousLength)
            response.Headers.Connection = "close";
        if (PageRequests.WantsPage(httpContext.Request))
            return RefusalPage.ExecuteAsync(httpContext, Errors, Page, Correlation.Of(httpContext));
        var fhir = httpContext.Request.Path.StartsWithSegments("/fhir", StringComparison.Ordinal);
        var body = fhir ? OperationOutcomes.Write(Errors) : ProblemDocuments.Write(Errors, Correlation.Of(httpContext));
        return Bodies.WriteAsync(response, fhir ? Bodies.Fhir : ProblemDocuments.MediaType, body, httpContext.RequestAborted);
    }
}
