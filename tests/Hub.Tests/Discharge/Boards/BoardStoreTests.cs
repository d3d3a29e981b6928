using IntegrationHub.Discharge.Boards;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Tests.Discharge.Boards;

/// <summary>Cards, lists and counts of a board agree at every moment, whoever changes it.</summary>
public sealed class BoardStoreTests(HubFixture fixture) : IClassFixture<HubFixture>
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private TestHub Hub => fixture.Hub;

    private BoardStore Store => Hub.Services.GetRequiredService<BoardStore>();

    private BoardReads Reads => Hub.Services.GetRequiredService<BoardReads>();

    [Fact]
    public async Task Counts_are_exact_however_many_change_the_board_at_once()
    {
        const string Board = "concurrent";
        const int Cases = 40;
        // Another process's store: between the two the storage's ETags decide.
        var other = new BoardStore(Hub.Truth.Tables);
        await Task.WhenAll(
            Enumerable
                .Range(0, Cases)
                .SelectMany(n => new[] { (n, Through: 1, Store), (n, Through: 2, Store: other) })
                .Select(put =>
                    put.Store.PutAsync(
                        Board,
                        Card(put.n).Case,
                        put.Through,
                        Card(put.n) with
                        {
                            State = put.Through == 2 ? CaseState.Arranged : CaseState.Ready,
                        },
                        Cancellation
                    )
                )
        );

        var view = await Reads.ReadAsync(Board, [], Cancellation);
        Assert.Equal(Cases, view.Open);
        Assert.Equal(Cases, Column(view, "arranged").Count);
        Assert.Equal(0, Column(view, "ready").Count);
        Assert.All(view.Columns, column => Assert.Equal(column.Count ?? 0, column.Cards.Count));
        Assert.Equal(Cases, view.Choices.Where(choice => choice.Filter.By is BoardDimension.Ward).Sum(choice => choice.Count));
    }

    [Fact]
    public async Task An_older_state_never_takes_a_newer_ones_place_and_the_same_again_changes_nothing()
    {
        const string Board = "order";
        var card = Card(1);
        await Store.PutAsync(Board, card.Case, 5, card, Cancellation);
        var tag = await Reads.TagAsync(Board, Cancellation);

        await Store.PutAsync(Board, card.Case, 4, card with { State = CaseState.Expected }, Cancellation);
        await Store.PutAsync(Board, card.Case, 4, null, Cancellation);
        await Store.PutAsync(Board, card.Case, 5, card, Cancellation);
        Assert.Equal(tag, await Reads.TagAsync(Board, Cancellation));
        Assert.Equal(1, Column(await Reads.ReadAsync(Board, [], Cancellation), "ready").Count);

        await Store.PutAsync(Board, card.Case, 6, null, Cancellation);
        await Store.PutAsync(Board, card.Case, 5, card, Cancellation);
        var view = await Reads.ReadAsync(Board, [], Cancellation);
        Assert.Equal(0, view.Open);
        Assert.All(view.Columns, column => Assert.Empty(column.Cards));
        Assert.Null(await Reads.ReadCardAsync(Board, card.Case, Cancellation));
        Assert.NotEqual(tag, view.Tag);
    }

    [Fact]
    public async Task A_case_that_moves_to_another_board_stands_on_that_one_only()
    {
        var card = Card(2);
        await Store.PutAsync("from", card.Case, 1, card, Cancellation);
        await Store.PutAsync("to", card.Case, 2, card, Cancellation);
        await Store.PutAsync("from", card.Case, 2, null, Cancellation);

        Assert.Equal(0, (await Reads.ReadAsync("from", [], Cancellation)).Open);
        Assert.Empty((await Reads.ReadAsync("from", [], Cancellation)).Choices);
        Assert.Equal(card.Case, Assert.Single(Column(await Reads.ReadAsync("to", [], Cancellation), "ready").Cards).Case);
    }

    [Fact]
    public async Task The_most_urgent_stand_first_and_who_has_left_last()
    {
        const string Board = "urgent";
        CardClock Clock(int hours, bool paused = false) => new("assess", "r", Now.AddHours(hours), Now, paused ? Now : null);
        BoardCard[] cards =
        [
            Card(10) with
            {
                Since = Now.AddDays(-9),
            },
            Card(11) with
            {
                Clocks = [Clock(5)],
            },
            Card(12) with
            {
                Clocks = [Clock(-2), Clock(9)],
            },
            Card(13) with
            {
                Clocks = [Clock(-50, paused: true)],
                Since = Now,
            },
        ];
        foreach (var card in cards)
            await Store.PutAsync(Board, card.Case, 1, card, Cancellation);
        foreach (var (n, at) in new[] { (20, Now.AddDays(-1)), (21, Now) })
        {
            var left = Card(n) with { State = CaseState.Discharged, LeftAt = at };
            await Store.PutAsync(Board, left.Case, 1, left, Cancellation);
        }

        var view = await Reads.ReadAsync(Board, [], Cancellation);
        Assert.Equal(new[] { 12, 11, 10, 13 }.Select(n => Card(n).Case), Column(view, "ready").Cards.Select(card => card.Case));
        Assert.Equal(new[] { 21, 20 }.Select(n => Card(n).Case), Column(view, "left").Cards.Select(card => card.Case));
        Assert.Null(Column(view, "left").Count);
    }

    private static BoardColumnView Column(BoardView view, string name) => view.Columns.Single(column => column.Name == name);

    private static BoardCard Card(int n) => NumberedCards.Of(n, Now) with { State = CaseState.Ready, Clocks = [] };
}
