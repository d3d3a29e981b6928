using System.Text.Json;
using IntegrationHub.Access;
using IntegrationHub.Audit;
using IntegrationHub.CareRecord;
using IntegrationHub.Errors;
using IntegrationHub.Identifiers;
using IntegrationHub.Storage;

namespace IntegrationHub.Intake.Persons;

/// <summary>One change of whom a record is about, and who made it.</summary>
/// <param name="Change"><c>admits</c>, <c>releases</c>, <c>points-to</c>, <c>number-invalidated</c> or <c>number-restored</c>.</param>
/// <param name="Reason">In the words of whoever decided it; null where a system passed it on.</param>
public sealed record IdentityEvent(
    DateTimeOffset At,
    string RecordId,
    string Change,
    string? Other,
    string Organisation,
    string Role,
    string Subject,
    string? Reason
);

/// <param name="CurrentRecordId">The record that admits the others: the one a reader is shown.</param>
/// <param name="Records">All records read as one with it, itself included.</param>
public sealed record IdentityView(
    string RecordId,
    string CurrentRecordId,
    IReadOnlyList<string> Records,
    bool NhsNumberInvalid,
    IReadOnlyList<IdentityEvent> Events
);

/// <summary>How a record came to be one with others, for those who may decide it. No clinical content, and no number.</summary>
public sealed class IdentityHistory(RecordReader reader, Snapshots snapshots, AccessPolicy policy, AuditTrail audit)
{
    public async Task<(IdentityView? View, HubError? Error)> ReadAsync(
        Caller caller,
        string recordId,
        string correlation,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (policy.MayDecideIdentity(caller).Refusal is { } notAllowed)
            return (null, notAllowed);
        if (!RecordId.TryParse(recordId, out var record) || await reader.ReadHeadAsync(record, cancellationToken) is not { } own)
            return (null, ErrorCatalogue.NotFound);

        var heads = await reader.ReadHeadsAsync(record, cancellationToken);
        var events = new List<IdentityEvent>();
        foreach (var other in heads.Select(head => head.Record).Concat(own.Ties.PointsTo).Append(record).Distinct())
        {
            foreach (var commit in await reader.ReadIdentityCommitsAsync(other, cancellationToken))
            {
                var reason = await ReasonOfAsync(commit, cancellationToken);
                events.AddRange(commit.Changes.Select(change => EventOf(commit, change, reason)));
            }
        }

        await audit.WriteAsync(
            new AuditEntry(
                "read-identity",
                caller.Organisation,
                caller.Role.Name(),
                caller.Subject,
                caller.Purpose,
                record,
                "ok",
                correlation
            ),
            cancellationToken
        );
        var view = new IdentityView(
            record.Value,
            heads[0].Record.Value,
            [.. heads.Select(head => head.Record.Value)],
            own.Ties.NumberInvalid,
            [.. events.OrderBy(one => one.At)]
        );
        return (view, null);
    }

    /// <summary>A decision is a message of its own, and its snapshot holds the reason.</summary>
    private async Task<string?> ReasonOfAsync(Commit commit, CancellationToken cancellationToken)
    {
        var snapshot = await snapshots.ReadAsync(commit.Snapshot, cancellationToken);
        if (!snapshot.Facts.TryGetValue("route", out var route) || route != MessageRoute.IdentityCode)
            return null;
        using var json = JsonDocument.Parse(snapshot.Bytes);
        return json.RootElement.TryGetProperty("reason", out var reason) ? reason.GetString() : null;
    }

    private static IdentityEvent EventOf(Commit commit, IdentityChange change, string? reason)
    {
        var (word, other) = change switch
        {
            IdentityChange.Admits admits => ("admits", admits.Other.Value),
            IdentityChange.Releases releases => ("releases", releases.Other.Value),
            IdentityChange.PointsTo points => ("points-to", points.Other.Value),
            IdentityChange.NumberInvalidated => ("number-invalidated", null),
            IdentityChange.NumberRestored => ("number-restored", (string?)null),
            _ => throw new InvalidOperationException("An identity change of no known kind."),
        };
        var said = commit.Provenance;
        return new(said.ReceivedAt, commit.Record.Value, word, other, said.Sender.Value, said.Role, said.Subject, reason);
    }
}
