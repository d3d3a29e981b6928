using System.Collections.Concurrent;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using IntegrationHub.Errors;
using IntegrationHub.Identifiers;
using IntegrationHub.Storage;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Messaging;

/// <summary>Something the hub has to do, cannot, and has set aside for a person to look at.</summary>
/// <param name="Id">For the address at which it is tried again; it names no person.</param>
/// <param name="Kind"><c>outbox</c>, <c>snapshot</c>, or <c>person</c> and <c>work</c>: nothing to be tried again, but to be looked at.</param>
/// <param name="RecordId">Whose alerts they are, or where the person is now; null for a snapshot.</param>
/// <param name="Code">A code of the error catalogue.</param>
/// <param name="Fault">
/// The exception's type, never its message, which may hold input; the code with which a record refused; or the person's record before.
/// </param>
public sealed record ParkedItem(
    string Id,
    string Kind,
    string? RecordId,
    string Code,
    string Fault,
    DateTimeOffset ParkedAt,
    string InWords
);

/// <summary>
/// What fails for a reason of its own, and not because storage or broker are out of reach, would fail for ever. After
/// <see cref="Attempts"/> attempts it is set aside: out of the way of what comes after it, listed for the operator, and tried again when
/// the operator says so. Nothing is dropped: an outbox row moves to a key beside the outbox, a snapshot stays where it is.
/// </summary>
public sealed partial class ParkedWork(Tables tables, TimeProvider time, ILogger<ParkedWork> logger)
{
    /// <summary>With the dispatcher's waits some two minutes; of a sweep some eight.</summary>
    public const int Attempts = 8;

    private const string Partition = "parked";
    private const int MaxId = 120;
    private const string OutboxKind = "outbox";
    private const string SnapshotKind = "snapshot";
    private const string PersonKind = "person";
    private const string WorkKind = "work";
    private const string SubscriptionKind = "subscription";

    private readonly ConcurrentDictionary<string, int> attempts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> snapshotsSetAside = new(StringComparer.Ordinal);

    /// <summary>Whether a fault lies in the work itself, so that trying again changes nothing.</summary>
    internal static bool IsItsOwn(Exception fault) =>
        fault
            is InvalidDataException
                or JsonException
                or InvalidOperationException
                or KeyNotFoundException
                or FormatException
                or ArgumentException
                or ServiceBusException { Reason: ServiceBusFailureReason.MessageSizeExceeded };

    /// <summary>Whether this process has set a snapshot aside, so that a sweep passes it over.</summary>
    internal bool IsSetAside(string snapshot) => snapshotsSetAside.ContainsKey(snapshot);

    /// <summary>
    /// Counts a failed attempt at an outbox row. At the last one the row leaves the outbox, so that the person's later alerts go out: each
    /// says by itself what happened when, and one that waits for an operator must not keep the others from anybody.
    /// </summary>
    /// <returns>False while it is to be tried again.</returns>
    internal async Task<bool> SetAsideAsync(RecordId record, TableEntity row, Exception fault, CancellationToken cancellationToken)
    {
        // Without the zeros in front: ten digits in an address may be somebody's NHS number.
        var place = row.RowKey[OutboxRows.From.Length..]
            .Split('|')
            .Select(part => part.TrimStart('0') is { Length: > 0 } digits ? digits : "0");
        var id = $"{OutboxRows.From}{record}|{string.Join('|', place)}";
        if (IsToBeTriedAgain(id))
            return false;
        // The list first: a crash in between leaves a line too many there, and the row to be set aside once more.
        await ListAsync(id, OutboxKind, record.Value, row.RowKey, ErrorCatalogue.OutboxRowParked, fault.GetType().Name, cancellationToken);
        await MoveAsync(tables.Of(record), row, OutboxRows.ToParked(row.RowKey), cancellationToken);
        attempts.TryRemove(id, out _);
        return true;
    }

    /// <summary>Counts a failed attempt to finish a message; at the last one the sweep need not come back to it.</summary>
    /// <returns>False while it is to be tried again.</returns>
    internal async Task<bool> SetAsideAsync(string snapshot, Exception fault, CancellationToken cancellationToken)
    {
        var id = $"s|{Path.GetFileNameWithoutExtension(snapshot)}";
        if (IsToBeTriedAgain(id))
            return false;
        await ListAsync(id, SnapshotKind, null, snapshot, ErrorCatalogue.SnapshotParked, fault.GetType().Name, cancellationToken);
        snapshotsSetAside[snapshot] = true;
        attempts.TryRemove(id, out _);
        return true;
    }

    /// <summary>Lists a message that was acknowledged while its person was unknown, and that the person's record now refuses.</summary>
    internal Task RefusedAsync(string snapshot, HubError error, CancellationToken cancellationToken) =>
        ListAsync(
            $"s|{Path.GetFileNameWithoutExtension(snapshot)}",
            SnapshotKind,
            null,
            snapshot,
            ErrorCatalogue.SnapshotParked,
            error.Code,
            cancellationToken
        );

    /// <summary>
    /// Lists that a sender told of one of its patients under the NHS numbers of two records that nobody has joined: what it sent before
    /// stays in the one, what it sends from now on goes to the other, and one of the two may be about the wrong person.
    /// </summary>
    internal Task TwoNumbersAsync(RecordId sendersPerson, RecordId before, RecordId now, CancellationToken cancellationToken) =>
        ListAsync(
            $"p|{sendersPerson}",
            PersonKind,
            now.Value,
            before.Value,
            ErrorCatalogue.TwoNumbersInTime,
            before.Value,
            cancellationToken
        );

    /// <summary>Lists that the hub has stopped sending to a subscriber.</summary>
    internal Task SubscriptionStoppedAsync(string subscription, OdsCode organisation, CancellationToken cancellationToken) =>
        ListAsync(
            $"h|{subscription}",
            SubscriptionKind,
            null,
            subscription,
            ErrorCatalogue.DeliveryStopped,
            organisation.Value,
            cancellationToken
        );

    /// <summary>Lists that something was done with an alert and its case refuses to hear of it.</summary>
    /// <param name="row">Key of the row in table Alerts.</param>
    internal Task UntoldAsync(string row, HubError error, CancellationToken cancellationToken) =>
        ListAsync(
            $"w|{row.Split('|')[1]}|{row.Split('|')[2]}",
            WorkKind,
            null,
            row,
            ErrorCatalogue.AlertUntold,
            error.Code,
            cancellationToken
        );

    /// <summary>All that is set aside, in order of id.</summary>
    public async Task<IReadOnlyList<ParkedItem>> ReadAsync(CancellationToken cancellationToken)
    {
        var items = new List<ParkedItem>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition}");
        await foreach (var row in tables.Sweeps.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            var kind = row.Text("Kind");
            items.Add(
                new ParkedItem(
                    row.RowKey.Replace('|', '.'),
                    kind,
                    row.GetString("Record"),
                    row.Text("Code"),
                    row.Text("Fault"),
                    row.GetDateTimeOffset("At") ?? default,
                    kind switch
                    {
                        OutboxKind => "An alert or other message could not be sent. The person's later ones are sent.",
                        PersonKind =>
                            "A sender told of one of its patients first under the number of the record named as fault, then of this one.",
                        SubscriptionKind =>
                            "The hub has stopped sending to a subscriber of the organisation named as fault: GET /subscriptions says why.",
                        WorkKind => "Something was done with an alert, and its case does not know: the code says why it was refused.",
                        SnapshotKind => "An accepted message could not be worked into its record, or its alerts not be raised.",
                        _ => "A newer version of the hub set this aside, and knows what it is.",
                    }
                )
            );
        }

        return items;
    }

    /// <summary>What stands behind an id; null where nothing does.</summary>
    internal async Task<SetAside?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (id.Length > MaxId || id.AsSpan().ContainsAny("/\\#?|"))
            return null;
        var listed = await tables.Sweeps.GetEntityIfExistsAsync<TableEntity>(
            Partition,
            id.Replace('.', '|'),
            cancellationToken: cancellationToken
        );
        if (!listed.HasValue)
            return null;
        var line = listed.Value!;
        var name = line.Text("Name");
        if (line.Text("Kind") is SnapshotKind)
            return new SetAside.Snapshot(name);
        if (line.Text("Kind") is PersonKind or WorkKind or SubscriptionKind)
            return new SetAside.Notice();
        if (line.Text("Kind") is not OutboxKind)
            throw new InvalidDataException("A line of what is set aside is of no known kind.");
        if (!RecordId.TryParse(line.Text("Record"), out var record))
            throw new InvalidDataException("A line of what is set aside names no record.");
        var row = await tables
            .Of(record)
            .GetEntityIfExistsAsync<TableEntity>(record.Value, OutboxRows.ToParked(name), cancellationToken: cancellationToken);
        return new SetAside.Row(record, row.HasValue ? row.Value : null);
    }

    /// <summary>Takes it off the list: its work is done, or it is set aside anew if not.</summary>
    internal Task ForgetAsync(string id, CancellationToken cancellationToken) =>
        tables.Sweeps.DeleteEntityAsync(Partition, id.Replace('.', '|'), ETag.All, cancellationToken);

    private bool IsToBeTriedAgain(string id) => attempts.AddOrUpdate(id, 1, (_, before) => before + 1) < Attempts;

    private async Task ListAsync(
        string id,
        string kind,
        string? record,
        string name,
        ErrorKind code,
        string fault,
        CancellationToken cancellationToken
    )
    {
        var row = new TableEntity(Partition, id)
        {
            ["Kind"] = kind,
            ["Name"] = name,
            ["Code"] = code.Code,
            ["Fault"] = fault,
            ["At"] = time.GetUtcNow(),
        };
        if (record is not null)
            row["Record"] = record;
        await tables.Sweeps.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
        LogParked(id, code.Code, fault);
    }

    private static async Task MoveAsync(TableClient table, TableEntity row, string to, CancellationToken cancellationToken)
    {
        var moved = row.Under(to);
        await table.SubmitTransactionAsync(
            [
                new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All),
                new TableTransactionAction(TableTransactionActionType.UpsertReplace, moved),
            ],
            cancellationToken
        );
    }

    [LoggerMessage(EventId = 350, Level = LogLevel.Error, Message = "{Id} is set aside with {Code} ({Fault}): see GET /operations/parked.")]
    private partial void LogParked(string id, string code, string fault);
}

/// <summary>What stands behind a line of the list.</summary>
internal abstract record SetAside
{
    /// <param name="Entity">Null where it was done, and only the line is left.</param>
    internal sealed record Row(RecordId Record, TableEntity? Entity) : SetAside;

    internal sealed record Snapshot(string Name) : SetAside;

    /// <summary>Nothing to try: somebody has looked at it, and that is all.</summary>
    internal sealed record Notice : SetAside;
}
