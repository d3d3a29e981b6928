using Hl7.Fhir.Model;
using IntegrationHub.Access;
using IntegrationHub.CareRecord;
using IntegrationHub.Directory;
using IntegrationHub.Errors;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Intake;

/// <summary>A message that may be worked in, sorted by person; or why not.</summary>
internal sealed record Judgement(
    IReadOnlyList<HubError> Errors,
    IReadOnlyList<(int Entry, HubError Error)> EntryErrors,
    IReadOnlyList<PersonGroup> Groups
);

/// <summary>Pure: may this caller send this, and whom is it about?</summary>
internal static class MessageJudge
{
    internal static Judgement Judge(Interpretation said, IncomingMessage message, HubDirectory directory, AccessPolicy access)
    {
        var policy = directory.PolicyOf(message.Caller.Organisation);
        var perEntry = new List<(int Entry, HubError Error)>();
        foreach (var entry in said.Entries)
        {
            if (!message.IsStored && access.MaySend(message.Caller, entry.Type).Refusal is { } refused)
                perEntry.Add((entry.Index, refused.Kind.At($"Bundle.entry[{entry.Index}].resource")));
            if (HubResourceId.TryParse(entry.SourceId, out var given) && !given.Key.IsOf(message.Caller.Organisation))
                perEntry.Add((entry.Index, ErrorCatalogue.NotItsSender.At($"Bundle.entry[{entry.Index}]")));
            if (entry.Resource is Patient patient)
                perEntry.AddRange(
                    PatientFacts
                        .Check(patient, message.ReceivedAt, $"Bundle.entry[{entry.Index}].resource")
                        .Select(error => (entry.Index, error))
                );
        }

        var found = PersonFinder.Find(said.Entries, policy.AcceptsNhsNumberWithoutVerification);
        perEntry.AddRange(found.Errors);
        perEntry.AddRange(
            found
                .Groups.SelectMany(group => group.Entries.Where(entry => IsUnplaced(entry, group)))
                .Select(entry => (entry.Index, ErrorCatalogue.DeletionUnplaced.At($"Bundle.entry[{entry.Index}].request.url")))
        );
        var whole = new List<HubError>();
        if (said.Header is { } header && NamesAnotherSender(header, message.Caller, access))
            whole.Add(ErrorCatalogue.SenderNotCaller.At("Bundle.entry[0].resource.sender"));
        if (PatientFacts.IsBrokenCode(said.Header?.Sender?.Identifier))
            whole.Add(ErrorCatalogue.OdsCodeInvalid.At("Bundle.entry[0].resource.sender"));

        if (said.Shape is not MessageShape.Batch)
        {
            whole.AddRange(perEntry.Select(pair => pair.Error));
            if (found.Groups.Count > 1 && whole.Count == 0)
                whole.Add(ErrorCatalogue.MixedPatients);
            return new Judgement(whole, [], found.Groups);
        }

        var refusedEntries = perEntry.Select(pair => pair.Entry).ToHashSet();
        var groups = found
            .Groups.Select(group => group with { Entries = [.. group.Entries.Where(entry => !refusedEntries.Contains(entry.Index))] })
            .Where(group => group.Entries.Count > 0)
            .ToList();
        return new Judgement(whole, perEntry, groups);
    }

    /// <summary>A deletion says no person: without the hub's id, or company that does, it would delete nothing and say it had.</summary>
    private static bool IsUnplaced(IncomingEntry entry, PersonGroup group) =>
        entry.Method is EntryMethod.Delete
        && !HubResourceId.TryParse(entry.SourceId, out _)
        && (group.Person is null || RecordId.TryParse(entry.SourceId, out _));

    private static bool NamesAnotherSender(MessageHeader header, Caller caller, AccessPolicy access) =>
        header.Sender?.Identifier is { } identifier
        && PatientFacts.OdsIn([identifier]) is { } named
        && !access.MaySpeakFor(caller, named).IsAllowed;
}
