using System.Net;
using IntegrationHub.Access;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Pages;

/// <summary>A screen on a wall for a shift: it shows one board's wall, and comes to nothing else.</summary>
public sealed class WallScreenTests(StillHub live) : IClassFixture<StillHub>
{
    private const string Wall = "/boards/hub-northfield/wall";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_wall_screen_outlives_the_sign_in_and_opens_nothing_else()
    {
        using var browser = new PageVisitor(live);
        await browser.SignInAsync(TestSender.Coordinator);
        Assert.Contains($"action=\"{Wall}/pass\"", (await browser.GetAsync("/boards/hub-northfield")).Body, StringComparison.Ordinal);
        var kept = await browser.PostAsync($"{Wall}/pass");
        Assert.Equal((303, Wall), (kept.Status, kept.Header("Location")));
        Assert.Contains("HttpOnly", kept.Header("Set-Cookie"), StringComparison.OrdinalIgnoreCase);
        Assert.Contains($"path={Wall}", kept.Header("Set-Cookie"), StringComparison.OrdinalIgnoreCase);

        (await browser.GetAsync(Wall)).Is(HttpStatusCode.OK);
        foreach (var other in new[] { "/boards/hub-northfield", "/boards", "/records", "/boards/hub-midvale/wall" })
            Assert.Equal(303, (await browser.GetAsync(other)).Status);
        Assert.Equal(401, (await browser.PostAsync($"{Wall}/pass")).Status);

        live.Clock.Advance(WallPasses.Lifetime - TimeSpan.FromMinutes(1));
        (await browser.GetAsync(Wall)).Is(HttpStatusCode.OK);
        live.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(303, (await browser.GetAsync(Wall)).Status);
    }

    [Fact]
    public async Task A_pass_is_given_to_those_who_may_see_the_board_and_by_its_page_only()
    {
        using var browser = new PageVisitor(live);
        var late = new TestSender("RX2", "discharge-coordinator");
        await browser.SignInAsync(late);
        Assert.Equal(404, (await browser.PostAsync($"{Wall}/pass")).Status);
        browser.FetchSite = "cross-site";
        Assert.Equal(401, (await browser.PostAsync($"{Wall}/pass")).Status);
    }

    [Fact]
    public void A_pass_of_anothers_making_or_for_another_board_is_none()
    {
        var passes = live.Hub.Services.GetService(typeof(WallPasses)) as WallPasses;
        var caller = new Caller(IntegrationHub.Identifiers.OdsCode.Parse("RX1"), Role.DischargeCoordinator, null, "test");
        var pass = passes!.Issue(caller, "hub-northfield");
        Assert.Equal(caller, passes.Check(pass, "hub-northfield"));
        Assert.Null(passes.Check(pass, "hub-midvale"));
        Assert.Null(passes.Check(pass[..^1] + (pass[^1] == 'a' ? 'b' : 'a'), "hub-northfield"));
        Assert.Null(passes.Check("x" + pass, "hub-northfield"));
        foreach (var none in new[] { null, "", ".", "a.", ".b", "a.b.c" })
            Assert.Null(passes.Check(none, "hub-northfield"));
    }
}
