using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using IntegrationHub.Directory;
using IntegrationHub.Discharge.Boards;
using IntegrationHub.Errors;
using IntegrationHub.Functions.Discharge.Shown;
using IntegrationHub.Functions.Http;
using IntegrationHub.Functions.Pages;
using IntegrationHub.Functions.Pages.Boards;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace IntegrationHub.Functions.Discharge;

/// <summary>Boards of discharge hubs and councils, as JSON for systems or as pages for people.</summary>
public sealed class Boards(BoardReads reads, BoardDoor door, HubDirectory directory, TimeProvider time)
{
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    [Function("ListBoards")]
    public IResult List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "boards")] HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var boards = new ShownBoards([.. door.BoardsOf(request.Caller()).Select(ShownBoardName.Of)]);
        return Answer(request, boards, BoardsJson.Default.ShownBoards, BoardListPage.Write, etag: null);
    }

    [Function("ReadBoard")]
    public Task<IResult> Read(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "boards/{board}")] HttpRequest request,
        string board,
        CancellationToken cancellationToken
    ) =>
        ReadAsync(
            request,
            board,
            "board",
            async (known, asked, now) =>
            {
                var view = await reads.ReadAsync(known.Id, asked, cancellationToken);
                var showing = new BoardShowing(directory, now);
                var mayWork = known is CaseBoard.OfHub && door.MayWork(request.Caller(), known.Id);
                var shown = showing.Board(known, view, asked, mayWork);
                if (known is CaseBoard.OfCouncil && asked.Count == 0)
                    shown = showing.WithTasks(shown, await reads.ReadAsync(known.Id, [CouncilsTurn], cancellationToken));
                return shown;
            },
            shown => shown.Tag,
            BoardsJson.Default.ShownBoard,
            BoardPage.Write,
            cancellationToken
        );

    [Function("ReadWall")]
    public Task<IResult> Wall(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "boards/{board}/wall")] HttpRequest request,
        string board,
        CancellationToken cancellationToken
    ) =>
        ReadAsync(
            request,
            board,
            "wall",
            async (known, asked, now) => ShownWall.Of(known, await reads.ReadAsync(known.Id, asked, cancellationToken), now),
            shown => shown.Tag,
            BoardsJson.Default.ShownWall,
            WallPage.Write,
            cancellationToken
        );

    [Function("ReadFigures")]
    public async Task<IResult> Figures(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "boards/{board}/figures")] HttpRequest request,
        string board,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        if (door.Admit(request.Caller(), board) is not { } known)
            return RefusedResult.Of(ErrorCatalogue.BoardNotFound);
        var (days, error) = BoardQueries.Days(request);
        if (error is not null)
            return RefusedResult.Of(error);
        var now = time.GetUtcNow();
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, London).Date);
        var first = today.AddDays(1 - days);
        var standing = await reads.ReadStandingAsync(known.Id, cancellationToken);
        var shown = ShownFigures.Of(
            known,
            standing,
            await reads.ReadDaysAsync(known.Id, first, today, cancellationToken),
            first,
            today,
            now
        );
        await NoteAsync(request, "figures", known, cancellationToken);
        return Answer(request, shown, BoardsJson.Default.ShownFigures, FiguresPage.Write, etag: null);
    }

    private static BoardAsk CouncilsTurn { get; } = new(BoardDimension.Turn, new BoardFilter(BoardDimension.Turn, CaseTurn.Council).Token);

    /// <summary>What is polled: the tag is looked at before the board is read, and what has not changed is not given out again.</summary>
    private async Task<IResult> ReadAsync<T>(
        HttpRequest request,
        string boardId,
        string form,
        Func<CaseBoard, IReadOnlyList<BoardAsk>, DateTimeOffset, Task<T>> read,
        Func<T, string> tagOf,
        JsonTypeInfo<T> json,
        Func<T, IReadOnlyList<BoardAsk>, string, Page> page,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        if (door.Admit(request.Caller(), boardId) is not { } board)
            return RefusedResult.Of(ErrorCatalogue.BoardNotFound);
        var (asked, error) = BoardQueries.Filters(request);
        if (error is not null)
            return RefusedResult.Of(error);
        var now = time.GetUtcNow();
        if (
            request.Headers.IfNoneMatch.Count > 0
            && NameOf(await reads.TagAsync(board.Id, cancellationToken)) is { } same
            && BoardQueries.IsKnown(request, same)
        )
        {
            await door.NotePollAsync(request.Caller(), Correlation.Of(request.HttpContext), board, form, cancellationToken);
            return new NotModifiedResult(same);
        }

        var shown = await read(board, asked, now);
        await NoteAsync(request, form, board, cancellationToken);
        var etag = NameOf(tagOf(shown));
        return Answer(request, shown, json, what => page(what, asked, etag), etag);

        string NameOf(string tag) =>
            BoardQueries.TagOf(tag, now, PageRequests.WantsPage(request) ? $"{form}-page" : form, asked, request.Caller());
    }

    private static IResult Answer<T>(HttpRequest request, T shown, JsonTypeInfo<T> json, Func<T, Page> page, string? etag) =>
        PageRequests.WantsPage(request)
            ? new PageResult(StatusCodes.Status200OK, page(shown)) { ETag = etag }
            : new BytesResult(StatusCodes.Status200OK, Bodies.Json, JsonSerializer.SerializeToUtf8Bytes(shown, json)) { ETag = etag };

    private Task NoteAsync(HttpRequest request, string what, CaseBoard board, CancellationToken cancellationToken) =>
        door.NoteAsync(
            request.Caller(),
            Correlation.Of(request.HttpContext),
            $"read-{what}",
            record: null,
            $"board={board.Id}",
            cancellationToken
        );
}
