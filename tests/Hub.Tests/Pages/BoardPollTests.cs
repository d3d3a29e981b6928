using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Pages;

/// <summary>What the audit keeps of an open board that asks every few seconds.</summary>
public sealed class BoardPollTests(StillHub live) : IClassFixture<StillHub>
{
    private const string Board = "boards/hub-northfield";

    private static readonly TestSender Viewer = new("RX101", "clinician");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_goes_on_looking_leaves_one_row_an_hour()
    {
        await LookAsync();
        Assert.Equal(["read-board", "poll-board"], await ActionsAsync());
        live.Clock.Advance(TimeSpan.FromMinutes(61 - live.Clock.GetUtcNow().Minute));
        await LookAsync();
        Assert.Equal(["read-board", "poll-board", "read-board", "poll-board"], await ActionsAsync());
    }

    /// <summary>Reads the board, and asks three times whether it has changed.</summary>
    private async Task LookAsync()
    {
        var tag = (await live.AskAsync(Viewer, HttpMethod.Get, Board, Cancellation)).Header("ETag")!;
        for (var poll = 0; poll < 3; poll++)
            Assert.Equal(304, (await live.AskAsync(Viewer, HttpMethod.Get, Board, Cancellation, headers: ("If-None-Match", tag))).Status);
    }

    private async Task<IReadOnlyList<string?>> ActionsAsync()
    {
        var rows = (await live.AuditAsync(Cancellation)).Where(row => row.GetString("Organisation") == Viewer.Organisation).ToList();
        Assert.All(rows, row => Assert.Equal("board=hub-northfield", row.GetString("Detail")));
        return [.. rows.Select(row => row.GetString("Action"))];
    }
}
