using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Pages;

/// <summary>What a council's people answer on a case's page, form by form, and what comes of it.</summary>
public sealed class CouncilPagesTests(StillHub live) : IClassFixture<StillHub>
{
    private static readonly TestSender SocialWorker = new("C90001", "social-worker");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_assessment_is_accepted_done_and_followed_by_the_start_of_care()
    {
        var person = await AskedAsync();
        using var browser = new PageVisitor(live);
        await browser.SignInAsync(SocialWorker);
        var board = (await browser.GetAsync("/boards/C90001")).Body;
        Assert.Contains("Answer whether you take the assessment", board, StringComparison.Ordinal);

        var page = await PageAsync(browser, person);
        Assert.Contains("Waits for your council", page, StringComparison.Ordinal);
        Assert.Equal(["accept-assessment", "decline-assessment"], Forms(page));
        await AnswerAsync(browser, person, "accept-assessment");
        page = await PageAsync(browser, person);
        Assert.Equal(["assessment-done", "decline-assessment"], Forms(page));
        await AnswerAsync(browser, person, "assessment-done");
        page = await PageAsync(browser, person);
        Assert.Equal(["care-arranged"], Forms(page));
        Assert.Equal(400, (await PostAsync(browser, person, "care-arranged")).Status);
        Assert.Equal(400, (await PostAsync(browser, person, "care-arranged", ("day", "soon"))).Status);
        await AnswerAsync(browser, person, "care-arranged", ("day", "2026-03-05"));
        page = await PageAsync(browser, person);
        Assert.Empty(Forms(page));
        foreach (
            var words in new[] { "Care arranged", "Northfield Council (C90001), from Thu 5 Mar", "Assessment accepted", "Assessment done" }
        )
            Assert.Contains(words, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Declining_needs_a_reason_and_what_does_not_wait_cannot_be_answered()
    {
        var person = await AskedAsync();
        using var browser = new PageVisitor(live);
        await browser.SignInAsync(SocialWorker);
        var without = await PostAsync(browser, person, "decline-assessment");
        Assert.Equal(400, without.Status);
        Assert.Contains("INT515", without.Body, StringComparison.Ordinal);
        await AnswerAsync(browser, person, "decline-assessment", ("reason", "Lives in another county"));
        Assert.Contains("Lives in another county", await PageAsync(browser, person), StringComparison.Ordinal);
        var again = await PostAsync(browser, person, "accept-assessment");
        Assert.Equal(409, again.Status);
        Assert.Contains("INT514", again.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Lives in another county", live.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_answer_sent_twice_at_once_counts_once()
    {
        var person = await AskedAsync();
        using var browser = new PageVisitor(live);
        await browser.SignInAsync(SocialWorker);
        var replies = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => PostAsync(browser, person, "accept-assessment")));
        Assert.All(replies, reply => Assert.True(reply.Status is 303 or 409, $"{reply.Status}"));
        await live.Hub.SweepAsync(Cancellation);
        Assert.Single(
            Regex.Matches(await PageAsync(browser, person), "<p class=\"hub-entry__what\">Assessment accepted"),
            match => match.Success
        );
    }

    [Fact]
    public async Task A_notice_waits_on_board_and_page_until_it_is_answered()
    {
        var person = await AskedAsync();
        await TellAsync(
            person,
            "care.discharge.notice-given.v1",
            ("notice", "discharge"),
            ("to", "C90001"),
            ("date", "2026-03-06"),
            ("personTold", true),
            ("liaisonName", "A. Nurse"),
            ("liaisonPhone", "01632 960001")
        );
        using var browser = new PageVisitor(live);
        await browser.SignInAsync(SocialWorker);
        Assert.Contains("Answer the discharge notice", (await browser.GetAsync("/boards/C90001")).Body, StringComparison.Ordinal);
        var page = await PageAsync(browser, person);
        Assert.Contains("Discharge notice", page, StringComparison.Ordinal);
        Assert.Contains("A. Nurse", page, StringComparison.Ordinal);
        Assert.DoesNotContain("statutory", page, StringComparison.OrdinalIgnoreCase);
        var notice = Regex.Match(page, "name=\"notice\" value=\"([^\"]+)\"").Groups[1].Value;
        Assert.Equal(409, (await PostAsync(browser, person, "accept-notice", ("notice", "aaaaaaaaaaaaaaaa"))).Status);
        await AnswerAsync(browser, person, "decline-notice", ("notice", notice), ("reason", "No carer before then"), ("day", "2026-03-09"));
        page = await PageAsync(browser, person);
        Assert.Contains("declined today 08:00, offered Mon 9 Mar", page, StringComparison.Ordinal);
        Assert.DoesNotContain("accept-notice", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_councils_own_people_answer_and_only_from_the_page()
    {
        var person = await AskedAsync();
        using var browser = new PageVisitor(live);
        await browser.SignInAsync(TestSender.Coordinator);
        Assert.Empty(Forms(await PageAsync(browser, person)));
        Assert.Equal(403, (await PostAsync(browser, person, "accept-assessment")).Status);
        await browser.SignInAsync(new("C90003", "social-worker"));
        Assert.Equal(404, (await PostAsync(browser, person, "accept-assessment")).Status);
        await browser.SignInAsync(SocialWorker);
        Assert.Equal(404, (await PostAsync(browser, person, "accept-everything")).Status);
        browser.FetchSite = "cross-site";
        Assert.Equal(401, (await PostAsync(browser, person, "accept-assessment")).Status);
        var reply = await live.AskAsync(
            SocialWorker,
            HttpMethod.Post,
            $"cases/{CaseIdOf(person)}/answers/accept-assessment",
            Cancellation,
            "x=y"u8.ToArray(),
            "application/x-www-form-urlencoded"
        );
        Assert.Equal((403, "INT306"), (reply.Status, reply.Codes[0]));
    }

    /// <summary>In hospital, ready, with the hub and a pathway; the council is asked for an assessment.</summary>
    private async Task<TestPerson> AskedAsync()
    {
        var person = TestPerson.New();
        await SendAsync(Messages.Gp(person, entries: 1));
        await SendAsync(Messages.Stay(person, "stay", discharged: false, version: 1));
        await TellAsync(person, "care.discharge.criteria-to-reside.v1", ("met", false));
        await TellAsync(person, "care.discharge.referred-to-hub.v1");
        await TellAsync(person, "care.discharge.pathway-agreed.v1", ("pathway", 1));
        await TellAsync(person, "care.discharge.assessment-asked.v1", ("of", "C90001"));
        return person;
    }

    private async Task TellAsync(TestPerson person, string type, params (string Name, JsonNode Value)[] members)
    {
        var data = new JsonObject { ["caseId"] = CaseIdOf(person) };
        foreach (var (name, value) in members)
            data[name] = value;
        await SendAsync(Messages.StayEvent(person, type, data));
        await live.Hub.SweepAsync(Cancellation);
    }

    private async Task SendAsync(TestMessage message)
    {
        var answer = await live.Hub.Client.SendAsync(message, Cancellation);
        Assert.True(answer.IsAcknowledgement, $"{(int)answer.Status} {answer.Text}");
    }

    private async Task AnswerAsync(PageVisitor browser, TestPerson person, string verb, params (string Name, string Value)[] fields)
    {
        var reply = await PostAsync(browser, person, verb, fields);
        Assert.Equal((303, $"/cases/{CaseIdOf(person)}?done={verb}"), (reply.Status, reply.Header("Location")));
        await live.Hub.SweepAsync(Cancellation);
    }

    private Task<Reply> PostAsync(PageVisitor browser, TestPerson person, string verb, params (string Name, string Value)[] fields) =>
        browser.PostAsync($"/cases/{CaseIdOf(person)}/answers/{verb}", fields);

    private async Task<string> PageAsync(PageVisitor browser, TestPerson person) =>
        (await browser.GetAsync($"/cases/{CaseIdOf(person)}")).Is(System.Net.HttpStatusCode.OK).Body;

    private string CaseIdOf(TestPerson person) => StagedCases.CaseIdOf(live.Hub.RecordOf(person));

    private static IReadOnlyList<string> Forms(string page) =>
        [.. Regex.Matches(page, "/answers/([a-z-]+)\"").Select(match => match.Groups[1].Value)];
}
