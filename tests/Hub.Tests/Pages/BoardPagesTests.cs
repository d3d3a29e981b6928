using System.Net;
using System.Text.Json.Nodes;
using IntegrationHub.Discharge.Boards;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Pages;

/// <summary>Boards, walls and figures request by request, as JSON and as pages. Each test looks at cases on a ward of its own.</summary>
public sealed class BoardPagesTests(StillHub live) : IClassFixture<StillHub>
{
    private const string Northfield = StagedCases.Northfield;

    private static readonly TestSender Clinician = new("RX1", "clinician");
    private static readonly TestSender SocialWorker = new("C90001", "social-worker");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_board_shows_each_case_with_its_clocks_in_words_and_who_must_act()
    {
        var (ward, person) = (Ward(), TestPerson.New());
        var of = live.Cases.Ready(person, ward: ward) with
        {
            PathwayProposed = 1,
            Delay = new Delay(live.Cases.Now.AddHours(-5), "hospital-transport"),
            ReadmissionOf = StagedCases.CaseIdOf(live.Hub.RecordOf(person), "before"),
            Conflicts = [new("pathways-differ", StayFactKind.PathwayProposed, live.Cases.Now, "RX1")],
            Alerts = [new(live.Hub.RecordOf(person) + ".aaaaaaaaaaaaaaaa", "ready", Northfield, live.Cases.Now, null)],
        };
        await live.Cases.PutAsync(
            of,
            StagedCases.PersonOf(person),
            Cancellation,
            [live.Cases.Clock("assess", TimeSpan.FromHours(-2)), live.Cases.Clock("arrange", TimeSpan.FromHours(3))]
        );

        var board = (await GetAsync(TestSender.Coordinator, $"boards/{Northfield}?ward={TokenOf(ward)}")).Is(HttpStatusCode.OK).Json;
        var column = board["columns"]!.AsArray().Single(column => (string?)column!["column"] == "ready")!;
        Assert.Equal(1, (int)column["count"]!);
        var card = Assert.Single(column["cards"]!.AsArray())!;
        Assert.Equal(of.Id, (string?)card["case"]);
        Assert.Equal(person.Number, (string?)card["person"]!["nhsNumber"]);
        Assert.Equal(("ready", "hospital", 31), ((string?)card["state"], (string?)card["turn"], (int)card["readyHours"]!));
        Assert.Equal(["Late by 2 hours", "Due in 3 hours"], card["clocks"]!.AsArray().Select(clock => (string?)clock!["words"]));
        Assert.Equal(["late", "due"], card["clocks"]!.AsArray().Select(clock => (string?)clock!["standing"]));
        Assert.Equal(
            (1, 1, true, true),
            ((int)card["conflicts"]!, (int)card["openAlerts"]!, (bool)card["readmission"]!, (bool)card["longStayRisk"]!)
        );

        using var browser = new PageVisitor(live);
        await browser.SignInAsync(TestSender.Coordinator);
        var page = (await browser.GetAsync($"/boards/{Northfield}?ward={TokenOf(ward)}")).Is(HttpStatusCode.OK);
        foreach (
            var words in new[]
            {
                "Late by 2 hours",
                "Due in 3 hours",
                "31 hours",
                "Awaiting transport",
                "1 contradiction",
                "1 open alert",
                "Risk of long stay",
                "Readmission",
                "Was expected to leave",
                "1, proposed",
                $"{person.Number[..3]} {person.Number[3..6]} {person.Number[6..]}",
                "Born 7 March 1941",
                $"href=\"/cases/{of.Id}\"",
            }
        )
            Assert.Contains(words, page.Body, StringComparison.Ordinal);
        Assert.EndsWith("; connect-src 'self'", page.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.DoesNotContain(person.Number, live.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_objected_is_withheld_in_every_form_whatever_the_card_holds()
    {
        var (ward, person) = (Ward(), TestPerson.New());
        await live.Cases.PutAsync(
            live.Cases.Ready(person, ward: ward),
            StagedCases.PersonOf(person) with
            {
                IsWithheld = true,
            },
            Cancellation
        );
        using var browser = new PageVisitor(live);
        await browser.SignInAsync(TestSender.Coordinator);
        foreach (
            var path in new[] { $"/boards/{Northfield}?ward={TokenOf(ward)}", $"/cases/{StagedCases.CaseIdOf(live.Hub.RecordOf(person))}" }
        )
        {
            var (page, json) = (await browser.GetAsync(path), await GetAsync(TestSender.Coordinator, path));
            Assert.Contains("Name withheld: open the record", page.Is(HttpStatusCode.OK).Body, StringComparison.Ordinal);
            foreach (var answer in new[] { page.Body, json.Is(HttpStatusCode.OK).Body })
            {
                Assert.DoesNotContain("Zorabella", answer, StringComparison.Ordinal);
                Assert.DoesNotContain(person.Number, answer.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
                Assert.DoesNotContain("1941", answer, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task A_tag_holds_until_the_board_or_the_minute_changes_and_is_of_its_form_filters_and_caller()
    {
        var ward = Ward();
        await PutAsync(ward);
        var path = $"boards/{Northfield}?ward={TokenOf(ward)}";
        var tag = (await GetAsync(TestSender.Coordinator, path)).Is(HttpStatusCode.OK).Header("ETag")!;
        Assert.Equal((304, ""), await KnownAsync(TestSender.Coordinator, path, tag));
        Assert.Equal((304, ""), await KnownAsync(TestSender.Coordinator, path, $"\"other\", {tag}"));
        Assert.Equal(200, (await KnownAsync(Clinician, path, tag)).Status);
        Assert.Equal(200, (await KnownAsync(TestSender.Coordinator, $"boards/{Northfield}", tag)).Status);
        Assert.Equal(200, (await KnownAsync(TestSender.Coordinator, $"boards/{Northfield}/wall?ward={TokenOf(ward)}", tag)).Status);

        live.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(304, (await KnownAsync(TestSender.Coordinator, path, tag)).Status);
        live.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await KnownAsync(TestSender.Coordinator, path, tag)).Status);

        tag = (await GetAsync(TestSender.Coordinator, path)).Header("ETag")!;
        await PutAsync(Ward());
        Assert.Equal(200, (await KnownAsync(TestSender.Coordinator, path, tag)).Status);
    }

    [Theory]
    [InlineData("RX1", "discharge-coordinator", true, false)]
    [InlineData("RX1", "clinician", true, false)]
    [InlineData("RX101", "clinician", true, false)]
    [InlineData("C90001", "social-worker", true, true)]
    [InlineData("C90001", "council-system", true, true)]
    [InlineData("C90001", "clinician", false, false)]
    [InlineData("C90002", "social-worker", false, false)]
    [InlineData("RX2", "discharge-coordinator", false, false)]
    [InlineData("X90001", "clinician", false, false)]
    [InlineData("X90001", "gp-system", false, false)]
    [InlineData("QZ9", "operator", false, false)]
    [InlineData("RX1", "privacy-officer", false, false)]
    public async Task Who_may_not_see_a_board_is_told_that_there_is_none(string organisation, string role, bool hubs, bool councils)
    {
        var caller = new TestSender(organisation, role);
        var of = await PutAsync(Ward());
        foreach (var (board, may) in new[] { (Northfield, hubs), (StagedCases.Council, councils) })
        {
            foreach (var path in new[] { $"boards/{board}", $"boards/{board}/wall", $"boards/{board}/figures" })
                Answers(may, "INT509", await GetAsync(caller, path));
        }

        Answers(hubs || councils, "INT510", await GetAsync(caller, $"cases/{of.Id}"));
        var listed = (await GetAsync(caller, "boards")).Is(HttpStatusCode.OK).Json["boards"]!
            .AsArray()
            .Select(board => (string?)board!["board"]);
        Assert.Equal((hubs, councils), (listed.Contains(Northfield), listed.Contains(StagedCases.Council)));
    }

    [Theory]
    [InlineData("boards/hub-nowhere", 404, "INT509")]
    [InlineData("boards/hub-northfield?ward=Ward%207B", 400, "INT018")]
    [InlineData("boards/hub-northfield?pathway=aaaaaaaa&pathway=bbbbbbbb", 400, "INT018")]
    [InlineData("boards/hub-northfield/figures?days=0", 400, "INT018")]
    [InlineData("boards/hub-northfield/figures?days=93", 400, "INT018")]
    [InlineData("boards/hub-northfield/figures?days=x", 400, "INT018")]
    [InlineData("cases/nonsense", 404, "INT510")]
    [InlineData("cases/paaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbb", 404, "INT510")]
    public async Task A_wrong_address_is_refused(string path, int status, string code)
    {
        var reply = await GetAsync(TestSender.Coordinator, path);
        Assert.Equal((status, code), (reply.Status, reply.Codes[0]));
    }

    [Fact]
    public async Task A_councils_board_begins_with_what_waits_for_the_council()
    {
        var (ward, person) = (Ward(), TestPerson.New());
        var of = live.Cases.Ready(person, ward: ward) with
        {
            State = CaseState.Planning,
            PathwayAgreed = 1,
            Assessment = new Assessment(live.Cases.Now.AddHours(-3), StagedCases.Council, null, null, null, null),
        };
        await live.Cases.PutAsync(of, StagedCases.PersonOf(person), Cancellation);
        await PutAsync(ward);

        var board = (await GetAsync(SocialWorker, $"boards/{StagedCases.Council}")).Is(HttpStatusCode.OK).Json;
        Assert.Equal([of.Id], board["tasks"]!.AsArray().Select(card => (string?)card!["case"]));
        Assert.Equal(1, (int)board["taskCount"]!);
        using var browser = new PageVisitor(live);
        await browser.SignInAsync(SocialWorker);
        var page = (await browser.GetAsync($"/boards/{StagedCases.Council}")).Is(HttpStatusCode.OK).Body;
        Assert.Contains("Answer whether you take the assessment", page, StringComparison.Ordinal);
        Assert.True(
            page.IndexOf("id=\"tasks\"", StringComparison.Ordinal) < page.IndexOf("class=\"hub-columns\"", StringComparison.Ordinal)
        );
        Assert.Null((await GetAsync(TestSender.Coordinator, $"boards/{Northfield}")).Json["tasks"]);
    }

    [Fact]
    public async Task A_wall_holds_nothing_that_says_or_leads_to_whose_stay_it_is()
    {
        var (ward, person) = (Ward(), TestPerson.New());
        var of = live.Cases.Ready(person, ward: ward);
        await live.Cases.PutAsync(of, StagedCases.PersonOf(person), Cancellation, [live.Cases.Clock("assess", TimeSpan.FromMinutes(40))]);
        var path = $"/boards/{Northfield}/wall?ward={TokenOf(ward)}";
        using var browser = new PageVisitor(live);
        await browser.SignInAsync(TestSender.Coordinator);
        var (page, json) = (await browser.GetAsync(path), await GetAsync(TestSender.Coordinator, path));
        foreach (var answer in new[] { page.Is(HttpStatusCode.OK).Body, json.Is(HttpStatusCode.OK).Body })
        {
            foreach (var shown in new[] { ward, "Due soon: 40 minutes", WallTag.Of(of.Id) })
                Assert.Contains(shown, answer, StringComparison.Ordinal);
            var record = live.Hub.RecordOf(person).Value;
            foreach (
                var hidden in new[] { "Zorabella", "TESTPERSON", "1941", person.Number, record, of.Id, of.Id[^16..], "/cases/", "/records" }
            )
                Assert.DoesNotContain(hidden, answer, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(person.Number, answer.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Figures_are_drawn_with_a_table_beside_each()
    {
        await PutAsync(Ward());
        var path = $"/boards/{Northfield}/figures?days=7";
        var json = (await GetAsync(TestSender.Coordinator, path)).Is(HttpStatusCode.OK).Json;
        Assert.Equal(7, json["days"]!.AsArray().Count);
        Assert.Equal("2026-03-02", (string?)json["days"]!.AsArray()[^1]!["day"]);
        var open = (int)(await GetAsync(TestSender.Coordinator, $"boards/{Northfield}")).Json["open"]!;
        Assert.Equal(open, json["waiting"]!.AsArray().Sum(count => (int)count!["count"]!));
        using var browser = new PageVisitor(live);
        await browser.SignInAsync(TestSender.Coordinator);
        var page = (await browser.GetAsync(path)).Is(HttpStatusCode.OK).Body;
        Assert.Equal(3, page.Split("<svg ").Length - 1 - (json["delays"]!.AsArray().Count > 0 ? 1 : 0));
        Assert.Equal(page.Split("<svg ").Length, page.Split("<table ").Length);
        Assert.DoesNotContain("connect-src", (await browser.GetAsync(path)).Header("Content-Security-Policy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_read_leaves_one_audit_row_that_names_board_or_case_and_no_person()
    {
        var person = TestPerson.New();
        var of = live.Cases.Ready(person, ward: Ward());
        await live.Cases.PutAsync(of, StagedCases.PersonOf(person), Cancellation);
        foreach (
            var (path, action, detail) in new[]
            {
                ($"boards/{Northfield}", "read-board", $"board={Northfield}"),
                ($"boards/{Northfield}/wall", "read-wall", $"board={Northfield}"),
                ($"boards/{Northfield}/figures", "read-figures", $"board={Northfield}"),
                ($"cases/{of.Id}", "read-case", $"case={of.Id}"),
            }
        )
        {
            var reply = (await GetAsync(Clinician, path)).Is(HttpStatusCode.OK);
            var row = Assert.Single(
                await live.AuditAsync(Cancellation),
                row => row.GetString("Correlation") == reply.Header("X-Correlation-Id")
            );
            Assert.Equal((action, detail, "ok"), (row.GetString("Action"), row.GetString("Detail"), row.GetString("Outcome")));
            Assert.Equal(action == "read-case" ? live.Hub.RecordOf(person).Value : "", row.GetString("Record"));
        }
    }

    [Fact]
    public async Task A_board_that_is_polled_and_has_not_changed_costs_one_point_read()
    {
        var tag = (await GetAsync(Clinician, $"boards/{Northfield}")).Header("ETag")!;
        // The first of an hour is noted.
        Assert.Equal(304, (await KnownAsync(Clinician, $"boards/{Northfield}", tag)).Status);
        live.Hub.Storage.Forget();
        Assert.Equal(304, (await KnownAsync(Clinician, $"boards/{Northfield}", tag)).Status);
        Assert.Equal([StorageCallKind.PointRead], live.Hub.Storage.Calls.Select(call => call.Kind));
    }

    private static void Answers(bool may, string code, Reply reply)
    {
        if (may)
            reply.Is(HttpStatusCode.OK);
        else
            Assert.Equal((404, code), (reply.Status, reply.Codes[0]));
    }

    private async Task<DischargeCase> PutAsync(string ward)
    {
        var person = TestPerson.New();
        var of = live.Cases.Ready(person, ward: ward);
        await live.Cases.PutAsync(of, StagedCases.PersonOf(person), Cancellation);
        return of;
    }

    private async Task<(int Status, string Body)> KnownAsync(TestSender caller, string path, string tag)
    {
        var reply = await live.AskAsync(caller, HttpMethod.Get, path, Cancellation, headers: ("If-None-Match", tag));
        return (reply.Status, reply.Status == 304 ? reply.Body : "");
    }

    private Task<Reply> GetAsync(TestSender caller, string path) => live.AskAsync(caller, HttpMethod.Get, path, Cancellation);

    private static string Ward() => Messages.NewName("Ward");

    private static string TokenOf(string ward) => new BoardFilter(BoardDimension.Ward, ward).Token;
}
