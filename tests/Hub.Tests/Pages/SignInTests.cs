using System.Net;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Pages;

/// <summary>How a person's browser comes in, and what another site can do with it: nothing.</summary>
public sealed class SignInTests(LiveHub live) : IClassFixture<LiveHub>
{
    private static readonly string NoRecord = "/records/p" + new string('a', 32);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_browser_without_a_token_is_led_to_the_sign_in_page_and_back()
    {
        using var browser = new PageVisitor(live);
        var led = await browser.GetAsync(NoRecord + "?section=allergies");
        Assert.Equal(303, led.Status);
        Assert.Equal($"/sign-in?return={Uri.EscapeDataString(NoRecord + "?section=allergies")}", led.Header("Location"));

        var page = (await browser.GetAsync(led.Header("Location")!)).Is(HttpStatusCode.OK);
        Assert.Contains($"value=\"{NoRecord}?section=allergies\"", page.Body, StringComparison.Ordinal);
        var signed = await browser.SignInAsync(TestSender.Clinician, NoRecord + "?section=allergies");
        Assert.Equal((303, NoRecord + "?section=allergies"), (signed.Status, signed.Header("Location")));
        Assert.Equal("text/html", (await browser.GetAsync(NoRecord)).Is(HttpStatusCode.NotFound).MediaType);
    }

    [Fact]
    public async Task The_cookie_is_kept_from_scripts_and_other_sites_and_is_short_lived()
    {
        using var browser = new PageVisitor(live);
        var cookie = (await browser.SignInAsync(TestSender.Clinician)).Header("Set-Cookie")!;
        Assert.Contains("; max-age=3600; path=/; samesite=strict; httponly", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain("secure", cookie, StringComparison.Ordinal);

        browser.Host = "hub.example";
        var elsewhere = (await browser.SignInAsync(TestSender.Clinician)).Header("Set-Cookie")!;
        Assert.Contains("; secure; samesite=strict; httponly", elsewhere, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//evil.example/x")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/records\r\nSet-Cookie: a=b")]
    [InlineData("")]
    public async Task Nobody_is_led_away_from_the_hub(string goOnTo)
    {
        using var browser = new PageVisitor(live);
        Assert.Equal("/records", (await browser.SignInAsync(TestSender.Clinician, goOnTo)).Header("Location"));
    }

    [Theory]
    [InlineData("not a token")]
    [InlineData("")]
    [InlineData("eyJhbGciOiJub25lIn0.e30.")]
    public async Task A_token_that_does_not_hold_is_told_so_without_being_repeated(string token)
    {
        using var browser = new PageVisitor(live);
        var refused = (await browser.PostAsync("/sign-in", ("token", token), ("return", "/records"))).Is(HttpStatusCode.Unauthorized);
        Assert.Null(refused.Header("Set-Cookie"));
        Assert.Contains("This token is not valid", refused.Body, StringComparison.Ordinal);
        if (token.Length > 0)
            Assert.DoesNotContain(token, refused.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_site_can_neither_sign_a_visitor_in_nor_use_their_cookie_to_change_anything()
    {
        using var browser = new PageVisitor(live);
        await browser.SignInAsync(TestSender.Clinician);
        foreach (var site in new[] { "cross-site", "same-site", "none" })
        {
            browser.FetchSite = site;
            var signIn = await browser.SignInAsync(TestSender.Practice);
            Assert.Equal((403, (string?)null), (signIn.Status, signIn.Header("Set-Cookie")));
            Assert.Equal(401, (await browser.PostAsync("/fhir", ("a", "b"))).Status);
            Assert.Equal(403, (await browser.PostAsync("/sign-out")).Status);
        }

        browser.FetchSite = null;
        browser.Origin = "https://evil.example";
        Assert.Equal(403, (await browser.PostAsync("/sign-out")).Status);
        browser.Origin = live.Address.GetLeftPart(UriPartial.Authority);
        Assert.Equal(303, (await browser.PostAsync("/sign-out")).Status);
    }

    [Fact]
    public async Task After_signing_out_the_browser_has_no_token()
    {
        using var browser = new PageVisitor(live);
        await browser.SignInAsync(TestSender.Clinician);
        Assert.Equal(404, (await browser.GetAsync(NoRecord)).Status);
        await browser.PostAsync("/sign-out");
        Assert.Equal(303, (await browser.GetAsync(NoRecord)).Status);
    }

    [Fact]
    public async Task Every_page_lets_in_nothing_of_another_host_and_no_script_in_its_text()
    {
        using var browser = new PageVisitor(live);
        foreach (var path in new[] { "/sign-in", NoRecord, "/nowhere" })
        {
            await browser.SignInAsync(TestSender.Clinician);
            var page = await browser.GetAsync(path);
            Assert.Equal("text/html", page.MediaType);
            var policy = page.Header("Content-Security-Policy")!;
            Assert.StartsWith("default-src 'none'; style-src 'self'; script-src 'self';", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal(
                ("nosniff", "DENY", "no-store"),
                (page.Header("X-Content-Type-Options"), page.Header("X-Frame-Options"), page.Header("Cache-Control"))
            );
            Assert.DoesNotMatch("(src|href|action)=\"(https?:)?//", page.Body);
            Assert.DoesNotMatch("<script>|<style| style=| on[a-z]+=", page.Body);
        }
    }

    [Fact]
    public async Task Assets_are_kept_by_browsers_and_call_no_other_host()
    {
        using var browser = new PageVisitor(live);
        var page = await browser.GetAsync("/sign-in");
        foreach (var path in System.Text.RegularExpressions.Regex.Matches(page.Body, "(?<=\")/assets/[^\"]+").Select(match => match.Value))
        {
            var asset = (await browser.GetAsync(path)).Is(HttpStatusCode.OK);
            Assert.Equal("public, max-age=31536000, immutable", asset.Header("Cache-Control"));
            Assert.DoesNotContain("url(http", asset.Body, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("@font-face", asset.Body, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Equal(404, (await browser.GetAsync("/assets/Integration")).Status);
    }

    [Fact]
    public async Task Systems_are_answered_as_ever()
    {
        var reply = await live.AskAsync(
            TestSender.Clinician,
            HttpMethod.Get,
            NoRecord,
            Cancellation,
            headers: ("Accept", "application/json, text/html;q=0.9")
        );
        Assert.Equal("application/problem+json", reply.Is(HttpStatusCode.NotFound).MediaType);
        Assert.Equal(
            "application/problem+json",
            (await live.AskAsync(TestSender.Clinician, HttpMethod.Get, NoRecord, Cancellation)).MediaType
        );
    }
}
