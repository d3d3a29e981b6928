using Hl7.Fhir.Model;
using IntegrationHub.CareRecord;
using IntegrationHub.Errors;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Intake.Persons;

/// <summary>Pure: stops a message that cannot be about the person of its record.</summary>
internal static class PersonGuard
{
    internal static CommitDraft Guarded(
        CommitDraft draft,
        Person? person,
        IReadOnlyList<IncomingEntry> entries,
        OdsCode sender,
        bool speaksForPds
    )
    {
        var dates = entries
            .Zip(draft.Entries)
            .Where(pair => pair.First.Resource is Patient)
            .Select(pair => PatientFacts.DatesOf((Patient)pair.First.Resource!, pair.Second.Order))
            .ToList();
        return dates.Count == 0 && person is not Person.ByRecord ? draft : draft with { Decide = Decide };

        CommitDecision Decide(RecordHead head)
        {
            // An id that looks like one the hub gives, but which it never gave: nobody would ever find what is put there.
            if (person is Person.ByRecord && head.ETag is null)
                return new CommitDecision.Refuse(ErrorCatalogue.NotFound);
            var (dated, refusal) = VitalDates.Decide(head, dates, sender, speaksForPds);
            return refusal is null ? draft.Decide(dated) : new CommitDecision.Refuse(refusal);
        }
    }
}
