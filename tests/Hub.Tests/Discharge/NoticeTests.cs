using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Discharge;

/// <summary>Notices by local agreement, from the trust's event to the council's task and back; through HTTP.</summary>
public sealed class NoticeTests(LiveHub live) : IClassFixture<LiveHub>
{
    private const string Given = "care.discharge.notice-given.v1";
    private const string Answered = "care.discharge.notice-answered.v1";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string In(int days) =>
        DateOnly
            .FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime)
            .AddDays(days)
            .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [Fact]
    public async Task An_agreed_notice_is_told_to_the_council_and_its_answer_to_the_hub()
    {
        var person = await AdmittedAsync();
        await AcceptedAsync(person, Discharge());

        var task = Assert.Single(await CouncilsAsync(person), message => (string?)message["kind"] == "notice-given");
        var notice = Assert.Single(await NoticesAsync(person));
        Assert.Equal(((string?)notice["id"], "discharge"), ((string?)task["notice"], (string?)task["noticeKind"]));
        Assert.Equal((string?)notice["date"], In(3));
        Assert.Contains("liaison: A. Nurse", (string?)notice["says"], StringComparison.Ordinal);
        Assert.DoesNotContain("A. Nurse", task.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("council", (string?)(await CaseAsync(person))["turn"]);

        var answer = new JsonObject
        {
            ["notice"] = "discharge",
            ["noticeId"] = (string?)notice["id"],
            ["accepted"] = false,
            ["date"] = In(5),
            ["reason"] = "No carer before then",
        };
        await AcceptedAsync(person, answer, Answered, TestSender.Council);
        notice = Assert.Single(await NoticesAsync(person));
        Assert.Equal((false, In(5)), ((bool)notice["accepted"]!, (string?)notice["offered"]));
        var told = (await CaseAsync(person))["history"]!.AsArray().Select(moment => $"{moment!["what"]}: {moment["detail"]}").ToList();
        Assert.Contains(told, line => line.StartsWith("Notice given: ", StringComparison.Ordinal));
        Assert.Contains(told, line => line.Contains("declined, No carer before then", StringComparison.Ordinal));
        Assert.Contains("notice-answered", (await live.Hub.AlertsOfAsync(person, Cancellation)).Select(alert => alert.Subject));
    }

    [Fact]
    public async Task A_withdrawal_cancels_the_notice_that_it_names()
    {
        var person = await AdmittedAsync();
        await AcceptedAsync(person, Discharge());
        await AcceptedAsync(
            person,
            new JsonObject
            {
                ["notice"] = "withdrawal",
                ["withdraws"] = "discharge",
                ["reason"] = "Fever again",
            }
        );

        var notices = await NoticesAsync(person);
        Assert.NotNull(notices[0]["withdrawnAt"]);
        Assert.Equal((string?)notices[0]["id"], (string?)notices[1]["withdraws"]);
        Assert.Equal("hospital", (string?)(await CaseAsync(person))["turn"]);
        Assert.Equal(
            ["discharge", "withdrawal"],
            (await CouncilsAsync(person)).Where(task => (string?)task["kind"] == "notice-given").Select(task => (string?)task["noticeKind"])
        );
    }

    [Fact]
    public async Task What_is_not_agreed_is_refused()
    {
        var northfield = await AdmittedAsync();
        Assert.Equal("INT256", await RefusedAsync(northfield, With(Discharge(), "to", "C90003")));
        var midvale = await AdmittedAsync("Midvale");
        Assert.Equal("INT256", await RefusedAsync(midvale, With(Discharge(), "to", "C90002")));
        Assert.Empty(await NoticesAsync(northfield));
    }

    [Fact]
    public async Task What_is_missing_is_named_by_the_names_of_the_checklist()
    {
        var person = await AdmittedAsync();
        var reply = await PostAsync(
            person,
            new JsonObject
            {
                ["notice"] = "assessment",
                ["date"] = In(9),
                ["consulted"] = false,
                ["liaisonName"] = "A. Nurse",
            }
        );
        Assert.Equal("INT257", Assert.Single(reply.Codes));
        Assert.Equal("consulted continuing-healthcare objection liaison-person", (string?)reply.Json["errors"]![0]!["reason"]);
        Assert.DoesNotContain("A. Nurse", reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_discharge_notice_for_the_same_day_is_too_late_and_an_assessment_notice_is_marked()
    {
        var person = await AdmittedAsync();
        Assert.Equal("INT258", await RefusedAsync(person, With(Discharge(), "date", In(0))));
        await AcceptedAsync(
            person,
            new JsonObject
            {
                ["notice"] = "assessment",
                ["at"] = TimeProvider.System.GetUtcNow().AddMinutes(-1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                ["date"] = In(1),
                ["consulted"] = true,
                ["continuingHealthcare"] = "considered, not eligible",
                ["objection"] = false,
                ["liaisonName"] = "A. Nurse",
                ["liaisonEmail"] = "nurse@rx1.example",
            }
        );
        Assert.True((bool)Assert.Single(await NoticesAsync(person))["late"]!);
    }

    [Fact]
    public async Task A_hub_that_works_a_case_that_it_does_not_hold_is_shown_as_a_conflict()
    {
        var person = await AdmittedAsync();
        var alert = $"{live.Hub.RecordOf(person)}.{new string('a', 16)}";
        await WorkAsync("hub-northfield", new("RX1", "discharge-coordinator"));
        Assert.Empty((await CaseAsync(person))["conflicts"]!.AsArray());
        await WorkAsync("hub-southport", new("RX2", "discharge-coordinator"));
        await AcceptedAsync(person, new JsonObject { ["met"] = false }, "care.discharge.criteria-to-reside.v1");

        var conflict = Assert.Single((await CaseAsync(person))["conflicts"]!.AsArray());
        Assert.Equal(("worked-by-other-hub", "RX2"), ((string?)conflict!["code"], (string?)conflict["teller"]));

        Task WorkAsync(string hub, TestSender by) =>
            AcceptedAsync(
                person,
                new JsonObject
                {
                    ["hub"] = hub,
                    ["alert"] = alert,
                    ["action"] = "acknowledged",
                },
                "care.discharge.alert-worked.v1",
                by
            );
    }

    private static JsonObject Discharge() =>
        new()
        {
            ["notice"] = "discharge",
            ["date"] = In(3),
            ["personTold"] = true,
            ["liaisonName"] = "A. Nurse",
            ["liaisonPhone"] = "01632 960001",
        };

    private static JsonObject With(JsonObject data, string member, string value)
    {
        data[member] = value;
        return data;
    }

    private async Task<TestPerson> AdmittedAsync(string district = "Northfield")
    {
        var person = TestPerson.New();
        foreach (
            var message in new[]
            {
                Messages.Gp(person, entries: 1, district: district),
                Messages.Stay(person, "stay", discharged: false, version: 1),
            }
        )
            Assert.True((await live.Hub.Client.SendAsync(message, Cancellation)).IsAcknowledgement);
        await live.Hub.SweepAsync(Cancellation);
        return person;
    }

    private async Task AcceptedAsync(TestPerson person, JsonObject data, string type = Given, TestSender? from = null)
    {
        (await PostAsync(person, data, type, from)).Is(HttpStatusCode.Accepted);
        await live.Hub.SweepAsync(Cancellation);
    }

    private async Task<string> RefusedAsync(TestPerson person, JsonObject data) =>
        Assert.Single((await PostAsync(person, data)).Is(HttpStatusCode.UnprocessableEntity).Codes);

    private Task<Reply> PostAsync(TestPerson person, JsonObject data, string type = Given, TestSender? from = null)
    {
        data = (JsonObject)data.DeepClone();
        data["caseId"] = CaseIdOf(person);
        if (type == Given)
            data.TryAdd("to", "C90001");
        var message = Messages.StayEvent(person, type, data, from);
        return live.AskAsync(message.From, HttpMethod.Post, message.Path, Cancellation, message.Body, message.ContentType);
    }

    private string CaseIdOf(TestPerson person) => StagedCases.CaseIdOf(live.Hub.RecordOf(person));

    private async Task<JsonNode> CaseAsync(TestPerson person) =>
        (await live.AskAsync(TestSender.Coordinator, HttpMethod.Get, $"cases/{CaseIdOf(person)}", Cancellation)).Is(HttpStatusCode.OK).Json;

    private async Task<IReadOnlyList<JsonNode>> NoticesAsync(TestPerson person) =>
        [.. (await CaseAsync(person))["notices"]!.AsArray().Select(notice => notice!)];

    private async Task<IReadOnlyList<JsonNode>> CouncilsAsync(TestPerson person)
    {
        await using var session = await live.Hub.ServiceBus.AcceptSessionAsync(
            "social-care-referrals",
            "C90001",
            live.Hub.RecordOf(person).Value,
            cancellationToken: Cancellation
        );
        return
        [
            .. (await session.PeekMessagesAsync(100, cancellationToken: Cancellation)).Select(message =>
                JsonNode.Parse(message.Body.ToString())!["data"]!
            ),
        ];
    }
}
