using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using IntegrationHub.Testing;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Http;

/// <summary>Every row of hostile-inputs.json, over HTTP, against a whole hub.</summary>
public sealed class HostileInputTests(LiveHub live) : IClassFixture<LiveHub>
{
    private const int TellTale = 8;

    private static readonly JsonSerializerOptions Reading = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    private static readonly Dictionary<string, HostileInput> Rows = Read();

    public static TheoryData<string> Ids => [.. Rows.Keys];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Is_answered_as_required_says_nothing_and_leaves_nothing(string id)
    {
        var input = Rows[id];
        var texts = new HostileTexts(live.TokenOf(input.Send.Caller), live.Address.Authority);
        var before = await live.StoredAsync(Cancellation);
        if (input.Send.Leave)
        {
            await RawHttp.SendAndLeaveAsync(live.Address, texts.Fill(input.Send.Raw!), Cancellation);
            // The hub is at the next request, so it is through with that one or will never be.
            await live.AskAsync(TestSender.Practice, HttpMethod.Get, "health/live", Cancellation);
            AssertSame(before, await live.StoredAsync(Cancellation));
            return;
        }

        var reply = await SendAsync(input, texts);

        Assert.True(input.Expect.Status.Contains(reply.Status), $"{input}: {reply.Status} {reply.Body}");
        if (input.Expect.IsAcceptance)
            await live.Hub.SweepAsync(Cancellation);
        var after = await live.StoredAsync(Cancellation);
        if (input.Expect.IsAcceptance)
            AssertAccepted(input, reply, before, after);
        else
            AssertRefused(input, reply, before, after, texts.Correlation);
    }

    private static void AssertRefused(HostileInput input, Reply reply, Stored before, Stored after, string correlation)
    {
        if (input.Expect.Body is null)
        {
            var fhir = input.Send.Raw is null
                ? input.Send.Path.StartsWith("/fhir", StringComparison.Ordinal)
                : input.Send.Raw.Contains(" /fhir HTTP", StringComparison.Ordinal);
            Assert.Equal(fhir ? "application/fhir+json" : "application/problem+json", reply.MediaType);
            Assert.NotEmpty(reply.Codes);
        }

        if (input.Expect.Code is { } codes)
            Assert.True(codes.Contains(reply.Codes[0]), $"{input}: {reply.Body}");
        if (input.Expect.Allow is { } allow)
            Assert.Equal(allow, reply.Header("Allow"));
        if (input.Place is { } place)
            Assert.Contains(place, reply.Body, StringComparison.Ordinal);
        for (var i = 0; i + TellTale <= HostileTexts.Canary.Length; i++)
            Assert.DoesNotContain(HostileTexts.Canary.Substring(i, TellTale), reply.All, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("   at ", reply.Body, StringComparison.Ordinal);
        AssertSame(before, after);
        if (input.Expect.Body is null)
            Assert.Single(after.Audited, correlation);
    }

    private static void AssertAccepted(HostileInput input, Reply reply, Stored before, Stored after)
    {
        if (input.AnswerHolds is { } text)
            Assert.Contains(text, reply.Body, StringComparison.Ordinal);
        if (input.Stores is "nothing")
        {
            AssertSame(before, after);
            return;
        }

        var blob = Assert.Single(after.Snapshots.Except(before.Snapshots));
        Assert.Matches(@"\A[A-Z0-9]{3,8}/[0-9]{4}/[0-9]{2}/[0-9]{2}/[a-z0-9]{26}\.json\z", blob);
        var (grown, old) = input.Stores is "unmatched" ? (after.Unmatched, before.Unmatched) : (after.Records, before.Records);
        var rows = grown.Except(old).ToList();
        Assert.Single(rows, row => row.Contains("/c|", StringComparison.Ordinal));
        if (input.StoresEntries is { } entries)
            Assert.Equal(entries, rows.Count(row => row.Contains("/e|", StringComparison.Ordinal)));
    }

    private static void AssertSame(Stored before, Stored after)
    {
        Assert.Empty(after.Snapshots.Except(before.Snapshots));
        Assert.Empty(after.Records.Except(before.Records));
        Assert.Empty(after.Unmatched.Except(before.Unmatched));
    }

    private const int MostAttempts = 5;

    private async Task<Reply> SendAsync(HostileInput input, HostileTexts texts)
    {
        var send = input.Send;
        if (send.Raw is { } raw)
        {
            var (answer, closed) = await RawHttp.SendAsync(live.Address, texts.Fill(raw), input.Expect.Closes, Cancellation);
            Assert.True(closed || !input.Expect.Closes, $"{input} leaves the connection open.");
            return answer;
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await AskAsync(send, texts);
            }
            catch (HttpRequestException fault) when (fault.InnerException is IOException && attempt < MostAttempts)
            {
                // The hub answers and closes before it has read what is too much; a client that still writes may not get to see the answer.
            }
        }
    }

    private async Task<Reply> AskAsync(HostileSend send, HostileTexts texts)
    {
        using var request = new HttpRequestMessage(new HttpMethod(send.Method), new Uri(live.Address, texts.FillText(send.Path)));
        if (send.Body(texts) is { } body)
        {
            request.Content = new ByteArrayContent(body);
            if (send.ContentType.Length > 0)
                request.Content.Headers.TryAddWithoutValidation("Content-Type", send.ContentType);
        }

        request.Headers.Add("X-Correlation-Id", texts.Correlation);
        request.Headers.TransferEncodingChunked = send.Chunked ? true : null;
        foreach (var (name, value) in send.Headers)
        {
            var isOfContent = name.StartsWith("Content-", StringComparison.Ordinal);
            HttpHeaders headers = isOfContent ? request.Content!.Headers : request.Headers;
            Assert.True(headers.TryAddWithoutValidation(name, texts.FillText(value)));
        }

        foreach (var authorization in Authorizations(send))
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return await live.SendAsync(request, Cancellation);
    }

    private IReadOnlyList<string> Authorizations(HostileSend send)
    {
        var honest = $"Bearer {live.TokenOf(send.Caller)}";
        return send.Token switch
        {
            null => [honest],
            { Kind: "none" } => [],
            { Kind: "empty" } => ["Bearer"],
            { Kind: "twice" } => [honest, honest],
            { Kind: "text" } token => [$"Bearer {token.Text ?? string.Concat(Enumerable.Repeat(token.Repeat, token.Times))}"],
            { Kind: "forged" } token => [$"Bearer {live.Forge(token.Header, token.Claims, token.Signature)}"],
            var other => throw new FormatException($"A token of kind {other.Kind}."),
        };
    }

    private static Dictionary<string, HostileInput> Read()
    {
        var file = Path.Combine(RepositoryRoot.Path, "tests", "Hub.Tests", "Http", "hostile-inputs.json");
        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        return json.RootElement.GetProperty("rows").Deserialize<HostileInput[]>(Reading)!.ToDictionary(row => row.Id);
    }
}
