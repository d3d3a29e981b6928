using System.Net;
using System.Text;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Http;

/// <summary>H020 of the hostile inputs: bodies that come a byte at a time, over many connections at once.</summary>
public sealed class SlowBodyTests(LiveHub live) : IClassFixture<LiveHub>
{
    private const int Connections = 100;
    private const int Honest = 20;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Bodies_that_come_too_slowly_are_cut_off_leave_nothing_and_hold_up_nobody()
    {
        var before = await live.StoredAsync(Cancellation);
        var slow = Enumerable
            .Range(0, Connections)
            .Select(_ => RawHttp.SendAsync(live.Address, Begun(), untilClosed: true, Cancellation))
            .ToList();

        var people = Enumerable.Range(0, Honest).Select(_ => TestPerson.New()).ToList();
        foreach (var message in people.Select(person => Messages.Gp(person, entries: 2)))
            (await live.AskAsync(message.From, HttpMethod.Post, "fhir", Cancellation, message.Body)).Is(HttpStatusCode.OK);

        // The server asks for 240 bytes a second, after five seconds of grace.
        var answers = await Task.WhenAll(slow);
        Assert.All(answers, answer => Assert.True(answer.Closed));
        Assert.All(answers, answer => Assert.Equal(["INT019"], answer.Reply.Codes));
        var after = await live.StoredAsync(Cancellation);
        Assert.Equal(Honest, after.Snapshots.Except(before.Snapshots).Count());

        // A line each and no stack: an attack must not fill the log.
        var logged = live.Logs.Text.Split('\n');
        Assert.Equal(Connections, logged.Count(line => line.Contains(" was sent a broken request: INT019 ", StringComparison.Ordinal)));
        Assert.DoesNotContain(logged, line => line.TrimStart().StartsWith("at ", StringComparison.Ordinal));
    }

    private byte[] Begun() =>
        Encoding.ASCII.GetBytes(
            $"POST /fhir HTTP/1.1\r\nHost: {live.Address.Authority}\r\nAuthorization: Bearer {live.TokenOf(TestSender.Practice)}\r\n"
                + "Content-Type: application/fhir+json\r\nContent-Length: 4000\r\n\r\n{"
        );
}
