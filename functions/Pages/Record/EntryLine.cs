using System.Globalization;
using IntegrationHub.CareRecord;
using IntegrationHub.CareRecord.OneFact;
using IntegrationHub.Directory;
using IntegrationHub.Hypertext;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Functions.Pages.Record;

/// <summary>One line of a record: what, how much, when, who said so; the others who told it too, and what they say otherwise.</summary>
internal sealed class EntryLine(string recordId, HubDirectory directory)
{
    /// <summary>The v3-ActCode label by which a sender asks that the person does not come to know of an entry.</summary>
    private const string NotForPatient = "NOPAT";

    internal Html Write(ShownEntry shown)
    {
        var (entry, content) = (shown.Entry, shown.Entry.Content);
        var display = Words(content?.Display ?? entry.ResourceType);
        return Html.Of(
            $"""
            <li class="hub-entry">
            <div class="hub-entry__date">{Date(content)}</div>
            <div class="hub-entry__body">
            <p class="hub-entry__what"><bdi>{display}</bdi>{Status(content?.Status)}</p>
            {Html.When(content?.Value, value => Html.Of($"<p class=\"hub-entry__value\"><bdi>{PlainWords.Of(value)}</bdi></p>\n"))}
            {Html.When(content?.By, by => Html.Of($"<p class=\"hub-entry__value\">By <bdi>{Words(by)}</bdi></p>\n"))}
            {Warnings(entry)}
            <p class="hub-entry__source">{Told(shown)} {Original(shown, display)}</p>
            {Html.Each(shown.AlsoFrom, other => Also(shown, other, display))}
            </div>
            </li>

            """
        );
    }

    /// <summary>Resources that stand under no heading on purpose, of one kind, sender and reason: one line with all their originals.</summary>
    internal Html WriteKept(IReadOnlyList<ShownEntry> alike, string why)
    {
        var first = alike[0];
        var what = first.Entry.Content?.Display ?? first.Entry.ResourceType;
        return Html.Of(
            $"""
            <li class="hub-entry">
            <div class="hub-entry__date">{SectionPart.Count(alike.Count)}</div>
            <div class="hub-entry__body">
            <p class="hub-entry__what"><bdi>{what}</bdi></p>
            <p class="hub-entry__value">Kept as it was sent, and not shown here: {why}.</p>
            <p class="hub-entry__source">Told by {NameOf(first)}, last received {PlainDates.Of(
                alike.Max(one => one.Commit.Provenance.ReceivedAt)
            )}. <span class="hub-no-print">Show the originals:</span></p>
            <ul class="hub-originals hub-no-print">
            {Html.Each(alike.Index(), one => Numbered(one.Item, one.Index + 1, what))}
            </ul>
            </div>
            </li>

            """
        );
    }

    private Html Numbered(ShownEntry shown, int number, string what) =>
        Html.Of($"<li><a href=\"{AddressOf(shown)}\"><span class=\"nhsuk-u-visually-hidden\">{what} </span>{number}</a></li>\n");

    private string AddressOf(ShownEntry shown)
    {
        var id = new HubResourceId(shown.Commit.Record, shown.Entry.Key).ToString();
        return $"/records/{recordId}/originals/{shown.Entry.ResourceType}/{id}?version={shown.Commit.Number.ToString(CultureInfo.InvariantCulture)}";
    }

    /// <summary>An organisation that only its code names is named by the directory.</summary>
    private string Words(string text) =>
        OdsCode.TryParse(text, out var code) && directory.Find(code) is { } organisation
            ? $"{organisation.Name} ({code})"
            : PlainWords.Of(text);

    private static Html Date(EntryContent? content) =>
        content?.Date is { } date
            ? Html.Of($"{(content.DateIs is { } what ? $"{what} " : "")}<time datetime=\"{date}\">{PlainDates.Of(date)}</time>")
            : Html.Of($"<span class=\"hub-entry__undated\">no date</span>");

    private static Html Status(string? status) =>
        Html.When(
            // What is usual needs no tag.
            status is "final"
                ? null
                : status,
            text =>
                Html.Of(
                    $" <strong class=\"nhsuk-tag {Colour(text)}\"><span class=\"nhsuk-u-visually-hidden\">Status: </span>{text.Replace('-', ' ')}</strong>"
                )
        );

    private static string Colour(string status) =>
        status switch
        {
            "active" or "in-progress" or "booked" or "arrived" => "nhsuk-tag--blue",
            "entered-in-error" or "cancelled" or "stopped" => "nhsuk-tag--red",
            _ => "nhsuk-tag--grey",
        };

    private static Html Warnings(EntryVersion entry)
    {
        var reserved = (entry.Content?.Labels ?? entry.Labels).Contains(NotForPatient, StringComparer.Ordinal);
        return Html.Of(
            $"""
            {(reserved ? Warning("Its sender asks not to disclose this to the patient.") : Html.Empty)}
            {(
                entry.Warnings.Count > 0
                    ? Warning(
                        $"Taken although not as the standard asks ({string.Join(", ", entry.Warnings.Select(warning => warning.Code).Distinct())}): look at the original."
                    )
                    : Html.Empty
            )}
            {Html.When(entry.UnmappedReason, reason => Warning($"Kept, but not read by the hub ({reason}): look at the original."))}
            """
        );
    }

    private static Html Warning(string text) =>
        Html.Of(
            $"<p class=\"hub-entry__warning\"><span aria-hidden=\"true\">⚠</span> <span class=\"nhsuk-u-visually-hidden\">Warning: </span>{text}</p>"
        );

    private Html Told(ShownEntry shown) =>
        Html.Of($"Told by {NameOf(shown)}, received {PlainDates.Of(shown.Commit.Provenance.ReceivedAt)}.{Versions(shown.Versions)}");

    private static string Versions(int count) => count > 1 ? string.Create(CultureInfo.InvariantCulture, $" {count} versions.") : "";

    private Html Original(ShownEntry shown, string display) =>
        Html.Of(
            $"<a class=\"hub-no-print\" href=\"{AddressOf(shown)}\">Show the original<span class=\"nhsuk-u-visually-hidden\"> of {display}</span></a>"
        );

    private Html Also(ShownEntry first, AlsoTold other, string display) =>
        Html.Of(
            $"""
            <div class="hub-also">
            <p class="hub-entry__source">Also told by {NameOf(other.Shown)}, received {PlainDates.Of(
                other.Shown.Commit.Provenance.ReceivedAt
            )}{(other.Differs.Count == 0 ? ", who says the same." : ", who says otherwise:")} {Original(other.Shown, display)}</p>
            {(other.Differs.Count == 0 ? Html.Empty : Differences(first, other, display))}
            </div>

            """
        );

    private Html Differences(ShownEntry first, AlsoTold other, string display) =>
        Html.Of(
            $"""
            <table class="hub-differs">
            <caption class="nhsuk-u-visually-hidden">What is told differently of {display}</caption>
            <thead><tr><th scope="col">Detail</th><th scope="col">{NameOf(first)}</th><th scope="col">{NameOf(
                other.Shown
            )}</th></tr></thead>
            <tbody>
            {Html.Each(
                other.Differs,
                difference =>
                    Html.Of(
                        $"<tr><th scope=\"row\">{Named(difference.What)}</th><td><bdi>{Said(first, difference.What)}</bdi></td><td><bdi>{Worded(difference.What, difference.Value)}</bdi></td></tr>\n"
                    )
            )}
            </tbody>
            </table>
            """
        );

    private static string Said(ShownEntry entry, string what) =>
        (
            what switch
            {
                "display" => entry.Entry.Content?.Display,
                "status" => entry.Entry.Content?.Status,
                "date" => entry.Entry.Content?.Date,
                "value" => entry.Entry.Content?.Value,
                _ => null,
            }
        )
            is { } text
            ? Worded(what, text)
            : "says nothing";

    private static string Named(string what) =>
        what switch
        {
            "display" => "words",
            "value" => "details",
            _ => what,
        };

    private static string Worded(string what, string value) => what == "date" ? PlainDates.Of(value) : PlainWords.Of(value);

    private string NameOf(ShownEntry shown)
    {
        var code = shown.Commit.Provenance.Sender;
        return directory.Find(code) is { } organisation ? $"{organisation.Name} ({code})" : code.Value;
    }
}
