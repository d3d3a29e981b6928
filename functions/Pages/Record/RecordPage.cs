using IntegrationHub.CareRecord;
using IntegrationHub.CareRecord.Reading;
using IntegrationHub.Directory;
using IntegrationHub.Hypertext;

namespace IntegrationHub.Functions.Pages.Record;

/// <summary>Pure: a record, or one section of it, as a page for people.</summary>
internal static class RecordPage
{
    /// <summary>Lines a page of one section alone.</summary>
    internal const int LinesOfSection = 500;

    internal static Page Write(RecordReading reading, RecordQuery query, HubDirectory directory)
    {
        var recordId = reading.Head.Record.Value;
        var asAt = query.AsAt is { } moment ? $"&asAt={RecordJson.Instant(moment)}" : null;
        var part = new SectionPart(recordId, asAt, new EntryLine(recordId, directory));
        var alone = query.Section is not null;
        return new Page(
            "Care record",
            Html.Of(
                $"""
                <div class="hub-record-head">
                <h1 class="nhsuk-heading-l">{query.Section?.Heading ?? "Care record"}</h1>
                <button class="hub-link-button hub-print" type="button" hidden>Print</button>
                </div>
                {(
                    alone
                        ? Html.Of(
                            $"<p class=\"hub-no-print\"><a href=\"/records/{recordId}{(asAt is null ? "" : "?" + asAt[1..])}\">The whole record</a></p>"
                        )
                        : Html.Empty
                )}
                {(reading.GlassBroken ? BreakGlassForm.End(recordId) : Html.Empty)}
                {(reading.IsPast ? Past(reading, query) : Html.Empty)}
                {TimeControl.Write(reading, query)}
                {(alone ? Html.Empty : Contents(reading))}
                {(
                    reading.Sections.Count == 0
                        ? Html.Of($"<p>There is nothing to show.</p>")
                        : Html.Each(reading.Sections, section => part.Write(section, alone))
                )}
                {Html.When(
                    reading.Next,
                    cursor =>
                        Html.Of(
                            $"<nav class=\"nhsuk-pagination\" aria-label=\"Pages\"><a rel=\"next\" href=\"/records/{recordId}?section={query.Section?.Code}{asAt}&cursor={cursor}\">Next page, older entries</a></nav>"
                        )
                )}
                {(reading.MayBreakGlass ? BreakGlassForm.Ask(recordId) : Html.Empty)}
                <p class="nhsuk-body-s hub-shown-at">Shown as known on {PlainDates.WithSeconds(
                    reading.AsAt
                )}. Version {reading.Head.Version}.</p>
                """
            )
        )
        {
            Banner = PatientBanner.Write(reading, directory),
            Scripts = ["record.js"],
        };
    }

    /// <summary>A record that is not there or not this reader's: alike, with a way past it for those who may.</summary>
    internal static Page NotFound(string recordId) =>
        new(
            "Not found",
            Html.Of(
                $"""
                <div class="nhsuk-grid-row"><div class="nhsuk-grid-column-two-thirds">
                <h1 class="nhsuk-heading-xl">Not found</h1>
                <p>There is no such record that you may see.</p>
                <p><a href="/records">Find a record</a></p>
                {BreakGlassForm.Ask(recordId)}
                </div></div>
                """
            )
        );

    private static Html Past(RecordReading reading, RecordQuery query) =>
        Html.Of(
            $"""
            <div class="nhsuk-inset-text"><span class="nhsuk-u-visually-hidden">Information: </span>
            <p>You see the record as it was known on {PlainDates.WithSeconds(reading.AsAt)}. <a href="/records/{reading.Head.Record.Value}{(
                query.Section is { } section ? $"?section={section.Code}" : ""
            )}">Back to now</a></p>
            </div>
            """
        );

    private static Html Contents(RecordReading reading) =>
        Html.Of(
            $"""
            <nav class="hub-contents hub-no-print" aria-label="Sections">
            <ul>
            {Html.Each(
                reading.Sections,
                section =>
                    Html.Of(
                        $"<li><a href=\"#{section.Section.Code}\">{section.Section.Heading}</a> <span class=\"hub-count\">{section.Total}</span></li>\n"
                    )
            )}
            </ul>
            </nav>
            """
        );
}
