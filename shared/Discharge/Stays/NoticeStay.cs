using System.Globalization;
using Hl7.Fhir.Model;
using IntegrationHub.CareRecord;
using IntegrationHub.CareRecord.Mapping;
using IntegrationHub.Directory;
using IntegrationHub.Discharge.Cases;
using FhirTask = Hl7.Fhir.Model.Task;

namespace IntegrationHub.Discharge.Stays;

/// <summary>
/// Pure: what a Task says of a notice to the council. A trust's Task gives it, its inputs saying what the agreement asks for, and may say
/// the answer; a council's own Task is the answer alone.
/// </summary>
internal static class NoticeStay
{
    internal static IReadOnlyList<StayFact> Facts(
        string kind,
        FhirTask task,
        DateTimeOffset given,
        string? to,
        TaskStay.Answer answer,
        StayContext context
    )
    {
        var facts = new List<StayFact>();
        if (context.Directory.Find(context.Sender)?.Kind is not OrganisationKind.Council)
            facts.Add(Given(kind, task, given, to));
        if (answer.Accepted is { } accepted)
            facts.Add(
                new(StayFactKind.NoticeAnswered, answer.At)
                {
                    Code = kind,
                    Organisation = to,
                    Accepted = accepted,
                    Reason = answer.Reason,
                }
            );
        return facts;
    }

    private static StayFact Given(string kind, FhirTask task, DateTimeOffset given, string? to)
    {
        var said = task
            .Input.Select(input => (Datum: DatumOf(input?.Type), Value: TextOf(input?.Value)))
            .Where(item => item is { Datum: not 0, Value: not null } && !IsRefusal(item.Datum, item.Value))
            .ToList();
        var date = TaskStay.DateOf(task.Restriction?.Period?.End);
        var withdrawn = said.Find(item => item.Datum is NoticeDatum.NoticeWithdrawn).Value;
        return new(StayFactKind.NoticeGiven, given)
        {
            Code = kind,
            Organisation = to,
            Date = date,
            Notice = HubResourceId.TryParse(withdrawn, out var named) ? named.Key.Value : null,
            Withdraws = withdrawn is CaseNotice.Assessment or CaseNotice.Discharge ? withdrawn : null,
            Items = NoticeCheck.Names(said.Select(item => item.Datum).Concat(NoticeCheck.DayOf(kind, date))),
            Says = StayCodes.Line(
                said.Aggregate(
                    (string?)null,
                    (all, item) => PlainText.Join(all, PlainText.Named(NoticeData.NameOf(item.Datum), item.Value))
                ),
                StayCodes.LongestReason
            ),
        };
    }

    private static NoticeDatum DatumOf(CodeableConcept? type) => NoticeData.Of(StayCodes.In(NoticeItems.System.Url, type));

    /// <summary>That somebody was not consulted or not told is not what is asked to be said.</summary>
    private static bool IsRefusal(NoticeDatum datum, string? value) =>
        datum is NoticeDatum.Consulted or NoticeDatum.PersonTold && value is not "yes";

    private static string? TextOf(DataType? value) =>
        value switch
        {
            FhirBoolean { Value: { } yes } => yes ? "yes" : "no",
            FhirString text => PlainText.Clean(text.Value),
            CodeableConcept concept => PlainText.Clean(concept.Text)
                ?? concept.Coding.Select(coding => coding?.Display ?? coding?.Code).FirstOrDefault(),
            Coding coding => coding.Display ?? coding.Code,
            FhirDateTime dateTime => dateTime.Value,
            ContactPoint contact => PlainText.Clean(contact.Value),
            _ => null,
        };
}
