using System.Globalization;
using IntegrationHub.Functions.Operations;
using IntegrationHub.Hypertext;
using IntegrationHub.Intake;

namespace IntegrationHub.Functions.Pages.Operations;

/// <summary>Pure: how many persons wait for an NHS number, by organisation.</summary>
internal static class WaitingPart
{
    internal const string Do =
        "Give the organisation the record ids: its system was answered with them, before the dot of each id. It sends the Patient with a verified NHS number under the same id of its own; what waits is then worked in by itself.";

    internal static Html Write(ShownUnmatchedCounts shown, DateTimeOffset now) =>
        Html.Of(
            $"""
            <h2 class="nhsuk-heading-l" id="unmatched">Who waits for an NHS number</h2>
            {(
                shown.Organisations.Count == 0
                    ? Html.Of($"<p>Nobody waits.</p>")
                    : Html.Of(
                        $"""
                        {OperationsParts.Table(
                            "Persons who wait for an NHS number, by organisation",
                            ["Organisation", "Persons", "The first", "Why"],
                            shown.Organisations,
                            one => Html.Of(
                                $"<td><a href=\"/operations/unmatched?organisation={one.Organisation}\">{one.Name ?? one.Organisation}</a></td><td>{OperationsParts.Number(one.Count)}{(one.AtLeast ? " or more" : "")}</td><td>{OperationsParts.Ago(one.Oldest, now)}</td><td>{Reasons(one)}</td>"
                            )
                        )}
                        {(shown.AtLeast ? Html.Of($"<p>There are more organisations than are listed.</p>") : Html.Empty)}
                        <p>{Do}</p>
                        """
                    )
            )}
            """
        );

    internal static string Why(string reason) =>
        reason switch
        {
            UnmatchedReason.NoNhsNumber => "No NHS number was sent",
            UnmatchedReason.NotVerified => "The NHS number was not verified",
            UnmatchedReason.PatientNotKnownYet => "The Patient itself has not come yet",
            UnmatchedReason.NoPerson => "It is about nobody",
            _ => reason,
        };

    private static string Reasons(ShownUnmatchedCount of) =>
        string.Join("; ", of.Reasons.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{Why(pair.Key)} ({pair.Value})")));
}
