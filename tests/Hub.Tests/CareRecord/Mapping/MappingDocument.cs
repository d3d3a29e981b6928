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

            A mapping is a pure function of one resource and of what it refers to in the same message: the same message always gives the same
            entries, so records can be made again from the snapshots. Nothing is converted, rounded or translated.

            ## Rules for every type

            - **Display**: the sender's text of the concept, unless it is but a code that has a display; else the display of a coding (one that a
              user selected, then SNOMED CT, then the first); else its code, and a bare number as `code 443684005`. Text is trimmed and put on one line. Control characters, marks that turn the direction of writing,
              characters without width and broken surrogates are taken out.
            - **Said first**: what is not a fact says so before anything else, for example `Entered in error: Asthma`. An entry in error stays
              an entry with that status.
            - **Dates** stand as the sender wrote them, at the precision given. A period gives its start, or its end when it has no start.
            - **Values** keep the sender's digits, comparator and unit. A dose is the sender's text; without one its coded parts, and
              `{DoseText.SeeOriginal}` where they say more than a line can safely hold.
            - **Codings** are all of the sender's, up to {Concept.MostCodings}. One with a system or code over {Concept.LongestCode} characters is left out whole.
            - **Who**: `by` names those that the resource says wrote, asked for or did it.
            - **References** are named by their own display; else by the resource they refer to: contained, or in the same message by fullUrl
              (`urn:uuid:…` too), by type and id, or by identifier; else by the code of an ODS identifier. One of type and id that the message
              does not hold is noted, and named when the record is read, by what the same sender told of it in other messages, as of the same
              moment; until then a medicine or device is called `{PendingReference.NotNamed}`.
            - **Notes** (Annotation) stand last in the value, after `{Notes.Name}:`.
            - **Dates of another kind** than the type's usual say so (`dateIs`): recorded, asserted, issued, prepared, received, status, birth.
            - **Labels** are the codes of `meta.security`, and of a document's `securityLabel`.
            - **Length**: a display over {TypeMapping.LongestDisplay} and a value over {TypeMapping.LongestValue} characters are cut and end in `{PlainText.Shortened.Trim()}`.
            - A rule's code is matched by system and code, or by code alone where the sender left the system out.

            ## Kept, not mapped

            | reason | when |
            |---|---|
            | `{ResourceMapper.TypeNotMapped}` | nobody has thought of the type yet: it is none of those below |
            | `{ResourceMapper.UnknownModifier}` | the resource has a modifierExtension: FHIR forbids to use it without understanding that |
            | `{ResourceMapper.UnknownRules}` | the resource was made under implicitRules, which FHIR forbids to ignore |

            """
        );
        foreach (var (reason, types) in Reasons())
            page.Append($"| `{reason}` | nothing to display: {types} |\n");
        foreach (var reason in UnmappedTypes.All)
            page.Append($"| `{reason.Code}` | {reason.Why}: {string.Join(", ", reason.Types)} |\n");
        WriteHeadings(page);
        page.Append("\n## Types\n\n| type | headings |\n|---|---|\n");
        foreach (var table in MappingTable.All)
            page.Append($"| [{table.Type}](#{table.Type.ToLowerInvariant()}) | {string.Join(", ", HeadingsOf(table))} |\n");
        foreach (var table in MappingTable.All)
            Write(page, table);
        return page.ToString();
    }

    private static void WriteHeadings(StringBuilder page)
    {
        page.Append(
            $"""

            ## Headings that a sender gives

            Where a type "takes headings" from an element, and no rule of its own speaks, a coding of that element says where the entry stands: a
            code of the hub's own system `{Headings.Own}`, whose codes are those of the sections (`about-me`, `primary-support-reason`,
            `additional-support-plans`, …), or one of UK Core's record standard headings, `{Headings.UkCore}`:

            | heading | codes of UK Core |
            |---|---|

            """
        );
        foreach (var section in Section.All)
            if (Headings.ByHeading.TryGetValue(section, out var codes))
                page.Append($"| {Name(section)} | {string.Join(", ", codes.Select(code => $"`{code}`"))} |\n");
    }

    private static IEnumerable<(string Reason, string Types)> Reasons() =>
        MappingTable
            .All.GroupBy(table => table.WithoutDisplay, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (group.Key, string.Join(", ", group.Select(table => table.Type))));

    private static IEnumerable<string> HeadingsOf(TypeMapping table) =>
        table
            .Sections.Select(rule => rule.Section)
            .Append(table.Otherwise)
            .Concat(table.Parts.Select(part => part.Section))
            .Distinct()
            .Select(section => section.Heading);

    private static void Write(StringBuilder page, TypeMapping table)
    {
        page.Append($"\n### {table.Type}\n\n");
        if (table.Sections.Count == 0 && table.TakesHeadings is null)
            page.Append($"- **Heading**: {Name(table.Otherwise)}\n");
        else
        {
            page.Append("- **Heading**, by the first rule that holds:\n");
            foreach (var rule in table.Sections)
                page.Append($"  - {rule.When}{CodesOf(rule)}: {Name(rule.Section)}\n");
            if (table.TakesHeadings is { } element)
                page.Append($"  - {element} names a [heading](#headings-that-a-sender-gives): that\n");
            page.Append($"  - otherwise: {Name(table.Otherwise)}\n");
        }
        page.Append($"- **Display**: {table.Display}\n");
        page.Append($"- **Codings**: {table.Codings}\n");
        page.Append($"- **Status**: {table.Status}\n");
        page.Append($"- **Date**: {table.Date}\n");
        page.Append($"- **Value**: {table.Value}\n");
        if (table.By is { } by)
            page.Append($"- **By**: {by}\n");
        foreach (var (section, what) in table.Parts)
            page.Append($"- **Also under {Name(section)}**: {what}\n");
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
