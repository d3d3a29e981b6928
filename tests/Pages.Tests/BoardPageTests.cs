using IntegrationHub.Discharge.Boards;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Pages.Tests.Support;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Support;
using Microsoft.Playwright;

namespace IntegrationHub.Pages.Tests;

/// <summary>The board as a discharge coordinator meets it in the morning, and as it hangs on a wall.</summary>
public sealed class BoardPageTests(LiveHub live, BrowserFixture browser) : IClassFixture<LiveHub>
{
    private const string Board = $"/boards/{StagedCases.Northfield}";

    private static readonly string[] Names =
    [
        "ARKWRIGHT, Beatrice",
        "O'DONNELL, Seamus",
        "van der BERG-HOLLINGSWORTH, Maximiliana Theodora",
        "KHAN, Yusuf",
        "王, 小明",
        "JONES, Gwen",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private StagedCases Cases => new(live.Hub, TimeProvider.System);

    [Theory]
    [InlineData(1280)]
    [InlineData(320)]
    public async Task A_board_is_read_by_column_with_clocks_in_words(int width)
    {
        await MorningAsync();
        await using var visit = await browser.SignInAsync(live, TestSender.Coordinator, width);
        await visit.GoAsync(Board);
        await visit.AssertSoundAsync();
        await visit.ShootAsync($"board-{width}");

        var page = visit.Page;
        Assert.Equal(["In hospital", "Ready", "Referred to hub", "Planning", "Care arranged"], await TitlesAsync(page, 0, 5));
        Assert.Contains("Late by", await page.TextContentAsync("#referred"), StringComparison.Ordinal);
        Assert.True(await page.Locator(".hub-clock--paused").CountAsync() > 0);
        await page.ClickAsync(".hub-jump a[href='#planning']");
        Assert.EndsWith("#planning", page.Url, StringComparison.Ordinal);
        await page.Locator(".hub-card details summary").First.ClickAsync();
        await visit.AssertSoundAsync();

        await visit.GoAsync("/boards");
        await visit.AssertSoundAsync();
        await visit.ShootAsync($"boards-{width}");
    }

    [Fact]
    public async Task A_board_is_narrowed_without_scripts_and_refreshed_by_a_link()
    {
        var person = await OneAsync("Ward Narrow");
        await using var visit = await browser.SignInAsync(live, TestSender.Coordinator, scripts: false);
        await visit.GoAsync(Board);
        await visit.Page.SelectOptionAsync("#by-ward", new SelectOptionValue { Label = "Ward Narrow (1)" });
        await visit.Page.ClickAsync(".hub-filters button");
        await visit.Page.ClickAsync("#refresh");
        Assert.Equal(1, await visit.Page.Locator(".hub-card").CountAsync());
        Assert.Contains($"TESTPERSON-{person.Serial}", await visit.Page.TextContentAsync(".hub-card"), StringComparison.Ordinal);
        Assert.Equal("Ward Narrow (1)", await visit.Page.Locator("#by-ward option[selected]").TextContentAsync());
        await visit.ShootAsync("board-narrowed");
    }

    [Fact]
    public async Task A_change_comes_to_the_open_board_and_neither_focus_nor_open_details_are_lost()
    {
        const string Ward = "Ward Live";
        var (stays, comes) = (TestPerson.New(), TestPerson.New());
        var of = Cases.Ready(stays, ward: Ward);
        await Cases.PutAsync(of, StagedCases.PersonOf(stays), Cancellation);
        await using var visit = await browser.SignInAsync(live, TestSender.Coordinator);
        var page = visit.Page;
        await visit.GoAsync($"{Board}?ward={new BoardFilter(BoardDimension.Ward, Ward).Token}");
        var summary = page.Locator($"[id='d-{of.Id}'] summary");
        await summary.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var link = page.Locator($"[id='a-{of.Id}']");
        await link.FocusAsync();

        await Cases.PutAsync(Cases.Ready(comes, ward: Ward), StagedCases.PersonOf(comes), Cancellation);
        await page.WaitForSelectorAsync($"text=TESTPERSON-{comes.Serial},", new PageWaitForSelectorOptions { Timeout = 20_000 });

        Assert.Equal($"a-{of.Id}", await page.EvaluateAsync<string>("document.activeElement.id"));
        Assert.True(await page.Locator($"[id='d-{of.Id}']").EvaluateAsync<bool>("details => details.open"));
        Assert.Equal("The board has changed.", await page.TextContentAsync("#live"));
        await visit.AssertSoundAsync();
    }

    [Fact]
    public async Task Who_was_signed_out_meanwhile_is_told_that_the_board_gets_old()
    {
        await OneAsync("Ward Old");
        await using var visit = await browser.SignInAsync(live, TestSender.Coordinator);
        await visit.GoAsync(Board);
        await visit.Page.Context.ClearCookiesAsync();
        await visit.Page.WaitForSelectorAsync(".hub-live--late", new PageWaitForSelectorOptions { Timeout = 20_000 });
        Assert.Contains("no longer signed in", await visit.Page.TextContentAsync("#live"), StringComparison.Ordinal);
        await visit.AssertSoundAsync();
    }

    [Theory]
    [InlineData(1920)]
    [InlineData(1280)]
    [InlineData(320)]
    public async Task A_wall_screen_is_large_names_nobody_and_changes_by_itself(int width)
    {
        await MorningAsync();
        await using var visit = await browser.SignInAsync(live, TestSender.Coordinator, width);
        await visit.GoAsync($"{Board}/wall");
        await visit.AssertSoundAsync();
        await visit.ShootAsync($"wall-{width}", whole: width < 1000);
        var page = visit.Page;
        foreach (var name in Names)
            Assert.DoesNotContain(name, await page.ContentAsync(), StringComparison.Ordinal);
        if (width != 1280)
            return;
        Assert.True(
            await page.Locator(".hub-wall__card").First.EvaluateAsync<double>("e => parseFloat(getComputedStyle(e).fontSize)") >= 18
        );

        var person = TestPerson.New();
        await Cases.PutAsync(
            Cases.Ready(person, ward: "Ward Wallflower"),
            StagedCases.PersonOf(person),
            Cancellation,
            [Cases.Clock("acknowledge", TimeSpan.FromHours(-200))]
        );
        await page.WaitForSelectorAsync("text=Ward Wallflower", new PageWaitForSelectorOptions { Timeout = 20_000 });
        await visit.AssertSoundAsync();
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(320)]
    public async Task Figures_are_seen_and_read(int width)
    {
        await MorningAsync();
        foreach (var (n, days) in Enumerable.Range(0, 40).Select(n => (n, n % 20)))
        {
            var left = NumberedCards.Of(100_000 + n, Cases.Now);
            await Cases.PutCardAsync(
                StagedCases.Northfield,
                left with
                {
                    State = CaseState.Discharged,
                    AdmittedAt = Cases.Now.AddDays(-days - 4),
                    ReadyAt = Cases.Now.AddDays(-days).AddHours(-10 - n),
                    LeftAt = Cases.Now.AddDays(-days),
                },
                Cancellation
            );
        }

        await using var visit = await browser.SignInAsync(live, TestSender.Coordinator, width);
        await visit.GoAsync($"{Board}/figures");
        await visit.AssertSoundAsync();
        await visit.ShootAsync($"figures-{width}");
        Assert.Equal(4, await visit.Page.Locator("svg[role=img]").CountAsync());
        await visit.Page.ClickAsync(".hub-jump a >> nth=0");
        Assert.Equal(7, await visit.Page.Locator("section[aria-labelledby=flow-title] tbody tr").CountAsync());
    }

    [Fact]
    public async Task A_council_sees_its_own_tasks_first()
    {
        await MorningAsync();
        await using var visit = await browser.SignInAsync(live, new("C90001", "social-worker"));
        await visit.GoAsync($"/boards/{StagedCases.Council}");
        await visit.AssertSoundAsync();
        await visit.ShootAsync("board-council");
        Assert.Equal("Your tasks", (await TitlesAsync(visit.Page, 0, 1))[0]);
        Assert.Contains("Answer whether you take the assessment", await visit.Page.TextContentAsync("#tasks"), StringComparison.Ordinal);
    }

    /// <summary>A board with somebody in every column, as it is at eight in the morning.</summary>
    private async Task MorningAsync()
    {
        var now = Cases.Now;
        var n = 0;
        foreach (var state in Enum.GetValues<CaseState>().Where(state => state < CaseState.Transferred))
        {
            for (var i = 0; i < (state is CaseState.InHospital ? 5 : 2); i++, n++)
            {
                var person = TestPerson.New();
                var of = Cases.Ready(person, ward: $"Ward {n % 4 + 1}B") with
                {
                    State = state,
                    Since = now.AddHours(-n * 3),
                    ReadyAt = state is CaseState.Expected or CaseState.InHospital ? null : now.AddHours(-8 - n * 5),
                    PathwayProposed = n % 4,
                    PathwayAgreed = state >= CaseState.Planning ? n % 4 : null,
                    ExpectedDischarge = DateOnly.FromDateTime(now.AddDays(n % 5 - 2).UtcDateTime),
                    Delay = state is CaseState.Planning or CaseState.Ready
                        ? new Delay(now.AddHours(-9), i == 0 ? "interface-equipment" : "hospital-transport")
                        : null,
                    Assessment = state is CaseState.Referred or CaseState.Planning
                        ? new Assessment(now.AddHours(-20), StagedCases.Council, i == 0 ? null : true, null, null, null)
                        : null,
                    LeftAt = state > CaseState.Arranged ? now.AddHours(-n) : null,
                    LongStayRisk = n % 3 == 0,
                    ReadmissionOf = n % 7 == 0 ? StagedCases.CaseIdOf(live.Hub.RecordOf(person), "before") : null,
                    Alerts =
                        n % 2 == 0
                            ? [new($"{live.Hub.RecordOf(person)}.aaaaaaaaaaaaaaaa", "ready", StagedCases.Northfield, now, null)]
                            : [],
                    Conflicts = n % 6 == 0 ? [new("pathways-differ", StayFactKind.PathwayProposed, now, "RX1")] : [],
                };
                CardClock[] clocks = state switch
                {
                    CaseState.Referred =>
                    [
                        Cases.Clock("acknowledge", TimeSpan.FromHours(-2 - i)),
                        Cases.Clock("assess", TimeSpan.FromHours(20)),
                    ],
                    CaseState.Planning =>
                    [
                        Cases.Clock("assess", TimeSpan.FromMinutes(40)),
                        Cases.Clock("arrange", TimeSpan.FromHours(70), paused: i == 1),
                    ],
                    CaseState.Ready => [Cases.Clock("acknowledge", TimeSpan.FromHours(3))],
                    _ => [],
                };
                var known = StagedCases.PersonOf(person, Names[n % Names.Length]);
                await Cases.PutAsync(of, n == 4 ? known with { IsWithheld = true } : known, Cancellation, clocks);
            }
        }
    }

    private async Task<TestPerson> OneAsync(string ward)
    {
        var person = TestPerson.New();
        await Cases.PutAsync(Cases.Ready(person, ward: ward), StagedCases.PersonOf(person), Cancellation);
        return person;
    }

    private static async Task<IReadOnlyList<string>> TitlesAsync(IPage page, int from, int to)
    {
        var titles = await page.Locator(".hub-column__title")
            .EvaluateAllAsync<string[]>("all => all.map(title => title.firstChild.data.trim())");
        return titles[from..to];
    }
}
