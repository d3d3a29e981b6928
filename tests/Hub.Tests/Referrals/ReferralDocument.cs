using System.Text;
using IntegrationHub.Access;
using IntegrationHub.Referrals;
using IntegrationHub.Referrals.Events;

namespace IntegrationHub.Tests.Referrals;

/// <summary>docs/referrals.md, written from the tables of the code.</summary>
internal static class ReferralDocument
{
    internal static string Write()
    {
        var text = new StringBuilder(Head);
        text.Append("\n## The states\n\n```mermaid\nstateDiagram-v2\n");
        foreach (
            var way in ReferralTransitions
                .Table.Where(row =>
                    row.Conflict is null
                    && row.To is not null
                    && row.To != row.From
                    && (row.From is not null || row.To is ReferralState.Sent)
                )
                .GroupBy(row => (row.From, row.To))
                .OrderBy(way => way.Key.From ?? 0)
                .ThenBy(way => way.Key.To)
        )
            if (way.Key.From is null || way.Key.From != way.Key.To)
                text.Append(
                    $"    {Node(way.Key.From)} --> {Node(way.Key.To)}: {string.Join(", ", way.Select(row => ReferralFactKinds.NameOf(row.Fact)))}\n"
                );
        text.Append("    information_asked --> received: information-given\n");
        text.Append(
            "```\n\nInformation that is given leads back to the state in which it was asked for. A referral of which a council tells first begins where that leads, as after `sent`.\n\n"
        );
        text.Append("| state | meaning |\n|---|---|\n");
        foreach (var state in Enum.GetValues<ReferralState>())
            text.Append($"| `{ReferralStates.NameOf(state)}` | {ReferralStates.WordsOf(state)} |\n");
        text.Append(
            "\n## The table\n\n\"Nothing\" is the referral of which nothing was told yet.\n\n| fact | in | then | conflict |\n|---|---|---|---|\n"
        );
        foreach (
            var rows in ReferralTransitions
                .Table.GroupBy(row => (row.Fact, row.To, row.Conflict, row.IsBack))
                .OrderBy(rows => rows.Key.Fact)
        )
            text.Append(
                $"| {ReferralFactKinds.NameOf(rows.Key.Fact)} | {string.Join(", ", rows.Select(row => row.From is { } from ? ReferralStates.NameOf(from) : "nothing"))} | {(rows.Key.IsBack ? "as before the question" : rows.Key.To is { } to ? $"**{ReferralStates.NameOf(to)}**" : "same")} | {(rows.Key.Conflict is { } conflict ? $"`{conflict}`" : "")} |\n"
            );
        text.Append("\n## Conflicts\n\n| code | meaning |\n|---|---|\n");
        foreach (var (code, words) in ReferralConflicts.All)
            text.Append($"| `{code}` | {words} |\n");
        text.Append(
            "\n## Events\n\nOf the catalogue in `shared/Referrals/Events`; [care-referral-events.v1.json](schemas/care-referral-events.v1.json) says what each holds.\n\n| type | told by | says | section of the record |\n|---|---|---|---|\n"
        );
        foreach (var type in ReferralEventTypes.All)
            text.Append(
                $"| `{type.Type}` | {(type.Tellers is ReferralTellers.Councils ? "councils" : "either side")} | {ReferralFactKinds.NameOf(type.Kind)}{(type.MayStandAlone ? "; with or without a referral" : "")} | {type.Section.Heading} |\n"
            );
        text.Append(BarsSamples.Write());
        return text.ToString();
    }

    private static string Node(ReferralState? state) => state is { } known ? ReferralStates.NameOf(known).Replace('-', '_') : "[*]";

    private const string Head = """
        # Referrals to adult social care

        Written from the tables in `shared/Referrals` by a test; do not edit. After a change of a rule run
        `HUB_WRITE_DOCS=1 dotnet test tests/Hub.Tests --filter FullyQualifiedName~ReferralDocumentTests`.

        A referral is one ServiceRequest, as all that was said of it makes it: statements, committed with their messages, folded through one table, as
        [stays are](stays.md) ([why](adr/0008-a-case-is-what-was-said-of-a-stay.md)). Its id is the hub's id of the ServiceRequest. Any order of arrival makes the same
        referral. What may not be is a conflict: kept, shown, told to nobody.

        ## What says something of a referral

        | from | what | says |
        |---|---|---|
        | ServiceRequest | code or category SNOMED CT 306238000 (Referral to social services), or a performer that is a council of the directory; no `discharge-activity` code; neither a proposal nor a draft | sent, when authored; revoked, entered-in-error, or in a message with reason `delete`: cancelled by the referrer |
        | ServiceRequest in a council's `servicerequest-response` | under the referrer's own id; whose, the header's receiver says, else the requester | by a Task about it in the message, as below; else by the council's Encounter (planned, arrived: received; finished: completed; cancelled: rejected), else by the ServiceRequest (on-hold: information asked; completed: completed; revoked: rejected), else accepted; a response that is no `ok`: rejected; reason `delete`: cancelled by the council |
        | Task of a council | `focus` (else `basedOn`) a ServiceRequest by the hub's id; else the one ServiceRequest of the same message whose `requisition` is its `groupIdentifier`; each version is a step | received, accepted (ready, in-progress too), rejected (failed too), on-hold: information asked, completed, cancelled; in progress with `businessStatus` `assessed` or `services-arranged` of `https://integration-hub.example/CodeSystem/social-care-referral-state`: that |
        | Task of the referrer | owned by a council, or about such a ServiceRequest | cancelled |
        | CloudEvent | the catalogue below | one fact |
        | `POST /referrals/{id}/{verb}` and the page's forms | `receive`, `accept`, `reject`, `ask`, `answer`, `assess`, `arrange`, `complete`, `cancel`, `reroute` | the same, as an event through intake |

        A Task needs no more than R4 asks for, status and intent: about a referral it stands in the record as that step ("Referral to social care: accepted"). A council's Task about none, without code, description
        or a focus that can be named, says nothing that a reader could use: PRSB's headings *Services and care* and *Plan and requested actions* hold a named service or action, and what is to be done is not
        to be guessed from a status. It is kept and listed (`no-code-or-text`), and joins them when a version says what it is. A `groupIdentifier` alone leads to no referral of an earlier
        message: several requests may share one requisition.

        Of each source the newest version counts; of a Task every version. Speaking of another's referral takes a part in the person: your organisation serves their place,
        has sent something of them, or is a council to which they were referred or passed on; else 404 (INT404).

        ## Which council

        The directory's rule for the person's place, as of hubs: usual address, registered practice, the sender's place. A person out of area goes to their own council. The answer
        says which rule (`councilRule`). A referral goes with a person who moves, until a council takes it up (`decided`); passed on, it is the other's (`rerouted`; that council must be in the
        directory). Where no place is known, the council that the referral names has it (`named`).

        ## The loop is closed

        - `$process-message` is answered by a message whose `focus` is the ServiceRequest under the hub's id.
        - `GET /referrals/{id}/message` is the `servicerequest-response` of how the referral stands: header, ServiceRequest, Task.
        - `GET /fhir/Task/{id}` is the hub's own Task of the referral (its id stands in `GET /referrals/{id}`): status and `businessStatus` follow it. Senders' Tasks stay as they were sent.
        - Each step that is no conflict is an event for council and referrer (topic social-care referral), and what a council says one for the referrer and the practice (council decision).

        """;
}
