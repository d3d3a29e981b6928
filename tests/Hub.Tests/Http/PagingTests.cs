using System.Net;
using System.Text.Json.Nodes;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Http;

/// <summary>Long records come in pages that belong together, and what has not changed is not sent again.</summary>
public sealed class PagingTests(LiveHub live) : IClassFixture<LiveHub>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_show_each_entry_once_in_order_as_the_record_was_on_the_first()
    {
        var person = TestPerson.New();
        await SendAsync(Messages.Gp(person, 24));
        var record = $"records/{live.Hub.RecordOf(person)}";
        var whole = (await GetAsync(record)).Is(HttpStatusCode.OK).Json;
        // The practice that the Patient names is an entry too.
        Assert.Equal((25, (JsonNode?)null), ((int)whole["total"]!, whole["next"]));

        var ids = new List<string>();
        var pages = 0;
        for (var path = record + "?count=7"; path is not null; pages++)
        {
            var page = (await GetAsync(path)).Is(HttpStatusCode.OK).Json;
            Assert.Equal((25, (string)whole["recordId"]!), ((int)page["total"]!, (string)page["recordId"]!));
            ids.AddRange(Ids(page));
            path = page["next"] is { } next ? $"{record}?count=7&cursor={next}" : null;
            // What comes in meanwhile is for a new first page.
            await SendAsync(Messages.OneObservation(person, Messages.NewName("later"), 1, "later"));
        }

        Assert.Equal(4, pages);
        Assert.Equal(Ids(whole), ids);
    }

    [Fact]
    public async Task A_cursor_holds_no_identifier_and_is_good_for_its_own_question_only()
    {
        var (person, other) = (TestPerson.New(), TestPerson.New());
        await SendAsync(Messages.Gp(person, 5));
        await SendAsync(Messages.Gp(other, 5));
        var record = $"records/{live.Hub.RecordOf(person)}";
        var next = (string)(await GetAsync(record + "?count=2")).Json["next"]!;
        Assert.Matches("^[A-Za-z0-9_-]{43}$", next);
        foreach (
            var path in new[]
            {
                $"{record}?count=3&cursor={next}",
                $"{record}?count=2&section=investigation-results&cursor={next}",
                $"{record}?count=2&asAt=2999-01-01&cursor={next}",
                $"{record}?count=2&cursor={next[..^1]}",
                $"{record}?count=2&cursor=B{next[1..]}",
                $"{record}?count=2&cursor=",
                $"records/{live.Hub.RecordOf(other)}?count=2&cursor={next}",
            }
        )
        {
            var refused = await GetAsync(path);
            Assert.Equal((400, "INT320"), (refused.Status, refused.Codes[0]));
        }

        Assert.Equal("INT320", (await GetAsync($"{record}?count=2&cursor={next}", new("RX1", "clinician"))).Codes[0]);
        Assert.Equal(200, (await GetAsync($"{record}?count=2&cursor={next}")).Status);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("2001")]
    [InlineData("-1")]
    [InlineData("ten")]
    [InlineData("99999999999")]
    public async Task A_page_has_one_to_two_thousand_entries(string count)
    {
        var person = TestPerson.New();
        await SendAsync(Messages.Gp(person, 2));
        Assert.Equal(
            (400, "INT018"),
            (await GetAsync($"records/{live.Hub.RecordOf(person)}?count={count}") is var reply ? reply.Status : 0, reply.Codes[0])
        );
    }

    [Fact]
    public async Task An_unchanged_answer_costs_a_point_read_and_an_audit_row_and_belongs_to_its_reader()
    {
        var person = TestPerson.New();
        await SendAsync(Messages.Gp(person, 5));
        var record = $"records/{live.Hub.RecordOf(person)}";
        foreach (var path in new[] { record, record + "?section=investigation-results", record + "?asAt=2999-01-01", record + "?count=2" })
        {
            var tag = (await GetAsync(path)).Is(HttpStatusCode.OK).Header("ETag")!;
            live.Hub.Storage.Forget();
            var again = (await GetAsync(path, tag: $"W/\"1\", {tag}")).Is(HttpStatusCode.NotModified);
            Assert.Equal(("", tag), (again.Body, again.Header("ETag")));
            // Of the past the ties between records must be looked up, which takes the whole.
            if (!path.Contains("asAt", StringComparison.Ordinal))
                Assert.DoesNotContain(live.Hub.Storage.Calls, call => call.Kind is StorageCallKind.Query);
            Assert.Equal(200, (await GetAsync(path, new("RX1", "clinician"), tag)).Status);
            Assert.Equal(404, (await GetAsync(path, new("X90005", "clinician"), tag)).Status);
        }

        var resource = $"fhir/{(string)(await GetAsync(record)).Json["sections"]![0]!["entries"]![0]!["source"]!["resource"]!}";
        foreach (var path in new[] { resource, resource + "/_history", resource + "/_history/1" })
        {
            var tag = (await GetAsync(path)).Is(HttpStatusCode.OK).Header("ETag")!;
            Assert.Equal(304, (await GetAsync(path, tag: tag)).Status);
        }
    }

    [Fact]
    public async Task Every_version_of_a_resource_can_be_read()
    {
        var person = TestPerson.New();
        var id = Messages.NewName("obs");
        await SendAsync(Messages.OneObservation(person, id, 1, "first"));
        await SendAsync(Messages.OneObservation(person, id, 2, "second"));
        var entry = (await GetAsync($"records/{live.Hub.RecordOf(person)}", TestSender.Practice)).Json["sections"]![0]!["entries"]![0]!;
        var resource = $"fhir/{(string)entry["source"]!["resource"]!}";

        var history = (await GetAsync(resource + "/_history", TestSender.Practice)).Is(HttpStatusCode.OK).Json;
        Assert.Equal(("history", 2), ((string)history["type"]!, (int)history["total"]!));
        Assert.Equal(["second", "first"], history["entry"]!.AsArray().Select(each => (string)each!["resource"]!["valueString"]!));
        Assert.Equal("first", (string)(await GetAsync(resource + "/_history/1", TestSender.Practice)).Json["valueString"]!);
        Assert.Equal("second", (string)(await GetAsync(resource + "/_history/2", TestSender.Practice)).Json["valueString"]!);
        foreach (var none in new[] { "3", "0", "x", "1.0" })
            Assert.Equal(404, (await GetAsync($"{resource}/_history/{none}", TestSender.Practice)).Status);
        Assert.Equal(404, (await GetAsync(resource + "/_history", new("X90005", "clinician"))).Status);
    }

    private static List<string> Ids(JsonNode record) =>
        [.. record["sections"]!.AsArray().SelectMany(section => section!["entries"]!.AsArray()).Select(entry => (string)entry!["id"]!)];

    private Task<Reply> GetAsync(string path, TestSender? caller = null, string? tag = null) =>
        live.AskAsync(
            caller ?? TestSender.Clinician,
            HttpMethod.Get,
            path,
            Cancellation,
            headers: tag is null ? [] : [("If-None-Match", tag)]
        );

    private async Task SendAsync(TestMessage message)
    {
        var answer = await live.Hub.Client.SendAsync(message, Cancellation);
        Assert.True(answer.IsAcknowledgement, answer.Text);
    }
}
