using IntegrationHub.Access;
using IntegrationHub.Errors;
using IntegrationHub.Functions.Http;
using IntegrationHub.Hypertext;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Azure.Functions.Worker;

namespace IntegrationHub.Functions.Pages;

/// <summary>
/// How a person comes to pages: by giving an access token once, in a form's body. It never stands in an address, and after that the
/// browser keeps it where scripts cannot read it (<see cref="PageCookies"/>).
/// </summary>
public sealed class SignIn(AccessTokens tokens)
{
    private const int MaxBody = 16 * 1024;

    [Function("SignInPage")]
    public static IResult Ask([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "sign-in")] HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new PageResult(StatusCodes.Status200OK, SignInPage.Write(PageRequests.GoOnTo(request.Query["return"]), fault: null));
    }

    [Function("SignIn")]
    public async Task<IResult> Check(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "sign-in")] HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        // Otherwise another site could sign its visitors in as somebody else.
        if (!PageCookies.IsFromOwnPage(request))
            return RefusedResult.Of(ErrorCatalogue.NotFromOwnPage);
        var (form, error) = await FormBody.ReadAsync(request, MaxBody, cancellationToken);
        if (error is not null)
            return RefusedResult.Of(error);
        var goOnTo = PageRequests.GoOnTo(form.GetValueOrDefault("return"));
        var token = (form.GetValueOrDefault("token") ?? "").Trim();
        if (token.Length > PageCookies.LongestToken)
            return Again(goOnTo, "This token is too long for a browser to keep. Ask for one with fewer claims.");
        switch (await tokens.CheckAsync($"Bearer {token}", cancellationToken))
        {
            case AccessDecision.Allowed:
                PageCookies.SignIn(request.HttpContext, token);
                return new SeeOther(goOnTo);
            case AccessDecision.Refused { Error.Kind.Status: StatusCodes.Status503ServiceUnavailable } away:
                return RefusedResult.Of(away.Error);
            default:
                return Again(goOnTo, "This token is not valid, or no longer.");
        }
    }

    [Function("SignOut")]
    public static IResult End([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "sign-out")] HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!PageCookies.IsFromOwnPage(request))
            return RefusedResult.Of(ErrorCatalogue.NotFromOwnPage);
        PageCookies.SignOut(request.HttpContext);
        return new SeeOther("/sign-in");
    }

    private static PageResult Again(string goOnTo, string fault) => new(StatusCodes.Status401Unauthorized, SignInPage.Write(goOnTo, fault));
}

/// <summary>After a form: the browser goes on to another page by GET.</summary>
internal sealed class SeeOther(string path) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        PageResult.Guard(httpContext.Response);
        httpContext.Response.Headers.CacheControl = "no-store";
        httpContext.Response.Headers.Location = path;
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        return Task.CompletedTask;
    }
}

/// <summary>The fields of a small form.</summary>
internal static class FormBody
{
    internal static async Task<(IReadOnlyDictionary<string, string> Fields, HubError? Error)> ReadAsync(
        HttpRequest request,
        int maxBytes,
        CancellationToken cancellationToken
    )
    {
        var none = new Dictionary<string, string>();
        if (!Bodies.IsMediaType(request, "application/x-www-form-urlencoded"))
            return (none, ErrorCatalogue.MediaTypeNotSupported);
        var body = await Bodies.ReadAsync(request, maxBytes, cancellationToken);
        if (body.Error is { } unread)
            return (none, unread);
        // The body's own limit bounds all three; the reader's smaller ones would throw.
        using var reader = new FormReader(System.Text.Encoding.UTF8.GetString(body.Bytes!))
        {
            ValueCountLimit = maxBytes,
            KeyLengthLimit = maxBytes,
            ValueLengthLimit = maxBytes,
        };
        return (reader.ReadForm().ToDictionary(field => field.Key, field => field.Value.ToString(), StringComparer.Ordinal), null);
    }
}

internal static class SignInPage
{
    internal static Page Write(string goOnTo, string? fault) =>
        new(
            fault is null ? "Sign in" : "Error: sign in",
            Html.Of(
                $"""
                <div class="nhsuk-grid-row"><div class="nhsuk-grid-column-two-thirds">
                {Html.When(fault, Summary)}
                <h1 class="nhsuk-heading-xl">Sign in</h1>
                <p>Give the access token that your organisation's sign-in service issued to you. It says who you are, your role and your organisation.</p>
                <form method="post" action="/sign-in" autocomplete="off">
                <input type="hidden" name="return" value="{goOnTo}">
                <div class="nhsuk-form-group{(fault is null ? "" : " nhsuk-form-group--error")}">
                <label class="nhsuk-label" for="token">Access token</label>
                {Html.When(
                    fault,
                    text =>
                        Html.Of(
                            $"<span class=\"nhsuk-error-message\" id=\"token-error\"><span class=\"nhsuk-u-visually-hidden\">Error: </span>{text}</span>"
                        )
                )}
                <textarea class="nhsuk-textarea hub-token" id="token" name="token" rows="6" spellcheck="false" required{(
                    fault is null ? Html.Empty : Html.Of($" aria-describedby=\"token-error\"")
                )}></textarea>
                </div>
                <button class="nhsuk-button" type="submit">Sign in</button>
                </form>
                <p class="nhsuk-hint">You stay signed in on this browser for an hour at most.</p>
                </div></div>
                """
            )
        );

    private static Html Summary(string fault) =>
        Html.Of(
            $"""
            <div class="nhsuk-error-summary" role="alert" aria-labelledby="error-title">
            <h2 class="nhsuk-error-summary__title" id="error-title">There is a problem</h2>
            <div class="nhsuk-error-summary__body"><ul class="nhsuk-list nhsuk-error-summary__list"><li><a href="#token">{fault}</a></li></ul></div>
            </div>
            """
        );
}
