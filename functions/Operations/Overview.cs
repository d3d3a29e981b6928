using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using IntegrationHub.Access;
using IntegrationHub.Audit;
using IntegrationHub.Directory;
using IntegrationHub.Errors;
using IntegrationHub.Fhir;
using IntegrationHub.Functions.Http;
using IntegrationHub.Functions.Pages;
using IntegrationHub.Functions.Pages.Operations;
using IntegrationHub.Identifiers;
using IntegrationHub.Messaging;
using IntegrationHub.Operations;
using IntegrationHub.Subscriptions.Ledger;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace IntegrationHub.Functions.Operations;

/// <summary>What an operator looks at first: what the hub stands on, what it did, and what waits for somebody. Nothing in it says of whom.</summary>
public sealed class Overview(
    Dependencies dependencies,
    HubFigures figures,
    DeadLetters deadLetters,
    ParkedWork parked,
    SubscriberTroubles subscribers,
    WaitingReads waiting,
    HubDirectory directory,
    AccessPolicy policy,
    AuditTrail audit,
    TimeProvider time
)
{
    private const int MaxBody = 4096;

    private static readonly JsonLimits Small = new() { MaxBytes = MaxBody };

    [Function("ReadOperations")]
    public async Task<IResult> Read(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "operations")] HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        if (policy.MayOperate(request.Caller()).Refusal is { } refused)
            return RefusedResult.Of(refused);
        var shown = new ShownOperations(
            time.GetUtcNow(),
            await dependencies.AskAsync(cancellationToken),
            figures.Since,
            figures.LastHour,
            figures.RefusedByCode,
            await deadLetters.ReadAsync(cancellationToken),
            await parked.ReadAsync(cancellationToken),
            await subscribers.ReadAsync(cancellationToken),
            ShownUnmatchedCounts.Of(await waiting.CountAsync(cancellationToken), directory)
        );
        await NoteAsync(request, "read-operations", "", cancellationToken);
        return PageRequests.WantsPage(request)
            ? new PageResult(StatusCodes.Status200OK, OperationsPage.Write(shown, request.Query["done"]))
            : new BytesResult(
                StatusCodes.Status200OK,
                Bodies.Json,
                JsonSerializer.SerializeToUtf8Bytes(shown, OverviewJson.Default.ShownOperations)
            );
    }

    [Function("ReplayDeadLetters")]
    public async Task<IResult> Replay(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "operations/dead-letters/{queue}/replay")] HttpRequest request,
        string queue,
        CancellationToken cancellationToken
    )
    {
        if (policy.MayOperate(request.Caller()).Refusal is { } refused)
            return RefusedResult.Of(refused);
        var (asked, unread) = await AskedAsync(request, cancellationToken);
        if (unread is not null)
            return RefusedResult.Of(unread);
        if (await deadLetters.ReplayAsync(queue, asked, cancellationToken) is not { } replayed)
            return RefusedResult.Of(ErrorCatalogue.DeadLetterNotFound);
        await NoteAsync(request, "replay-dead-letters", $"{queue}: {replayed.Done} done, {replayed.Left} left", cancellationToken);
        if (asked is not null && replayed.Done == 0)
            return RefusedResult.Of(ErrorCatalogue.DeadLetterRefused.At(null, replayed.Code));
        return PageRequests.WantsPage(request)
            ? new SeeOther("/operations?done=replayed")
            : new BytesResult(
                StatusCodes.Status200OK,
                Bodies.Json,
                JsonSerializer.SerializeToUtf8Bytes(replayed, OverviewJson.Default.Replayed)
            );
    }

    /// <summary>The sequence number of the one; null for all.</summary>
    private static async Task<(long? SequenceNumber, HubError? Error)> AskedAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!Bodies.IsMediaType(request, Bodies.Json))
        {
            var (form, unreadable) = await FormBody.ReadAsync(request, MaxBody, cancellationToken);
            if (unreadable is not null)
                return (null, unreadable);
            if (form.GetValueOrDefault("sequenceNumber") is not { Length: > 0 } text)
                return (null, null);
            return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var one)
                ? (one, null)
                : (null, ErrorCatalogue.BodyInvalid.At("sequenceNumber"));
        }

        var body = await Bodies.ReadAsync(request, MaxBody, cancellationToken);
        if ((body.Error ?? JsonScan.Run(body.Bytes, Small).Error) is { } unread)
            return (null, unread);
        try
        {
            return (JsonSerializer.Deserialize(body.Bytes, OverviewJson.Default.ReplayRequest)?.SequenceNumber, null);
        }
        catch (JsonException)
        {
            // Its message names what was sent; the code says enough.
            return (null, ErrorCatalogue.BodyInvalid);
        }
    }

    private Task NoteAsync(HttpRequest request, string action, string detail, CancellationToken cancellationToken)
    {
        var caller = request.Caller();
        var entry = new AuditEntry(
            action,
            caller.Organisation,
            caller.Role.Name(),
            caller.Subject,
            caller.Purpose,
            null,
            "ok",
            Correlation.Of(request.HttpContext),
            detail
        );
        return audit.WriteAsync(entry, cancellationToken);
    }
}

/// <param name="SequenceNumber">Of one dead letter; left out, all of the queue.</param>
internal sealed record ReplayRequest(long? SequenceNumber);

/// <param name="Since">When this process began to count: it is one instance of perhaps many.</param>
internal sealed record ShownOperations(
    DateTimeOffset AsAt,
    IReadOnlyList<DependencyState> Dependencies,
    DateTimeOffset Since,
    IReadOnlyList<MinuteFigures> Minutes,
    IReadOnlyDictionary<string, long> RefusedByCode,
    IReadOnlyList<DeadLetterList> DeadLetters,
    IReadOnlyList<ParkedItem> Parked,
    TroubleList Subscribers,
    ShownUnmatchedCounts Unmatched
);

/// <param name="AtLeast">Whether more organisations have any than are listed.</param>
/// <param name="WholeAsOf">When the list was last held against the table itself.</param>
internal sealed record ShownUnmatchedCounts(IReadOnlyList<ShownUnmatchedCount> Organisations, bool AtLeast, DateTimeOffset? WholeAsOf)
{
    internal static ShownUnmatchedCounts Of(WaitingCounts counts, HubDirectory directory) =>
        new(
            [
                .. counts
                    .Organisations.OrderBy(one => one.Oldest)
                    .Select(one => new ShownUnmatchedCount(
                        one.Organisation,
                        OdsCode.TryParse(one.Organisation, out var code) ? directory.Find(code)?.Name : null,
                        one.Count,
                        one.AtLeast,
                        one.Oldest,
                        one.Reasons
                    )),
            ],
            counts.AtLeast,
            counts.WholeAsOf
        );
}

/// <param name="Name">Null for an organisation that the directory knows no longer.</param>
/// <param name="Oldest">When the first message about the one who waits for longest came.</param>
internal sealed record ShownUnmatchedCount(
    string Organisation,
    string? Name,
    int Count,
    bool AtLeast,
    DateTimeOffset Oldest,
    IReadOnlyDictionary<string, int> Reasons
);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(ShownOperations))]
[JsonSerializable(typeof(Replayed))]
[JsonSerializable(typeof(ReplayRequest))]
internal sealed partial class OverviewJson : JsonSerializerContext;
