using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using IntegrationHub.Access;
using IntegrationHub.Audit;
using IntegrationHub.Directory;
using IntegrationHub.Errors;
using IntegrationHub.Functions.Http;
using IntegrationHub.Functions.Pages;
using IntegrationHub.Functions.Pages.Operations;
using IntegrationHub.Functions.Subscriptions;
using IntegrationHub.Identifiers;
using IntegrationHub.Messaging;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace IntegrationHub.Functions.Operations;

/// <summary>Who waits for an NHS number, one organisation's at a time: record ids, and nothing of whom.</summary>
public sealed class Unmatched(WaitingReads waiting, WaitingPersons list, HubDirectory directory, AccessPolicy policy, AuditTrail audit)
{
    private const int Most = 200;

    [Function("ListUnmatched")]
    public async Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "operations/unmatched")] HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        var caller = request.Caller();
        if (policy.MayOperate(caller).Refusal is { } refused)
            return RefusedResult.Of(refused);
        if (!OdsCode.TryParse(request.Query["organisation"], out var organisation))
            return RefusedResult.Of(ErrorCatalogue.QueryInvalid.At("organisation"));
        RecordId? after = null;
        if (request.Query["after"].ToString() is { Length: > 0 } text)
        {
            if (!RecordId.TryParse(text, out var seen))
                return RefusedResult.Of(ErrorCatalogue.QueryInvalid.At("after"));
            after = seen;
        }

        var persons = await waiting.ListAsync(organisation, after, Most, cancellationToken);
        var shown = new ShownUnmatched(
            organisation.Value,
            directory.Find(organisation)?.Name,
            [.. persons.Select(person => new ShownWaiting(person.Record.Value, person.Since, person.Reason))],
            persons.Count == Most ? persons[^1].Record.Value : null
        );
        var detail = string.Create(CultureInfo.InvariantCulture, $"organisation={organisation} listed={persons.Count}");
        await audit.NoteAsync(request, caller, "read-unmatched", detail, cancellationToken);
        return PageRequests.WantsPage(request)
            ? new PageResult(StatusCodes.Status200OK, UnmatchedPage.Write(shown))
            : new BytesResult(
                StatusCodes.Status200OK,
                Bodies.Json,
                JsonSerializer.SerializeToUtf8Bytes(shown, UnmatchedJson.Default.ShownUnmatched)
            );
    }

    /// <summary>Looks each hour whether the list is to be held against the table again, which it is once a day.</summary>
    [Function("ListWhoWaits")]
    public Task MakeWhole([TimerTrigger("0 50 * * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        list.MakeWholeAsync(cancellationToken);
}

/// <param name="Next">To be given as <c>after</c> for those that follow; null where there are no more.</param>
internal sealed record ShownUnmatched(string Organisation, string? Name, IReadOnlyList<ShownWaiting> Waiting, string? Next);

internal sealed record ShownWaiting(string RecordId, DateTimeOffset Since, string Reason);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(ShownUnmatched))]
internal sealed partial class UnmatchedJson : JsonSerializerContext;
