using IntegrationHub.Hypertext;

namespace IntegrationHub.Functions.Pages;

/// <summary>What a page says of itself; <see cref="Layout"/> puts it into the frame that all pages share.</summary>
/// <param name="Title">For the browser's tab and history: no name or identifier of a person.</param>
/// <param name="Main">The content: begins with the one h1.</param>
internal sealed record Page(string Title, Html Main)
{
    /// <summary>What stands above the content, such as whose record it is.</summary>
    public Html Banner { get; init; }

    /// <summary>Assets this page needs beside the common ones, such as <c>record.js</c>.</summary>
    public IReadOnlyList<string> Scripts { get; init; } = [];

    /// <summary>Stylesheets beside the common ones.</summary>
    public IReadOnlyList<string> Styles { get; init; } = [];

    /// <summary>Whether its scripts ask the hub for news: no other page's may call anything.</summary>
    public bool Polls { get; init; }

    public PageShape Shape { get; init; }
}

internal enum PageShape
{
    /// <summary>A column of text.</summary>
    Usual,

    /// <summary>As wide as the window.</summary>
    Wide,

    /// <summary>A whole screen without the frame's header and footer, to be seen from afar.</summary>
    Wall,
}

/// <summary>The frame of every page: skip link, header with who is signed in, main, footer. The NHS look's own class names.</summary>
internal static class Layout
{
    internal static Html Write(Page page, SignedIn? who) =>
        Html.Of(
            $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <title>{page.Title} - Shared care record</title>
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <link rel="icon" href="{Assets.AddressOf("icon.svg")}" type="image/svg+xml">
            {Html.Each(
                Assets.Styles.Concat(page.Styles),
                name => Html.Of($"<link rel=\"stylesheet\" href=\"{Assets.AddressOf(name)}\">\n")
            )}
            {Html.Each(page.Scripts, name => Html.Of($"<script src=\"{Assets.AddressOf(name)}\" defer></script>\n"))}
            </head>
            <body{Html.When(page.Shape is PageShape.Wall ? "hub-wall" : null, name => Html.Of($" class=\"{name}\""))}>
            <a class="nhsuk-skip-link" href="#maincontent">Skip to main content</a>
            {(page.Shape is PageShape.Wall ? Html.Empty : Header(who))}
            {page.Banner}
            <div class="{(page.Shape is PageShape.Usual ? "nhsuk-width-container" : "hub-wide")}">
            <main class="nhsuk-main-wrapper" id="maincontent">
            {page.Main}
            </main>
            </div>
            {(page.Shape is PageShape.Wall ? Html.Empty : Footer())}
            </body>
            </html>
            """
        );

    private static Html Header(SignedIn? who) =>
        Html.Of(
            $"""
            <header class="nhsuk-header" role="banner">
            <div class="nhsuk-header__container nhsuk-width-container">
            <div class="nhsuk-header__service"><a class="nhsuk-header__service-name" href="/records">Shared care record</a></div>
            {Account(who)}
            </div>
            </header>
            """
        );

    private static Html Footer() =>
        Html.Of(
            $"""
            <footer class="nhsuk-footer hub-footer" role="contentinfo">
            <div class="nhsuk-width-container">
            <p>What you open here is recorded: who looked, when and why.</p>
            {PlainLook()}
            </div>
            </footer>
            """
        );

    private static Html Account(SignedIn? who) =>
        who is null
            ? Html.Empty
            : Html.Of(
                $"""
                <div class="hub-account">
                {Html.Each(who.Links, link => Html.Of($"<a class=\"hub-account__link\" href=\"{link.Address}\">{link.Words}</a>"))}
                <span>{who.Role}, {who.Organisation}</span>
                <form method="post" action="/sign-out"><button class="hub-link-button" type="submit">Sign out</button></form>
                </div>
                """
            );

    private static Html PlainLook() =>
        Assets.HasNhsLook
            ? Html.Empty
            : Html.Of($"<p>The NHS look could not be fetched when this hub was built; pages are shown with its own plain look.</p>");
}
