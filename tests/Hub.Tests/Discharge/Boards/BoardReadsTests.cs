using IntegrationHub.Discharge.Boards;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Testing;
using IntegrationHub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Tests.Discharge.Boards;

/// <summary>What a board shows when it is narrowed, and what it costs however many stand on it.</summary>
public sealed class BoardReadsTests : IAsyncLifetime
{
    private const string Board = "hub-northfield";

    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private TestHub? hub;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private TestHub Hub => hub!;

    private BoardReads Reads => Hub.Services.GetRequiredService<BoardReads>();

    public async ValueTask InitializeAsync() => hub = await TestHub.StartAsync(Cancellation, new TestClock(Now));

    public ValueTask DisposeAsync() => Hub.DisposeAsync();

    [Fact]
    public async Task Every_filter_alone_and_every_two_together_show_who_answers_to_them()
    {
        var cards = Enumerable.Range(0, 240).Select(n => NumberedCards.Of(n, Now)).ToList();
        await BoardFill.FillAsync(Hub.Truth.Tables, Board, cards, Cancellation);
        BoardFilter[] filters =
        [
            new(BoardDimension.Ward, "Ward 3"),
            new(BoardDimension.Pathway, "2"),
            new(BoardDimension.Neighbourhood, "mill-lane"),
            new(BoardDimension.Turn, CaseTurn.Council),
        ];

        foreach (var one in filters)
        {
            await ShowsAsync(cards, one);
            foreach (var other in filters.Where(other => other != one))
                await ShowsAsync(cards, one, other);
        }

        await ShowsAsync(cards);
        await ShowsAsync(cards, filters);
    }

    [Fact]
    public async Task A_value_that_nobody_answers_to_leaves_the_columns_empty()
    {
        await BoardFill.FillAsync(Hub.Truth.Tables, Board, [NumberedCards.Of(1, Now)], Cancellation);
        var view = await Reads.ReadAsync(Board, [new BoardAsk(BoardDimension.Ward, "aaaaaaaa")], Cancellation);
        Assert.Equal(1, view.Open);
        Assert.All(view.Columns, column => Assert.Equal((0, 0), (column.Count, column.Cards.Count)));
        Assert.DoesNotContain(view.Columns, column => column.Name == BoardColumn.Left);
    }

    [Fact]
    public async Task Twenty_thousand_cases_cost_as_many_storage_calls_as_one()
    {
        await BoardFill.FillAsync(Hub.Truth.Tables, "small", [NumberedCards.Of(2, Now)], Cancellation);
        var cards = Enumerable.Range(0, 20_000).Select(n => NumberedCards.Of(n, Now)).ToList();
        await BoardFill.FillAsync(Hub.Truth.Tables, Board, cards, Cancellation);
        BoardAsk[] narrowed = [Ask(new(BoardDimension.Pathway, "2")), Ask(new(BoardDimension.Turn, CaseTurn.Council))];

        foreach (var asked in new[] { [], narrowed[..1], narrowed })
        {
            var few = await CallsAsync("small", asked);
            var many = await CallsAsync(Board, asked);
            Assert.Equal(few.Select(call => call.Kind).Order(), many.Select(call => call.Kind).Order());
            Assert.Equal(1, many.Count(call => call.Kind is StorageCallKind.PointRead));
            Assert.All(
                many.Where(call => call.Kind is StorageCallKind.Query),
                call =>
                    Assert.True(call.NamesItsPartition && call.Address.Contains("RowKey ge 'x|", StringComparison.Ordinal), call.Address)
            );
        }

        var view = await Reads.ReadAsync(Board, [], Cancellation);
        Assert.Equal(20_000, view.Open);
        Assert.All(
            view.Columns.Where(column => column.Count is not null),
            column => Assert.Equal(cards.Count(card => BoardColumn.Of(card) == column.Name), column.Count)
        );
        var both = await Reads.ReadAsync(Board, narrowed, Cancellation);
        Assert.All(
            both.Columns.Where(column => !column.IsAtLeast),
            column =>
                Assert.Equal(
                    cards.Count(card => BoardColumn.Of(card) == column.Name && card is { Pathway: 2, Turn: CaseTurn.Council }),
                    column.Count
                )
        );
    }

    [Fact]
    public async Task With_two_filters_only_so_many_are_looked_through_and_the_count_says_so()
    {
        var cards = Enumerable
            .Range(0, 2_500)
            .Select(n => NumberedCards.Of(n, Now) with { State = CaseState.Ready, Pathway = 1, Turn = n < 1_500 ? "hub" : "council" })
            .ToList();
        await BoardFill.FillAsync(Hub.Truth.Tables, Board, cards, Cancellation);
        BoardAsk[] asked = [Ask(new(BoardDimension.Pathway, "1")), Ask(new(BoardDimension.Turn, "hub"))];
        var ready = (await Reads.ReadAsync(Board, asked, Cancellation)).Columns.Single(column => column.Name == "ready");
        Assert.True(ready.IsAtLeast);
        Assert.Equal((1_000, BoardReads.CardsAColumn), (ready.Count, ready.Cards.Count));
    }

    [Fact]
    public async Task Days_count_who_came_got_ready_and_left_with_the_mean_of_the_hours_between()
    {
        var store = Hub.Services.GetRequiredService<BoardStore>();
        BoardCard Left(int n, int hours, DateTimeOffset at) =>
            NumberedCards.Of(n, Now) with
            {
                State = CaseState.Discharged,
                AdmittedAt = Now.AddDays(-3),
                ReadyAt = at.AddHours(-hours),
                LeftAt = at,
            };
        // 00:30 in England is the day before in UTC, in summer.
        var summer = new DateTimeOffset(2026, 6, 9, 23, 30, 0, TimeSpan.Zero);
        BoardCard[] cards =
        [
            Left(1, 10, Now),
            Left(2, 25, Now),
            Left(3, 5, Now) with
            {
                ReadyAt = null,
            },
            Left(4, 1, summer),
            NumberedCards.Of(5, Now) with
            {
                State = CaseState.Ready,
                AdmittedAt = Now,
                ReadyAt = Now,
                Delay = new Delay(Now, "interface-equipment"),
            },
        ];
        foreach (var card in cards)
            await store.PutAsync(Board, card.Case, 1, card, Cancellation);

        var days = await Reads.ReadDaysAsync(Board, new(2026, 2, 1), new(2026, 12, 31), Cancellation);
        var today = days.Single(day => day.Day == new DateOnly(2026, 3, 2));
        Assert.Equal((1, 1, 3, 17.5), (today.Admitted, today.Ready, today.Left, today.ReadyHours));
        Assert.Equal(1, today.Delays["interface-equipment"]);
        Assert.Equal(4, days.Single(day => day.Day == new DateOnly(2026, 2, 27)).Admitted);
        Assert.Equal(1, days.Single(day => day.Day == new DateOnly(2026, 6, 10)).Left);
        Assert.Equal(1, (await Reads.ReadStandingAsync(Board, Cancellation)).Delays["interface-equipment"]);
    }

    private async Task ShowsAsync(IReadOnlyList<BoardCard> cards, params BoardFilter[] filters)
    {
        var view = await Reads.ReadAsync(Board, [.. filters.Select(Ask)], Cancellation);
        foreach (var column in view.Columns.Where(column => column.Name != BoardColumn.Left))
        {
            var expected = cards.Where(card => BoardColumn.Of(card) == column.Name && Array.TrueForAll(filters, one => one.Holds(card)));
            Assert.Equal(expected.Select(card => card.Case).Order(), column.Cards.Select(card => card.Case).Order());
            Assert.Equal((expected.Count(), false), (column.Count, column.IsAtLeast));
        }
    }

    private async Task<IReadOnlyList<StorageCall>> CallsAsync(string board, IReadOnlyList<BoardAsk> asked)
    {
        Hub.Storage.Forget();
        await Reads.ReadAsync(board, asked, Cancellation);
        return Hub.Storage.Calls;
    }

    private static BoardAsk Ask(BoardFilter filter) => new(filter.By, filter.Token);
}
