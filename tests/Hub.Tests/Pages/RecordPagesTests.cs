using System.Net;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Pages;

/// <summary>What stands around the page of a record, request by request: finding it, breaking the glass, the original.</summary>
public sealed class RecordPagesTests(LiveHub live) : IClassFixture<LiveHub>
{
    private const string Reason = "Collapsed, allergies not known";

    private static readonly TestSender Hospital = new("RX1", "clinician");
    private static readonly TestSender Elsewhere = new("RX2", "clinician");

    [Fact]
    public async Task A_number_leads_to_its_record_by_an_address_without_it()
    {
        var person = await KnownAsync();
        using var browser = new PageVisitor(live);
        await browser.SignInAsync(Hospital);
        var found = await browser.PostAsync(
            "/records",
            ("nhsNumber", $" {person.Number[..3]} {person.Number[3..6]}-{person.Number[6..]} ")
        );
        Assert.Equal((303, $"/records/{live.Hub.RecordOf(person)}"), (found.Status, found.Header("Location")));
        foreach (var wrong in new[] { "", "123", person.Number + "1", "9990000019", "٩٩٩٠٠٠٠٠١٨" })
        {
            var refused = (await browser.PostAsync("/records", ("nhsNumber", wrong))).Is(HttpStatusCode.UnprocessableEntity);
            if (wrong.Length > 0)
                Assert.DoesNotContain($"\"{wrong}", refused.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_record_that_is_not_there_and_one_of_another_place_look_alike()
    {
        var person = await KnownAsync();
        using var browser = new PageVisitor(live);
        await browser.SignInAsync(Elsewhere);
        var unseen = (await browser.PostAsync("/records", ("nhsNumber", person.Number))).Is(HttpStatusCode.NotFound);
        var nobody = TestPerson.New();
        var unknown = (await browser.PostAsync("/records", ("nhsNumber", nobody.Number))).Is(HttpStatusCode.NotFound);
        Assert.Equal(
            unknown.Body.Replace(live.Hub.RecordOf(nobody).Value, "", StringComparison.Ordinal),
            unseen.Body.Replace(live.Hub.RecordOf(person).Value, "", StringComparison.Ordinal)
        );
        // To a role that may break no glass there is no way past it.
        await browser.SignInAsync(new("RX2", "discharge-coordinator"));
        Assert.DoesNotContain(
            "break the glass",
            (await browser.PostAsync("/records", ("nhsNumber", person.Number))).Body,
            StringComparison.Ordinal
        );
        Assert.Equal(403, (await browser.PostAsync($"/records/{live.Hub.RecordOf(person)}/break-glass", ("reason", Reason))).Status);
    }

    [Fact]
    public async Task A_reason_is_kept_for_one_person_and_one_record()
    {
        var person = await KnownAsync();
        var path = $"/records/{live.Hub.RecordOf(person)}";
        using var browser = new PageVisitor(live);
        await browser.SignInAsync(Elsewhere);
        Assert.Equal(404, (await browser.GetAsync(path)).Status);
        Assert.Equal(400, (await browser.PostAsync(path + "/break-glass", ("reason", "short"))).Status);
        var kept = await browser.PostAsync(path + "/break-glass", ("reason", Reason));
        Assert.Contains($"max-age=900; path={path}; samesite=strict; httponly", kept.Header("Set-Cookie"), StringComparison.Ordinal);
        Assert.Contains("The glass is broken", (await browser.GetAsync(path)).Is(HttpStatusCode.OK).Body, StringComparison.Ordinal);

        // Somebody else signs in on the same browser, which still holds the reason: it is not theirs.
        await browser.SignInAsync(Hospital);
        Assert.DoesNotContain("The glass is broken", (await browser.GetAsync(path)).Is(HttpStatusCode.OK).Body, StringComparison.Ordinal);
        await browser.SignInAsync(Elsewhere);
        await browser.PostAsync(path + "/break-glass", ("end", "1"));
        Assert.Equal(404, (await browser.GetAsync(path)).Status);
    }

    [Fact]
    public async Task An_original_is_shown_by_the_records_own_rules()
    {
        var person = await KnownAsync();
        var record = live.Hub.RecordOf(person);
        using var browser = new PageVisitor(live);
        await browser.SignInAsync(Hospital);
        var page = (await browser.GetAsync($"/records/{record}")).Is(HttpStatusCode.OK);
        var link = System.Text.RegularExpressions.Regex.Match(page.Body, $"/records/{record}/originals/[^\"]+").Value;
        Assert.Contains("hub-original", (await browser.GetAsync(link)).Is(HttpStatusCode.OK).Body, StringComparison.Ordinal);
        foreach (var none in new[] { link.Split('?')[0], link + "0", link.Replace("version=1", "version=x", StringComparison.Ordinal) })
            Assert.Equal(404, (await browser.GetAsync(none)).Status);
        await browser.SignInAsync(Elsewhere);
        Assert.Equal(404, (await browser.GetAsync(link)).Status);
    }

    [Fact]
    public async Task What_is_no_part_of_care_takes_one_line_a_kind_with_every_original()
    {
        var person = await KnownAsync();
        for (var i = 0; i < 3; i++)
            await TellAsync(person, "Coverage", """ "beneficiary" """, $$""" "payor":[{"display":"Payer {{i}}"}] """);
        await TellAsync(person, "Media", """ "subject" """, """ "content":{"title":"Photograph of the wound"} """, "completed");
        using var browser = new PageVisitor(live);
        await browser.SignInAsync(TestSender.Clinician);
        var page = (await browser.GetAsync($"/records/{live.Hub.RecordOf(person)}")).Is(HttpStatusCode.OK).Body;
        var kept = page[page.IndexOf("id=\"unmapped\"", StringComparison.Ordinal)..];
        Assert.Contains("4 entries", kept, StringComparison.Ordinal);
        Assert.Equal(2, Count(kept, "<li class=\"hub-entry\">"));
        Assert.Equal(3, Count(kept, "/originals/Coverage/"));
        Assert.Contains("who pays for care is not part of the record for care.", kept, StringComparison.Ordinal);
        // Of what nobody thought of the reader is warned.
        Assert.Equal(1, Count(kept, "hub-entry__warning"));
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private async Task TellAsync(TestPerson person, string type, string subject, string rest, string status = "active")
    {
        var json =
            $$$"""{"resourceType":"{{{type}}}","status":"{{{status}}}",{{{subject}}}:{"identifier":{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"{{{person.Number}}}"}},{{{rest}}}}""";
        var reply = await live.AskAsync(
            TestSender.Practice,
            HttpMethod.Post,
            $"fhir/{type}",
            TestContext.Current.CancellationToken,
            System.Text.Encoding.UTF8.GetBytes(json)
        );
        Assert.True(reply.Status is 200 or 201, reply.Body);
    }

    private async Task<TestPerson> KnownAsync()
    {
        var person = TestPerson.New();
        var answer = await live.Hub.Client.SendAsync(Messages.Gp(person, 3), TestContext.Current.CancellationToken);
        Assert.True(answer.IsAcknowledgement, answer.Text);
        return person;
    }
}
