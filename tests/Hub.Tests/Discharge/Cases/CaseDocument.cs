using System.Text;
using IntegrationHub.Discharge.Cases;

namespace IntegrationHub.Tests.Discharge.Cases;

/// <summary>docs/discharge-case.md, written from the tables that the fold itself uses.</summary>
internal static class CaseDocument
{
    public static string Write()
    {
        var page = new StringBuilder(
            $"""
            # The discharge case

            Written from the tables in `shared/Discharge/Cases` by a test; do not edit. After a change of a rule run
            `HUB_WRITE_DOCS=1 dotnet test tests/Hub.Tests --filter FullyQualifiedName~CaseDocumentTests`.

            A case is one hospital stay, as all that was said of it makes it ([ADR 8](adr/0008-a-case-is-what-was-said-of-a-stay.md)). Its id is the hub's id of the
            stay's Encounter. It is a pure function of what was said:

            1. **Of each source the newest version counts** (a resource, or an event). It replaces all that the older ones said; a deletion takes back all that came
               with earlier commits. Where everything is taken back, the stay was a mistake: cancelled.
            2. **Facts in the order in which they happened**: by time, then kind, source and version; never by arrival. A plan comes first of all. What a source says
               along with the end of the stay, and dates later, is of the time before the end.
            3. **Through one table**, below. What may not be is kept as a [conflict](#conflicts) and shown. What is told of the time after the end moves nothing;
               if the end is cancelled, it is taken after all.

            ![The states and the ways between them](discharge-case.svg)

            - **Before any admission** a fact means that the person is in hospital, admitted nobody told when. Only a plan makes a stay that is expected.
            - **As far as planned**: arranged, where the care after the stay is arranged; planning, where a pathway from 1 to 3 is agreed; referred, where the hub is asked;
              ready, where the criteria to reside are not met; else in hospital.
            - **Pathway 0** asks nothing of a hub. Agreed, it leaves a person with the ward there, takes one off the hub that was asked, and leaves what is arranged arranged.
              A hub that is asked later is asked for another pathway.
            - **A discharge that is cancelled** (A13) leads back to the state before it, with all that was planned.
            - **An admission after the discharge**, more than an hour from the one that was told, opens the same case again, to be planned anew.
            - **Criteria to reside** move the state only while the person is with the ward. With the hub they move the discharge ready date alone.
            - **Work on alerts, notices, passing on and withdrawing** move no state. A case that a hub withdrew comes back with any later fact but work.
            - **Two sources** that differ by no more than {CaseConflicts.SameTime.TotalMinutes:F0} minutes tell of the same moment; the earlier one is shown.

            **Discharge ready date**: when the person no longer met the criteria to reside; where they were met again in between, that of the current period of an open
            stay and of the final period of a finished one. None while they are met, and none for a stay without a night (a day is one of England's).

            **Readmission**: an admission within {PersonCases.Readmission.TotalDays:F0} days after the discharge of an earlier case (or of the same). **Likely to stay long**: readmitted, or an
            emergency admission (UK Core AdmissionMethodEngland 21 to 25, 28, 2A to 2D) of somebody aged 75 or over.

            ## The table

            Of the rows of a state and a fact the first counts whose condition holds. "Nothing" is the stay of which nothing was told yet.

            | fact | in | if | then | conflict |
            |---|---|---|---|---|

            """
        );
        foreach (var rows in Grouped())
        {
            var row = rows[0];
            var states = string.Join(", ", rows.Select(same => same.From is { } state ? Words(state) : "nothing").Distinct());
            page.Append($"| {Words(row.Fact.ToString())} | {states} | {row.When.Words} | {Then(row.Target)} | {Code(row.Conflict)} |\n");
        }

        WriteConflicts(page);
        WriteAlerts(page);
        WriteCodes(page);
        return page.ToString();
    }

    public static string Words(string name)
    {
        if (name is nameof(CaseState.SelfDischarged))
            return "Self-discharged";
        var words = new StringBuilder(name.Length + 4);
        foreach (var c in name)
            words.Append(char.IsAsciiLetterUpper(c) && words.Length > 0 ? $" {char.ToLowerInvariant(c)}" : c.ToString());
        return words.ToString();
    }

    private static string Words(CaseState state) => Words(state.ToString()).ToLowerInvariant();

    /// <summary>Neighbouring rows that differ in the state only.</summary>
    private static List<List<CaseTransition>> Grouped()
    {
        var groups = new List<List<CaseTransition>>();
        foreach (var row in CaseTransitions.Table)
            if (groups.Count > 0 && groups[^1][0] with { From = row.From } == row)
                groups[^1].Add(row);
            else
                groups.Add([row]);
        return groups;
    }

    private static string Then(CaseTarget target) =>
        target switch
        {
            CaseTarget.Into into => $"**{Words(into.State)}**",
            CaseTarget.AsPlanned => "as far as planned",
            CaseTarget.BeforeEnd => "the state before the end",
            _ => "same",
        };

    private static string Code(string? code) => code is null ? "" : $"`{code}`";

    private static void WriteConflicts(StringBuilder page)
    {
        page.Append(
            $"""

            ## Conflicts

            Kept with the case, with the fact, its time and who told it. The codes are permanent (`{CaseConflicts.System.Url}`).

            | code | what it means |
            |---|---|

            """
        );
        foreach (var code in CaseConflicts.System.Codes)
            page.Append($"| `{code.Code}` | {code.Display} |\n");
    }

    private static void WriteAlerts(StringBuilder page)
    {
        page.Append(
            """

            ## Alerts

            The case after a commit against the case before it raises them; the rules of the place say which of them are sent. An alert's id is `{recordId}.` and 16 characters
            of a hash of its kind, the stay and its content, and of how often the case raised the same before. A newer alert makes older ones of the kinds named needless, unless
            somebody acknowledged them; a cancelled admission and a case that its hub withdraws make all of them needless. Times that move by no more than an hour raise nothing new.

            | kind | raised when | content | makes needless |
            |---|---|---|---|

            """
        );
        foreach (var kind in CaseAlertKind.All)
            page.Append(
                $"| `{kind.Name}` | {kind.When} | {kind.Content} | {string.Join(", ", kind.Supersedes.Select(name => $"`{name}`"))} |\n"
            );
    }

    private static void WriteCodes(StringBuilder page)
    {
        page.Append(
            """

            ## Code systems

            A sender's own codes are mapped to these by `directory/local-codes.json`, by code system and code; what maps to none is kept as it came.

            """
        );
        foreach (var system in CaseCodeSystems.All.Where(system => system != CaseConflicts.System))
        {
            page.Append($"\n### {system.Title}\n\n`{system.Url}`\n\n");
            var families = system.Codes.Any(code => code.Group is not null);
            page.Append(families ? "| code | family | meaning |\n|---|---|---|\n" : "| code | meaning |\n|---|---|\n");
            foreach (var code in system.Codes)
                page.Append(families ? $"| `{code.Code}` | {code.Group} | {code.Display} |\n" : $"| `{code.Code}` | {code.Display} |\n");
            if (system == DelayReasons.System)
                WriteOlder(page);
        }
    }

    private static void WriteOlder(StringBuilder page)
    {
        page.Append(
            $"""

            The reasons of April 2021 to 2024 are `{DelayReasons.OlderSystem}`:

            | code | meaning | today |
            |---|---|---|

            """
        );
        foreach (var reason in DelayReasons.Older)
            page.Append($"| `{reason.Code}` | {reason.Display} | {Code(reason.Is)} |\n");
    }
}
