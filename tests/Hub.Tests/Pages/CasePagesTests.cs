using System.Net;
using System.Text.RegularExpressions;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Pages;

/// <summary>A case and the work on its alerts, form by form.</summary>
public sealed class CasePagesTests(StillHub live) : IClassFixture<StillHub>
{
    private const string Reason = "Family asked for a meeting first";

    private static readonly TestSender SocialWorker = new("C90001", "social-worker");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_case_says_how_it_stands_what_contradicts_and_its_history()
    {
        var person = TestPerson.New();
        var now = live.Cases.Now;
        var of = live.Cases.Ready(person) with
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
        await live.Cases.PutAsync(of, StagedCases.PersonOf(person), Cancellation, [live.Cases.Clock("arrange", TimeSpan.FromHours(-1))]);
        await live.Cases.SayAsync(
            of,
            now.AddHours(-19),
            "RX1",
            Cancellation,
            new StayFact(StayFactKind.Admitted, now.AddDays(-6)) { Ward = "Ward 7B" }
        );
        await live.Cases.SayAsync(
            of,
            now.AddHours(-18),
            "RX1",
            Cancellation,
            new StayFact(StayFactKind.PathwayAgreed, now.AddHours(-20)) { Pathway = 2 }
        );
        await live.Cases.SayAsync(
            of,
            now.AddHours(-18),
            "C90001",
            Cancellation,
            new StayFact(StayFactKind.PathwayAgreed, now.AddHours(-20)) { Pathway = 1 }
        );
        using var browser = new PageVisitor(live);
        await browser.SignInAsync(TestSender.Coordinator);

        var page = (await browser.GetAsync($"/cases/{of.Id}")).Is(HttpStatusCode.OK).Body;
        foreach (
            var words in new[]
            {
                "Care being planned",
                "Late by 1 hour",
                "Two sources tell different pathways as agreed within an hour",
                "Pathway 2: community bed",
                "accepted Sun 1 Mar",
                "Equipment",
                "Northfield Transfer of Care Hub",
                $"href=\"/records/{live.Hub.RecordOf(person)}\"",
                "<svg ",
                "Contradicts",
                "told by Northfield Council (C90001); known here Sun 1 Mar 14:00",
                "Ward 7B",
                "Zorabella",
            }
        )
            Assert.Contains(words, page, StringComparison.Ordinal);
        Assert.DoesNotContain($"{person.Number}", page, StringComparison.Ordinal);

        var json = (await live.AskAsync(TestSender.Coordinator, HttpMethod.Get, $"cases/{of.Id}", Cancellation)).Is(HttpStatusCode.OK).Json;
        Assert.Equal(("planning", "council", 2), ((string?)json["state"], (string?)json["turn"], (int)json["pathwayAgreed"]!));
        Assert.Equal("pathways-differ", (string?)json["conflicts"]![0]!["code"]);
        Assert.Equal(3, json["history"]!.AsArray().Count);
        Assert.Equal(
            json["history"]!.AsArray().Select(moment => (DateTimeOffset)moment!["at"]!).Order(),
            json["history"]!.AsArray().Select(moment => (DateTimeOffset)moment!["at"]!)
        );
    }

    [Fact]
    public async Task An_alert_is_taken_acknowledged_and_completed_from_the_page()
    {
        var of = await AlertedAsync(TestPerson.New(), "ready");
        using var browser = new PageVisitor(live);
        await browser.SignInAsync(TestSender.Coordinator);
        Assert.Contains("Waiting to be taken", (await browser.GetAsync($"/cases/{of.Id}")).Body, StringComparison.Ordinal);

        var taken = await browser.PostAsync($"/cases/{of.Id}/alerts/claim");
        Assert.Equal((303, $"/cases/{of.Id}?done=claim"), (taken.Status, taken.Header("Location")));
        var page = (await browser.GetAsync(taken.Header("Location")!)).Body;
        Assert.Contains("Held by Fellmoor Hospitals NHS Trust until today 08:05", page, StringComparison.Ordinal);
        Assert.Contains("You have taken the alert", page, StringComparison.Ordinal);
        var held = await browser.PostAsync($"/cases/{of.Id}/alerts/claim");
        Assert.Equal(409, held.Status);
        Assert.Contains("Somebody else holds an alert of this person. (INT511)", held.Body, StringComparison.Ordinal);

        Assert.Equal(303, (await WorkAsync(browser, of, "acknowledge")).Status);
        Assert.Contains(
            "Acknowledged by Fellmoor Hospitals NHS Trust",
            (await browser.GetAsync($"/cases/{of.Id}")).Body,
            StringComparison.Ordinal
        );
        Assert.Equal(400, (await WorkAsync(browser, of, "escalate", ("reason", " "))).Status);
        Assert.Equal(303, (await WorkAsync(browser, of, "escalate", ("reason", Reason))).Status);
        Assert.Contains(". Escalated today 08:00", (await browser.GetAsync($"/cases/{of.Id}")).Body, StringComparison.Ordinal);
        Assert.Equal(303, (await WorkAsync(browser, of, "complete")).Status);
        Assert.Contains("Closed: completed by Fellmoor", (await browser.GetAsync($"/cases/{of.Id}")).Body, StringComparison.Ordinal);
        var none = await browser.PostAsync($"/cases/{of.Id}/alerts/claim");
        Assert.Equal(409, none.Status);
        Assert.Contains("INT512", none.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_one_organisation_holds_another_can_neither_work_nor_see_the_token_of_until_it_is_handed_back()
    {
        var of = await AlertedAsync(TestPerson.New(), "ready");
        using var browser = new PageVisitor(live);
        await browser.SignInAsync(TestSender.Coordinator);
        await browser.PostAsync($"/cases/{of.Id}/alerts/claim");
        var token = TokenIn((await browser.GetAsync($"/cases/{of.Id}")).Body);

        await browser.SignInAsync(SocialWorker);
        Assert.DoesNotContain(
            "lockToken",
            (await browser.GetAsync($"/cases/{of.Id}")).Is(HttpStatusCode.OK).Body,
            StringComparison.Ordinal
        );
        var wrong = await browser.PostAsync($"/cases/{of.Id}/alerts/{of.Alerts[0].Id}/acknowledge", ("lockToken", "guessed"));
        Assert.Equal(409, wrong.Status);
        Assert.Contains("INT501", wrong.Body, StringComparison.Ordinal);
        var json = await live.AskAsync(TestSender.Coordinator, HttpMethod.Get, $"cases/{of.Id}", Cancellation);
        Assert.DoesNotContain(token, json.Body, StringComparison.Ordinal);

        await browser.SignInAsync(TestSender.Coordinator);
        Assert.Equal(303, (await WorkAsync(browser, of, "hand-back")).Status);
        await browser.SignInAsync(SocialWorker);
        Assert.Equal(303, (await browser.PostAsync($"/cases/{of.Id}/alerts/claim")).Status);
        Assert.Contains("Held by Northfield", (await browser.GetAsync($"/cases/{of.Id}")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_case_is_passed_on_to_a_chosen_hub_or_withdrawn_with_a_reason()
    {
        using var browser = new PageVisitor(live);
        await browser.SignInAsync(TestSender.Coordinator);
        var passed = await AlertedAsync(TestPerson.New(), "ready");
        await browser.PostAsync($"/cases/{passed.Id}/alerts/claim");
        var nowhere = await WorkAsync(browser, passed, "pass-on", ("reason", Reason), ("toHub", "hub-nowhere"));
        Assert.Equal(422, nowhere.Status);
        Assert.Equal(303, (await WorkAsync(browser, passed, "pass-on", ("reason", Reason), ("toHub", "hub-midvale"))).Status);
        Assert.Contains("passed on to another hub", (await browser.GetAsync($"/cases/{passed.Id}")).Body, StringComparison.Ordinal);

        var withdrawn = await AlertedAsync(TestPerson.New(), "ready");
        await browser.PostAsync($"/cases/{withdrawn.Id}/alerts/claim");
        Assert.Equal(303, (await WorkAsync(browser, withdrawn, "withdraw", ("reason", Reason))).Status);
        Assert.DoesNotContain(Reason, live.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stay_told_by_messages_comes_to_the_board_and_the_work_on_its_alert_into_its_history()
    {
        var person = TestPerson.New();
        var caseId = StagedCases.CaseIdOf(live.Hub.RecordOf(person), "stay");
        await SendAsync(Messages.Stay(person, "stay", discharged: false, version: 1));
        await SendAsync(Messages.StayEvent(person, "care.discharge.criteria-to-reside.v1", new() { ["caseId"] = caseId, ["met"] = false }));
        await live.Hub.SweepAsync(Cancellation);
        using var browser = new PageVisitor(live);
        await browser.SignInAsync(TestSender.Coordinator);
        Assert.Contains(
            $"/cases/{caseId}",
            (await browser.GetAsync("/boards/hub-northfield")).Is(HttpStatusCode.OK).Body,
            StringComparison.Ordinal
        );

        Assert.Equal(303, (await browser.PostAsync($"/cases/{caseId}/alerts/claim")).Status);
        var page = (await browser.GetAsync($"/cases/{caseId}")).Is(HttpStatusCode.OK).Body;
        var alert = Regex.Match(page, "/alerts/([^/\"]+)/acknowledge").Groups[1].Value;
        await browser.PostAsync($"/cases/{caseId}/alerts/{alert}/acknowledge", ("lockToken", TokenIn(page)));
        await live.Hub.SweepAsync(Cancellation);
        page = (await browser.GetAsync($"/cases/{caseId}")).Is(HttpStatusCode.OK).Body;
        foreach (
            var told in new[] { "Admitted", "Ward round: no longer meets the criteria to reside", "Alert taken", "Alert acknowledged" }
        )
            Assert.Contains(told, page, StringComparison.Ordinal);
        Assert.Contains("Acknowledged by Fellmoor Hospitals NHS Trust", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_only_looks_is_offered_nothing_and_can_take_nothing()
    {
        var of = await AlertedAsync(TestPerson.New(), "ready");
        using var browser = new PageVisitor(live);
        await browser.SignInAsync(new("RX1", "clinician"));
        Assert.DoesNotContain(
            "<form method=\"post\" action=\"/cases",
            (await browser.GetAsync($"/cases/{of.Id}")).Body,
            StringComparison.Ordinal
        );
        Assert.Equal(403, (await browser.PostAsync($"/cases/{of.Id}/alerts/claim")).Status);
        Assert.Equal(403, (await browser.PostAsync($"/cases/{of.Id}/alerts/{of.Alerts[0].Id}/acknowledge")).Status);
        await browser.SignInAsync(new("RX2", "discharge-coordinator"));
        Assert.Equal(404, (await browser.PostAsync($"/cases/{of.Id}/alerts/claim")).Status);
    }

    [Fact]
    public async Task A_form_counts_only_when_a_page_of_the_hub_sent_it()
    {
        var of = await AlertedAsync(TestPerson.New(), "ready");
        using var browser = new PageVisitor(live);
        await browser.SignInAsync(TestSender.Coordinator);
        browser.FetchSite = "cross-site";
        Assert.Equal(401, (await browser.PostAsync($"/cases/{of.Id}/alerts/claim")).Status);
        foreach (var path in new[] { "claim", $"{of.Alerts[0].Id}/acknowledge" })
        {
            var reply = await live.AskAsync(
                TestSender.Coordinator,
                HttpMethod.Post,
                $"cases/{of.Id}/alerts/{path}",
                Cancellation,
                "lockToken=x"u8.ToArray(),
                "application/x-www-form-urlencoded"
            );
            Assert.Equal((403, "INT306"), (reply.Status, reply.Codes[0]));
        }

        Assert.Contains("Waiting to be taken", (await browser.GetAsync($"/cases/{of.Id}")).Body, StringComparison.Ordinal);
    }

    private async Task SendAsync(TestMessage message)
    {
        var answer = await live.Hub.Client.SendAsync(message, Cancellation);
        Assert.True(answer.IsAcknowledgement, $"{(int)answer.Status} {answer.Text}");
    }

    private async Task<DischargeCase> AlertedAsync(TestPerson person, params string[] kinds)
    {
        var of = live.Cases.Ready(person);
        var alerts = new List<RaisedAlert>();
        foreach (var kind in kinds)
            alerts.Add(await live.Cases.RaiseAsync(of, kind, Cancellation));
        of = of with { Alerts = alerts };
        await live.Cases.PutAsync(of, StagedCases.PersonOf(person), Cancellation);
        return of;
    }

    private static async Task<Reply> WorkAsync(
        PageVisitor browser,
        DischargeCase of,
        string verb,
        params (string Name, string Value)[] fields
    )
    {
        var page = (await browser.GetAsync($"/cases/{of.Id}")).Is(HttpStatusCode.OK).Body;
        return await browser.PostAsync($"/cases/{of.Id}/alerts/{of.Alerts[0].Id}/{verb}", [("lockToken", TokenIn(page)), .. fields]);
    }

    private static string TokenIn(string page) => Regex.Match(page, "name=\"lockToken\" value=\"([^\"]+)\"").Groups[1].Value;
}
