using IntegrationHub.Access;
using IntegrationHub.Directory;
using IntegrationHub.Identifiers;
using IntegrationHub.Storage;

namespace IntegrationHub.Intake;

/// <summary>
/// What a snapshot must say beside its bytes so that the message can be worked in again with the same result: by the sweeper after
/// a crash, and by a rebuild. Blob metadata: ASCII only, and nothing that names a person.
/// </summary>
internal static class SnapshotFacts
{
    /// <summary>Blob metadata holds 8 KiB in all. A longer batch is simply worked in again by whoever must know.</summary>
    private const int MaxRecords = 100;

    /// <summary>Names the records that the message is about, by one blank apart.</summary>
    internal const string Records = "records";

    private const string TooMany = "*";

    internal static Dictionary<string, string> Of(IncomingMessage message, IReadOnlyList<RecordId> records)
    {
        var facts = new Dictionary<string, string>
        {
            ["route"] = message.Route.Code,
            ["sender"] = message.Caller.Organisation.Value,
            ["role"] = message.Caller.Role.Name(),
            ["subject"] = message.Caller.Subject,
            ["correlation"] = message.CorrelationId,
            [Records] = records.Count <= MaxRecords ? string.Join(' ', records) : TooMany,
        };
        if (message.Caller.Purpose is { } purpose)
            facts["purpose"] = purpose;
        if (message.Reading is { } reading)
            facts["reading"] = reading.ToString();
        return facts;
    }

    /// <summary>The message that a snapshot holds, as it first came in.</summary>
    /// <exception cref="InvalidDataException">The facts are not the hub's.</exception>
    internal static IncomingMessage Restore(StoredSnapshot snapshot)
    {
        var facts = snapshot.Facts;
        if (
            MessageRoute.Parse(facts["route"]) is not { } route
            || !Roles.TryParse(facts["role"], out var role)
            || !OdsCode.TryParse(facts["sender"], out var sender)
        )
            throw new InvalidDataException("A snapshot's facts cannot be read.");
        facts.TryGetValue("purpose", out var purpose);
        Reading? reading = null;
        if (facts.TryGetValue("reading", out var readAs))
            reading =
                Enum.TryParse<Reading>(readAs, out var known) && Enum.IsDefined(known)
                    ? known
                    : throw new InvalidDataException("A snapshot is to be read in a way that this version of the hub does not know.");
        return new IncomingMessage(
            route,
            new Caller(sender, role, purpose, facts["subject"]),
            snapshot.Bytes,
            IdempotencyKey: null,
            snapshot.ReceivedAt,
            facts["correlation"]
        )
        {
            Identity = IdentityIn(snapshot.Name),
            Reading = reading,
        };
    }

    /// <summary>The records the message is in, or null where there were too many to list.</summary>
    internal static IReadOnlyList<RecordId>? RecordsIn(IDictionary<string, string> facts) =>
        facts[Records] is TooMany
            ? null
            :
            [
                .. facts[Records]
                    .Split(' ')
                    .Select(text =>
                        RecordId.TryParse(text, out var record)
                            ? record
                            : throw new InvalidDataException("A snapshot's facts cannot be read.")
                    ),
            ];

    internal static string IdentityIn(string snapshotName) => Path.GetFileNameWithoutExtension(snapshotName);
}
