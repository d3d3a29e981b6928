using Azure;
using Azure.Data.Tables;
using IntegrationHub.Storage;

namespace IntegrationHub.Subscriptions.Feed;

/// <summary>When a subscriber was last told anything.</summary>
/// <param name="At">Null where it never was.</param>
/// <param name="Mark">Of the row; null where there is none.</param>
internal sealed record ToldAt(DateTimeOffset? At, ETag? Mark);

/// <summary>
/// When a FHIR subscriber was last told anything, by whichever process: by an event, as the feed says, or by a handshake or a heartbeat,
/// as a row beside it says. Of many processes one sends the heartbeat, and none while another sends events.
/// </summary>
public sealed class LastTold(Tables tables, FeedStore feeds, TimeProvider time)
{
    private const string RowKey = "b";

    internal async Task<ToldAt> ReadAsync(string feed, CancellationToken cancellationToken)
    {
        var row = await tables.Deliveries.GetEntityIfExistsAsync<TableEntity>(feed, RowKey, cancellationToken: cancellationToken);
        var told = row.HasValue ? row.Value!.GetDateTimeOffset("At") : null;
        var head = await feeds.ReadHeadAsync(feed, cancellationToken);
        var newest = head.Last > 0 ? await feeds.ReadAsync(feed, head.Last, cancellationToken) : null;
        var delivered = newest?.Attempts.LastOrDefault(one => one.Outcome == FeedOutcome.Delivered)?.At;
        return new ToldAt(told > delivered || delivered is null ? told : delivered, row.HasValue ? row.Value!.ETag : null);
    }

    /// <summary>Notes that it is told now.</summary>
    internal Task NoteAsync(string feed, CancellationToken cancellationToken) =>
        tables.Deliveries.UpsertEntityAsync(Now(feed), TableUpdateMode.Replace, cancellationToken);

    /// <summary>Notes the same, unless another process came first.</summary>
    /// <returns>False when one did.</returns>
    internal async Task<bool> TryNoteAsync(string feed, ToldAt seen, CancellationToken cancellationToken)
    {
        try
        {
            if (seen.Mark is { } mark)
                await tables.Deliveries.UpdateEntityAsync(Now(feed), mark, TableUpdateMode.Replace, cancellationToken);
            else
                await tables.Deliveries.AddEntityAsync(Now(feed), cancellationToken);
            return true;
        }
        catch (RequestFailedException fault) when (fault.Status is 409 or 412)
        {
            return false;
        }
    }

    private TableEntity Now(string feed) => new(feed, RowKey) { ["At"] = time.GetUtcNow() };
}
