using IntegrationHub.Directory;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Functions.Discharge.Shown;
using IntegrationHub.Hypertext;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Functions.Pages.Cases;

/// <summary>Pure: how a stay stands, in words.</summary>
internal sealed class CaseFacts(ShownCase shown, HubDirectory directory)
{
    internal Html Write() =>
        Html.Of(
            $"""
            <section class="hub-section" aria-labelledby="facts-title">
            <h2 class="nhsuk-heading-m" id="facts-title">How it stands</h2>
            <dl class="hub-facts">
            {Fact("Hospital", HospitalOf())}
            {Fact("Ward", shown.Ward)}
            {Fact("Admitted", Time(shown.AdmittedAt))}
            {Fact("Admission method", National(shown.AdmissionMethod))}
            {Fact("Expected to leave", shown.ExpectedDischarge is { } day ? CaseTimes.Of(day, shown.AsAt) : null)}
            {Fact("Criteria to reside", CriteriaOf())}
            {Fact("Ready to leave since", shown.ReadyAt is { } ready ? $"{CaseTimes.Of(ready, shown.AsAt)} ({Hours(shown.ReadyHours ?? 0)})" : null)}
            {Fact("Delayed", shown.Delay is { } delay ? $"{CaseWords.Delay(delay.Code)}, since {CaseTimes.Of(delay.Since, shown.AsAt)}" : null)}
            {Fact("Referred to the hub", Time(shown.ReferredAt))}
            {Fact("Pathway proposed", shown.PathwayProposed is { } proposed ? CaseWords.Pathway(proposed) : null)}
            {Fact(
                "Pathway agreed",
                shown.PathwayAgreed is { } agreed ? Join(CaseWords.Pathway(agreed), Time(shown.PathwayAgreedAt)) : null
            )}
            {Fact("Assessment", AssessmentOf())}
            {Fact("Care arranged", ArrangementOf())}
            {Fact("Left", Time(shown.LeftAt))}
            {Fact("Discharge method", National(shown.DischargeMethod))}
            {Fact("Destination", National(shown.Destination))}
            {Fact("Transferred to", Organisation(shown.TransferredTo))}
            {Fact("Discharge hub", HubsOf())}
            {Fact("Council", Organisation(shown.Council))}
            {Fact("Place", shown.Place is { } place ? directory.Places.GetValueOrDefault(place)?.Name ?? place : null)}
            {Fact("GP practice", Organisation(shown.Practice))}
            {Fact("Tag on the wall", shown.Tag)}
            </dl>
            {Html.When(
                shown.ReadmissionOf,
                id => Html.Of($"<p>Readmitted within 30 days: <a href=\"/cases/{id}\">the stay before</a>.</p>")
            )}
            </section>
            """
        );

    private string? CriteriaOf() =>
        shown.Criteria is { } review
            ? Join(
                $"{(review.Met ? "Met" : "No longer met")} at the ward round, {CaseTimes.Of(review.At, shown.AsAt)}",
                CriterionOf(review.Code)
            )
            : null;

    private static string? CriterionOf(string? code) => code is null or CriteriaToReside.NotMet ? null : CaseWords.Criterion(code);

    private string? AssessmentOf()
    {
        if (shown.Assessment is not { } assessment)
            return null;
        var answer = assessment switch
        {
            { DoneAt: { } done } => $"done {CaseTimes.Of(done, shown.AsAt)}",
            { Accepted: true, AnsweredAt: { } at } => $"accepted {CaseTimes.Of(at, shown.AsAt)}, not done yet",
            { Accepted: false } => $"declined: {Code(assessment.DeclinedFor) ?? "no reason told"}",
            _ => "not answered yet",
        };
        return $"Asked of {Organisation(assessment.Of) ?? "nobody in particular"}, {CaseTimes.Of(assessment.AskedAt, shown.AsAt)}: {answer}";
    }

    private string? ArrangementOf() =>
        shown.Arrangement is { } arranged
            ? Join(
                Organisation(arranged.By),
                arranged.From is { } from ? $"from {CaseTimes.Of(from, shown.AsAt)}" : $"told {CaseTimes.Of(arranged.At, shown.AsAt)}"
            )
            : null;

    private string? HubsOf() =>
        shown.Hubs.Count == 0
            ? null
            : Join(
                string.Join(", ", shown.Hubs.Select(id => directory.DischargeHubs.GetValueOrDefault(id)?.Name ?? id)),
                shown.HubRule is { } rule ? $"by rule {rule}" : null
            );

    private string? HospitalOf() => Join(Organisation(shown.Site), Organisation(shown.Trust));

    private string? Organisation(string? code) =>
        code is null ? null
        : OdsCode.TryParse(code, out var ods) && directory.Find(ods) is { } known ? $"{known.Name} ({code})"
        : code;

    private string? Time(DateTimeOffset? moment) => moment is { } at ? CaseTimes.Of(at, shown.AsAt) : null;

    private static string? National(ShownCode? code) =>
        code switch
        {
            null => null,
            { Words: { } words } => $"{words} ({code.Code})",
            _ => CaseWords.Code(code.Code),
        };

    private static string? Code(string? code) => code is null ? null : CaseWords.Code(code);

    private static string Hours(int hours) => hours == 1 ? "1 hour" : $"{hours} hours";

    private static string? Join(string? one, string? other) => one is null || other is null ? one ?? other : $"{one}, {other}";

    private static Html Fact(string name, string? value) =>
        Html.When(value, text => Html.Of($"<div><dt>{name}</dt><dd>{text}</dd></div>\n"));
}
