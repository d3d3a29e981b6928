using System.Text;
using IntegrationHub.CareRecord;
using IntegrationHub.CareRecord.Mapping;

namespace IntegrationHub.Tests.CareRecord.Mapping;

/// <summary>docs/mapping.md, written from the tables that the mapping itself uses.</summary>
internal static class MappingDocument
{
    public static string Write()
    {
        var page = new StringBuilder();
        page.Append(
            $"""
            # From FHIR to the shared record

            Written from the tables in `shared/CareRecord/Mapping` by a test; do not edit. After a change of a rule run
            `HUB_WRITE_DOCS=1 dotnet test tests/Hub.Tests --filter FullyQualifiedName~MappingDocumentTests`.

            A mapping is a pure function of one resource and, for the name of a medicine, of the Medication it refers to in the same message:
            the same message always gives the same entries, so records can be made again from the snapshots. Nothing is looked up elsewhere,
            converted, rounded or translated.

            ## Rules for every type

            - **Display**: the sender's text of the concept; else the display of a coding (one that a user selected, then SNOMED CT, then the
              first); else its code. Text is trimmed and put on one line. Control characters, marks that turn the direction of writing,
              characters without width and broken surrogates are taken out.
            - **Said first**: what is not a fact says so before anything else, for example `Entered in error: Asthma`. An entry in error stays
              an entry with that status.
            - **Dates** stand as the sender wrote them, at the precision given. A period gives its start, or its end when it has no start.
            - **Values** keep the sender's digits, comparator and unit. A dose is the sender's text; without one its coded parts, and
              `{DoseText.SeeOriginal}` where they say more than a line can safely hold.
            - **Codings** are all of the sender's, up to {Concept.MostCodings}. One with a system or code over {Concept.LongestCode} characters is left out whole.
            - **Labels** are the codes of `meta.security`, and of a document's `securityLabel`.
            - **Length**: a display over {TypeMapping.LongestDisplay} and a value over {TypeMapping.LongestValue} characters are cut and end in `{PlainText.Shortened.Trim()}`.
            - A rule's code is matched by system and code, or by code alone where the sender left the system out.

            ## Kept, not mapped

            | reason | when |
            |---|---|
            | `{ResourceMapper.TypeNotMapped}` | the type is not below |
            | `{ResourceMapper.UnknownModifier}` | the resource has a modifierExtension: FHIR forbids to use it without understanding that |

            """
        );
        foreach (var (reason, types) in Reasons())
            page.Append($"| `{reason}` | nothing to display: {types} |\n");
        page.Append("\n## Types\n\n| type | headings |\n|---|---|\n");
        foreach (var table in MappingTable.All)
            page.Append($"| [{table.Type}](#{table.Type.ToLowerInvariant()}) | {string.Join(", ", Headings(table))} |\n");
        foreach (var table in MappingTable.All)
            Write(page, table);
        return page.ToString();
    }

    private static IEnumerable<(string Reason, string Types)> Reasons() =>
        MappingTable
            .All.GroupBy(table => table.WithoutDisplay, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (group.Key, string.Join(", ", group.Select(table => table.Type))));

    private static IEnumerable<string> Headings(TypeMapping table) =>
        table.Sections.Select(rule => rule.Section).Append(table.Otherwise).Distinct().Select(section => section.Heading);

    private static void Write(StringBuilder page, TypeMapping table)
    {
        page.Append($"\n### {table.Type}\n\n");
        if (table.Sections.Count == 0)
            page.Append($"- **Heading**: {Name(table.Otherwise)}\n");
        else
        {
            page.Append("- **Heading**, by the first rule that holds:\n");
            foreach (var rule in table.Sections)
                page.Append($"  - {rule.When}{CodesOf(rule)}: {Name(rule.Section)}\n");
            page.Append($"  - otherwise: {Name(table.Otherwise)}\n");
        }
        page.Append($"- **Display**: {table.Display}\n");
        page.Append($"- **Codings**: {table.Codings}\n");
        page.Append($"- **Status**: {table.Status}\n");
        page.Append($"- **Date**: {table.Date}\n");
        page.Append($"- **Value**: {table.Value}\n");
        if (table.Apart is { } apart)
            page.Append($"- **Told apart by**: {apart}\n");
        var first = table.Words.Select(words => $"{words.Status}: {words.Words}").Concat(table.AlsoSaidFirst).ToArray();
        if (first.Length > 0)
            page.Append($"- **Said first**: {string.Join("; ", first)}\n");
        page.Append($"- **Without a display**: kept unmapped, `{table.WithoutDisplay}`\n");
    }

    private static string Name(Section section) => $"{section.Heading} (`{section.Code}`)";

    private static string CodesOf(SectionRule rule) =>
        rule.Codes is null
            ? ""
            : " has "
                + string.Join(
                    "; ",
                    rule.Codes.Codes.GroupBy(code => code.System, StringComparer.Ordinal)
                        .Select(system =>
                            $"{system.Key ?? "any system"} {string.Join(", ", system.Select(code => $"`{code.Code}` {code.Meaning}"))}"
                        )
                );
}
