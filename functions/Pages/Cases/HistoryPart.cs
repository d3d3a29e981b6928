using IntegrationHub.Directory;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Functions.Discharge.Shown;
using IntegrationHub.Hypertext;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Functions.Pages.Cases;

/// <summary>Pure: what was told of a stay, as a picture and as a list with the same numbers.</summary>
internal static class HistoryPart
{
    internal static Html Write(ShownCase shown, HubDirectory directory) =>
        Html.Of(
            $"""
            <section class="hub-section" aria-labelledby="history-title">
            <h2 class="nhsuk-heading-m" id="history-title">History</h2>
            {(
                shown.History.Count == 0
                    ? Html.Of($"<p>Nothing was told yet.</p>")
                    : Html.Of($"{Timeline.Write(shown.History, shown.AsAt)}<ol class=\"hub-history\">{Html.Each(shown.History, moment => Line(moment, shown, directory))}</ol>")
            )}
            </section>
            """
        );

    internal static string NameOf(string code, HubDirectory directory) =>
        OdsCode.TryParse(code, out var ods) && directory.Find(ods) is { } known ? $"{known.Name} ({code})"
        : code.Length == 0 ? "somebody not named"
        : code;

    private static Html Line(HistoryMoment moment, ShownCase shown, HubDirectory directory) =>
        Html.Of(
            $"""
            <li class="hub-moment{(moment.IsConflict ? " hub-moment--conflict" : "")}{(moment.IsReplaced ? " hub-moment--replaced" : "")}">
            <p class="hub-entry__what">{moment.What}{Html.When(moment.Detail, text => Html.Of($": {text}"))}
            {(moment.IsConflict ? Html.Of($"<strong class=\"nhsuk-tag nhsuk-tag--red\">Contradicts</strong>") : Html.Empty)}
            {(moment.IsReplaced ? Html.Of($"<strong class=\"nhsuk-tag nhsuk-tag--grey\">No longer told</strong>") : Html.Empty)}</p>
            <p class="hub-entry__source">{CaseTimes.Of(moment.At, shown.AsAt)}, told by {NameOf(
                moment.Teller,
                directory
            )}; known here {CaseTimes.Of(moment.KnownAt, shown.AsAt)}</p>
            </li>
            """
        );
}
