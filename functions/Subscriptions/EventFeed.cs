using System.Globalization;
using IntegrationHub.Access;
using IntegrationHub.Audit;
using IntegrationHub.Errors;
using IntegrationHub.Functions.Http;
using IntegrationHub.Subscriptions;
using IntegrationHub.Subscriptions.Feed;
using IntegrationHub.Subscriptions.Subscribers;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace IntegrationHub.Functions.Subscriptions;

/// <summary>What has happened since a cursor, for those who ask; it waits for news where there is none yet.</summary>
public sealed class EventFeed(SubscriptionDesk desk, EventPull pull, EventCursors cursors, AccessPolicy policy, AuditTrail audit)
{
    private const int UsualEvents = 100;

    [Function("PullEvents")]
    public async Task<IResult> Read(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "events")] HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        var caller = request.Caller();
        if (policy.MaySubscribe(caller).Refusal is { } refused)
            return RefusedResult.Of(refused);
        var (of, error) = await WhichAsync(request, caller, cancellationToken);
        if (of is null)
            return RefusedResult.Of(error!);
        if (
            !TryNumber(request, "limit", UsualEvents, EventPull.MaxEvents, out var limit)
            || !TryNumber(request, "wait", 0, (int)EventPull.LongestWait.TotalSeconds, out var wait)
            || limit == 0
        )
            return RefusedResult.Of(ErrorCatalogue.QueryInvalid);
        long? after = null;
        if (request.Query["after"].ToString() is { Length: > 0 } cursor)
        {
            after = cursors.Read(of.Id, cursor);
            if (after is null)
                return RefusedResult.Of(ErrorCatalogue.CursorInvalid);
        }

        // Whoever had its events another way knows their numbers, and no cursor.
        if (request.Query["from"].ToString() is { Length: > 0 } first)
        {
            if (after is not null || !long.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1)
                return RefusedResult.Of(ErrorCatalogue.QueryInvalid.At("from"));
            after = number - 1;
        }

        var (events, fault) = await pull.ReadAsync(of, after, limit, TimeSpan.FromSeconds(wait), cancellationToken);
        if (events is null)
            return RefusedResult.Of(fault!);
        var range =
            events.Entries.Count == 0
                ? "none"
                : string.Create(CultureInfo.InvariantCulture, $"{events.Entries[0].Number}-{events.Entries[^1].Number}");
        await audit.NoteAsync(request, caller, "pull-events", $"subscription={of.Id} numbers={range}", cancellationToken);
        return new BytesResult(StatusCodes.Status200OK, Bodies.Json, Write(of, events));
    }

    private async Task<(Subscription? Of, HubError? Error)> WhichAsync(
        HttpRequest request,
        Caller caller,
        CancellationToken cancellationToken
    )
    {
        if (request.Query["subscription"].ToString() is { Length: > 0 } id)
        {
            // An operator sees that there are events, in the ledger; whoever fetches them is the organisation itself.
            return await desk.FindAsync(caller, id, cancellationToken) is { } found && found.Organisation == caller.Organisation
                ? (found, null)
                : (null, ErrorCatalogue.SubscriptionNotFound);
        }

        var own = (await desk.ListAsync(caller, cancellationToken))
            .Where(one =>
                one.Organisation == caller.Organisation && one is { Channel.Kind: not ChannelKind.Bus, State: not SubscriptionState.Ended }
            )
            .ToList();
        return own is [var only] ? (only, null) : (null, ErrorCatalogue.WhichSubscription);
    }

    private ReadOnlyMemory<byte> Write(Subscription of, PulledEvents events) =>
        SubscriptionAnswers.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("subscription"u8, of.Id);
            json.WriteStartArray("events"u8);
            foreach (var entry in events.Entries)
                CloudEventJson.Write(json, entry.Event, of.Id, entry.Number);
            json.WriteEndArray();
            json.WriteString("next"u8, cursors.Write(of.Id, events.Next));
            json.WriteBoolean("more"u8, events.HasMore);
            json.WriteEndObject();
        });

    private static bool TryNumber(HttpRequest request, string name, int otherwise, int most, out int value)
    {
        value = otherwise;
        return request.Query[name].ToString() is not { Length: > 0 } text
            || int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value <= most;
    }
}
