using IntegrationHub.Pages.Tests.Support;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Pages.Tests;

public sealed class SignInPageTests(LiveHub live, BrowserFixture browser) : IClassFixture<LiveHub>
{
    [Theory]
    [InlineData(1280)]
    [InlineData(320)]
    public async Task Signing_in_works_by_keyboard_and_says_what_is_wrong(int width)
    {
        await using var visit = await browser.OpenAsync(live, width);
        await visit.GoAsync("/sign-in");
        await visit.AssertSoundAsync();
        await visit.ShootAsync($"sign-in-{width}");

        await visit.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to main content", await visit.Page.EvaluateAsync<string>("document.activeElement.textContent"));
        await visit.Page.FocusAsync("#token");
        await visit.Page.Keyboard.TypeAsync("nonsense");
        await visit.Page.Keyboard.PressAsync("Tab");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.WaitForSelectorAsync(".nhsuk-error-summary");
        await visit.AssertSoundAsync();
        await visit.ShootAsync($"sign-in-refused-{width}");
    }

    [Fact]
    public async Task Without_scripts_signing_in_works_too()
    {
        await using var visit = await browser.SignInAsync(live, TestSender.Clinician, scripts: false);
        Assert.Contains("Harbour Hill Surgery", await visit.Page.TextContentAsync("header"), StringComparison.Ordinal);
    }
}
