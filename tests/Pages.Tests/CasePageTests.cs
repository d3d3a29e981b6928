using IntegrationHub.Discharge.Cases;
using IntegrationHub.Pages.Tests.Support;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Pages.Tests;

/// <summary>A case taken from the board and worked, by keyboard.</summary>
public sealed class CasePageTests(LiveHub live, BrowserFixture browser) : IClassFixture<LiveHub>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private StagedCases Cases => new(live.Hub, TimeProvider.System);

    [Theory]
    [InlineData(1280)]
    [InlineData(320)]
    public async Task An_alert_is_taken_from_the_board_acknowledged_and_handed_on_by_keyboard(int width)
    {
        var of = await AlertedAsync();
        await using var visit = await browser.SignInAsync(live, TestSender.Coordinator, width);
        var page = visit.Page;
        await visit.GoAsync($"/boards/{StagedCases.Northfield}");
        await page.FocusAsync($"[id='b-{of.Id}']");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync($"**/cases/{of.Id}?done=claim");
        Assert.Contains("Held by Fellmoor Hospitals NHS Trust until", await page.TextContentAsync("main"), StringComparison.Ordinal);
        await visit.AssertSoundAsync();
        await visit.ShootAsync($"case-held-{width}");

        await page.FocusAsync("form[action$='/acknowledge'] button");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**?done=acknowledge");
        await page.FocusAsync("summary:has-text('Pass on')");
        await page.Keyboard.PressAsync("Enter");
        await page.FocusAsync("[id^='to-hub-']");
        await page.Keyboard.TypeAsync("Midvale");
        await page.FocusAsync("[id^='pass-on-reason-']");
        await page.Keyboard.TypeAsync("Lives in Midvale now");
        await visit.AssertSoundAsync();
        await visit.ShootAsync($"case-passing-on-{width}");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**?done=pass-on");
        Assert.Contains("passed on to another hub", await page.TextContentAsync("main"), StringComparison.Ordinal);
        await visit.AssertSoundAsync();
        await visit.ShootAsync($"case-{width}");
    }

    [Fact]
    public async Task What_is_handed_back_another_takes_and_the_first_is_told_so()
    {
        var of = await AlertedAsync();
        await using var first = await browser.SignInAsync(live, TestSender.Coordinator);
        await using var second = await browser.SignInAsync(live, new("C90001", "social-worker"));
        await first.GoAsync($"/cases/{of.Id}");
        await second.GoAsync($"/cases/{of.Id}");
        await first.Page.ClickAsync("text=Take this case's alert");
        await first.Page.WaitForURLAsync("**?done=claim");
        await second.Page.ClickAsync("text=Take this case's alert");
        await second.Page.WaitForSelectorAsync("text=Somebody else holds an alert of this person.");
        await second.AssertSoundAsync();
        await second.ShootAsync("case-too-late");

        await first.Page.ClickAsync("text=Hand back");
        await first.Page.WaitForURLAsync("**?done=hand-back");
        await second.GoAsync($"/cases/{of.Id}");
        await second.Page.ClickAsync("text=Take this case's alert");
        await second.Page.WaitForURLAsync("**?done=claim");
        Assert.Contains("Held by Northfield Council", await second.Page.TextContentAsync("main"), StringComparison.Ordinal);
    }

    private async Task<DischargeCase> AlertedAsync()
    {
        var person = TestPerson.New();
        var now = Cases.Now;
        var of = Cases.Ready(person) with
        {
            State = CaseState.Planning,
            ReferredAt = now.AddHours(-30),
            PathwayProposed = 1,
            PathwayAgreed = 2,
            PathwayAgreedAt = now.AddHours(-20),
            Assessment = new Assessment(now.AddHours(-19), "C90001", true, now.AddHours(-18), null, null),
            Delay = new Delay(now.AddHours(-5), "interface-equipment"),
            Conflicts = [new("pathways-differ", StayFactKind.PathwayAgreed, now.AddHours(-20), "C90001")],
        };
        var admitted = new RaisedAlert(
            $"{live.Hub.RecordOf(person)}.aaaaaaaaaaaaaaaa",
            "expected-date-changed",
            StagedCases.Northfield,
            now.AddDays(-5),
            $"{live.Hub.RecordOf(person)}.bbbbbbbbbbbbbbbb"
        );
        of = of with { Alerts = [admitted, await Cases.RaiseAsync(of, "pathway-needed", Cancellation)] };
        foreach (
            var (teller, known, fact) in new[]
            {
                ("RX1", -143, new StayFact(StayFactKind.Admitted, now.AddHours(-144)) { Ward = "Admissions unit" }),
                ("RX1", -100, new StayFact(StayFactKind.Moved, now.AddHours(-119)) { Ward = "Ward 7B" }),
                ("RX1", -96, new StayFact(StayFactKind.ExpectedDischarge, now.AddHours(-96)) { Date = of.ExpectedDischarge }),
                ("RX1", -31, new StayFact(StayFactKind.CriteriaNotMet, now.AddHours(-31)) { Code = "not-met" }),
                ("RX1", -30, new StayFact(StayFactKind.ReferredToHub, now.AddHours(-30))),
                ("RX1", -19, new StayFact(StayFactKind.PathwayAgreed, now.AddHours(-20)) { Pathway = 2 }),
                ("C90001", -2, new StayFact(StayFactKind.PathwayAgreed, now.AddHours(-20)) { Pathway = 1 }),
                ("RX1", -19, new StayFact(StayFactKind.AssessmentAsked, now.AddHours(-19)) { Organisation = "C90001" }),
                ("C90001", -18, new StayFact(StayFactKind.AssessmentAccepted, now.AddHours(-18))),
                ("RX1", -1, new StayFact(StayFactKind.Delayed, now.AddHours(-5)) { Code = "interface-equipment" }),
            }
        )
            await Cases.SayAsync(of, now.AddHours(known), teller, Cancellation, fact);
        await Cases.PutAsync(
            of,
            StagedCases.PersonOf(person),
            Cancellation,
            [
                Cases.Clock("assess", TimeSpan.FromMinutes(40)),
                Cases.Clock("arrange", TimeSpan.FromHours(-3)),
                Cases.Clock("acknowledge", TimeSpan.FromHours(5)),
            ]
        );
        return of;
    }
}
