using IntegrationHub.Functions.Operations;
using IntegrationHub.Hypertext;

namespace IntegrationHub.Functions.Pages.Operations;

/// <summary>Pure: records of one organisation that wait for an NHS number. What is in them is for the organisation to see.</summary>
internal static class UnmatchedPage
{
    internal static Page Write(ShownUnmatched shown) =>
        new(
            "Who waits for an NHS number",
            Html.Of(
                $"""
                <p><a href="/operations">Operations</a></p>
                <h1 class="nhsuk-heading-l">Who waits for an NHS number: {shown.Name ?? shown.Organisation} ({shown.Organisation})</h1>
                {(
                    shown.Waiting.Count == 0
                        ? Html.Of($"<p>Nobody waits.</p>")
                        : OperationsParts.Table(
                            "Records that wait",
                            ["Record", "Since", "Why"],
                            shown.Waiting,
                            one => Html.Of($"<td>{one.RecordId}</td><td>{OperationsParts.At(one.Since)}</td><td>{WaitingPart.Why(one.Reason)}</td>")
                        )
                )}
                {Html.When(
                    shown.Next,
                    next => Html.Of($"<p><a href=\"/operations/unmatched?organisation={shown.Organisation}&amp;after={next}\">Those that follow</a></p>")
                )}
                <p>{WaitingPart.Do}</p>
                """
            )
        );
}
