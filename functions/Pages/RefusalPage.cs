using IntegrationHub.Errors;
using IntegrationHub.Hypertext;
using Microsoft.AspNetCore.Http;

namespace IntegrationHub.Functions.Pages;

/// <summary>A refusal as a person sees it: what is wrong in the catalogue's words, its code, and where to go from here.</summary>
internal static class RefusalPage
{
    /// <summary>To the sign-in page where nobody is signed in, else the refusal as a page.</summary>
    internal static Task ExecuteAsync(HttpContext http, IReadOnlyList<HubError> errors, Page? page, string correlationId)
    {
        var status = errors[0].Kind.Status;
        if (status == StatusCodes.Status401Unauthorized && HttpMethods.IsGet(http.Request.Method))
            return new SeeOther($"/sign-in?return={Uri.EscapeDataString($"{http.Request.Path}{http.Request.QueryString}")}").ExecuteAsync(
                http
            );
        return new PageResult(status, page ?? Write(errors[0], correlationId)).ExecuteAsync(http);
    }

    internal static Page Write(HubError error, string correlationId) =>
        new(
            TitleOf(error.Kind.Status),
            Html.Of(
                $"""
                <div class="nhsuk-grid-row"><div class="nhsuk-grid-column-two-thirds">
                <h1 class="nhsuk-heading-xl">{TitleOf(error.Kind.Status)}</h1>
                <p>{error.Kind.Title}</p>
                <p>If you ask for help, give the code {error.Code} and the reference <span class="hub-reference">{correlationId}</span>.</p>
                <p><a href="/records">Find a record</a></p>
                </div></div>
                """
            )
        );

    private static string TitleOf(int status) =>
        status switch
        {
            StatusCodes.Status404NotFound => "Not found",
            StatusCodes.Status401Unauthorized => "Sign in first",
            StatusCodes.Status403Forbidden => "You may not do this",
            StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests => "Try again in a moment",
            >= 500 => "Something went wrong",
            _ => "This cannot be answered",
        };
}
