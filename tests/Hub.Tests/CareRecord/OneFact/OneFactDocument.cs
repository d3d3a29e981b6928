using System.Text;
using IntegrationHub.CareRecord.OneFact;

namespace IntegrationHub.Tests.CareRecord.OneFact;

/// <summary>docs/one-fact.md, written from the tables that the joining itself uses.</summary>
internal static class OneFactDocument
{
    public static string Write()
    {
        var page = new StringBuilder();
        page.Append(
            $"""
            # One fact once

            Written from the tables in `shared/CareRecord/OneFact` by a test; do not edit. After a change of a rule run
            `HUB_WRITE_DOCS=1 dotnet test tests/Hub.Tests --filter FullyQualifiedName~OneFactDocumentTests`.

            What several sources tell of one fact is shown once, with the others under it (`alsoFrom`) and what they say otherwise
            (`differs`). It is done each time a record is read, after it was decided what the reader may see; nothing is stored of it, and each
            source's entry can be had by its own id as before. Unsure means apart.

            Entries are one fact when all of this holds:

            1. **Different sources.** What one source tells twice is two facts to it; where a source has two entries that would fit, none is joined.
            2. **The same resource type under the same heading.**
            3. **A code in common**, by system and code. Words alone, codes without a system, codes that say "not known", and the
               unspecific codes below join nothing.
            4. **Nothing that tells them apart** ([mapping.md](mapping.md), "told apart by"): a verification other than confirmed, a site or
               side of the body that is not the same or that only one tells, a thing not to be done.
            5. **A status of the table, and its rule for dates.** What is entered in error, refuted, not done, stopped or only planned always stands alone.
            6. **Each agrees with each** where there are more than two. A code told more than {SameFacts.MostAlike} times (on one day, where the rule is about a day) joins nothing.

            | type | statuses | when it is the same | shown first |
            |---|---|---|---|

            """
        );
        foreach (var rule in FactRule.All)
            page.Append(
                $"| {rule.Type} | {string.Join(", ", rule.Statuses)}{(rule.WithoutStatus ? ", or none told" : "")} | {rule.InWords} | {First(rule)} |\n"
            );
        page.Append(
            """

            Shown first is the entry that is active, then one with a date, then the earliest or newest as the table says, then the one with more
            to say. A day is a day in England. Two results have the same value when they are equal to the letter, an interpretation in brackets
            and a reference range or note after a number aside.

            ## Codes that mean the same

            | meaning | codes |
            |---|---|

            """
        );
        foreach (var concept in FactCodes.Equivalents.GroupBy(row => row.Concept, StringComparer.Ordinal))
            page.Append($"| {concept.Key} | {string.Join(", ", concept.Select(row => $"{row.System} `{row.Code}`"))} |\n");
        page.Append(
            "\nOther names of a code system:\n\n| sent as | taken as |\n|---|---|\n| `http://snomed.info/sct/…` (edition, version) | `http://snomed.info/sct` |\n"
        );
        foreach (var (sent, taken) in FactCodes.Systems.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            page.Append($"| `{sent}` | `{taken}` |\n");
        page.Append("\n## Unspecific codes\n\n");
        page.AppendJoin(", ", FactCodes.Unspecific.Select(row => $"`{row.Code}` {row.Concept}"));
        return page.Append(".\n").ToString();
    }

    private static string First(FactRule rule) => rule.First is ShownFirst.Earliest ? "earliest" : "newest";
}
