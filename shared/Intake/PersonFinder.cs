using Hl7.Fhir.Model;
using IntegrationHub.Errors;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Intake;

/// <summary>Entries about one person, or about nobody in particular.</summary>
public sealed record PersonGroup(Person? Person, IReadOnlyList<IncomingEntry> Entries);

public sealed record PersonFinding(IReadOnlyList<PersonGroup> Groups, IReadOnlyList<(int Entry, HubError Error)> Errors);

/// <summary>
/// Pure: sorts the entries of a message by the person they are about. Nothing is guessed: a reference that names no Patient of the
/// message, no NHS number and no record of the hub stands for a person whom only the sender can name.
/// </summary>
public sealed class PersonFinder
{
    private readonly Dictionary<string, Person> byUrl = new(StringComparer.Ordinal);
    private readonly List<(int, HubError)> errors = [];
    private readonly bool acceptWithoutStatus;

    private PersonFinder(bool acceptWithoutStatus) => this.acceptWithoutStatus = acceptWithoutStatus;

    public static PersonFinding Find(IReadOnlyList<IncomingEntry> entries, bool acceptWithoutStatus)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var finder = new PersonFinder(acceptWithoutStatus);
        foreach (var entry in entries)
        {
            if (entry.Resource is Patient patient)
                finder.Learn(entry, patient);
        }

        var persons = entries.Select(entry => (Entry: entry, Person: finder.PersonOf(entry))).ToList();
        return new PersonFinding(Group(persons), finder.errors);
    }

    /// <summary>What belongs to nobody (organisations, practitioners, headers) goes with the message's one person, if there is one.</summary>
    private static List<PersonGroup> Group(List<(IncomingEntry Entry, Person? Person)> persons)
    {
        var known = persons.Where(pair => pair.Person is not null).Select(pair => pair.Person!).Distinct().ToList();
        if (persons.Count == 0)
            return [];
        if (known.Count <= 1)
            return [new PersonGroup(known.FirstOrDefault(), [.. persons.Select(pair => pair.Entry)])];
        return [.. persons.GroupBy(pair => pair.Person).Select(group => new PersonGroup(group.Key, [.. group.Select(pair => pair.Entry)]))];
    }

    private void Learn(IncomingEntry entry, Patient patient)
    {
        var person = PersonIn(patient.Identifier, entry, "resource", new Person.BySendersId(entry.SourceId, UnmatchedReason.NoNhsNumber));
        if (HubIdIn(entry.SourceId) is { } record)
            person = new Person.ByRecord(record);
        byUrl[$"Patient/{entry.SourceId}"] = person;
        if (patient.Id is { } id)
            byUrl[$"Patient/{id}"] = person;
        if (entry.FullUrl is { } url)
            byUrl[url] = person;
    }

    private Person? PersonOf(IncomingEntry entry)
    {
        if (entry.Resource is null)
            return HubIdIn(entry.SourceId) is { } deleted ? new Person.ByRecord(deleted) : null;
        if (entry.Resource is Patient)
            return byUrl[$"Patient/{entry.SourceId}"];

        Person? found = null;
        foreach (var reference in PersonReferences.Of(entry.Resource))
        {
            var person = Resolve(reference, entry);
            if (found is not null && person != found && person is not null)
                errors.Add((entry.Index, ErrorCatalogue.MixedPatients.At($"Bundle.entry[{entry.Index}].resource")));
            found ??= person;
        }

        return found;
    }

    private Person? Resolve(ResourceReference reference, IncomingEntry entry)
    {
        var url = reference.Reference;
        if (url is { Length: > 0 } && url[0] == '#')
        {
            var contained = (entry.Resource as DomainResource)?.Contained.Find(inner => inner.Id == url[1..]);
            return contained is Patient patient
                ? PersonIn(
                    patient.Identifier,
                    entry,
                    "contained",
                    new Person.BySendersId($"{entry.Type}/{entry.SourceId}{url}", UnmatchedReason.NoNhsNumber)
                )
                : null;
        }

        if (url is not null && byUrl.TryGetValue(url, out var known))
            return known;

        // A logical reference: the NHS number itself says who it is, whatever the literal address leads to.
        var local = LocalIdIn(url);
        Person? otherwise = local is null ? null : new Person.BySendersId(local, UnmatchedReason.PatientNotKnownYet);
        if (reference.Identifier is { } identifier)
            otherwise = PersonIn([identifier], entry, "subject", otherwise);
        return otherwise is Person.BySendersId && HubIdIn(local) is { } record ? new Person.ByRecord(record) : otherwise;
    }

    private Person PersonIn(IEnumerable<Identifier?> identifiers, IncomingEntry entry, string where, Person.BySendersId otherwise) =>
        PersonIn(identifiers, entry, where, (Person?)otherwise)!;

    private Person? PersonIn(IEnumerable<Identifier?> identifiers, IncomingEntry entry, string where, Person? otherwise)
    {
        var finding = NhsNumbers.Among(identifiers, acceptWithoutStatus, $"Bundle.entry[{entry.Index}].{where}");
        if (finding.Error is { } error)
            errors.Add((entry.Index, error));
        return (finding.Number, otherwise) switch
        {
            ({ } number, _) => new Person.ByNumber(number),
            (null, Person.BySendersId senders) when finding.Reason != UnmatchedReason.NoNhsNumber => senders with
            {
                Reason = finding.Reason,
            },
            _ => otherwise,
        };
    }

    private static string? LocalIdIn(string? url)
    {
        if (string.IsNullOrEmpty(url))
            return null;
        if (url.StartsWith("urn:", StringComparison.Ordinal))
            return url;
        var parts = url.Split('/');
        var history = Array.IndexOf(parts, "_history");
        return history > 0 ? parts[history - 1] : parts[^1];
    }

    /// <summary>The record in an id that the hub gave: a Patient's own (<c>{record}</c>) or a resource's (<c>{record}.{key}</c>).</summary>
    private static RecordId? HubIdIn(string? id)
    {
        if (id is null || id.Length < RecordId.Length)
            return null;
        return RecordId.TryParse(id[..RecordId.Length], out var record) && (id.Length == RecordId.Length || id[RecordId.Length] == '.')
            ? record
            : null;
    }
}
