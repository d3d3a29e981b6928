using IntegrationHub.CareRecord;
using IntegrationHub.CareRecord.Reading;
using IntegrationHub.Hypertext;

namespace IntegrationHub.Functions.Pages.Record;

/// <summary>The record as it was known at a past moment: a list of the moments it changed, which a script adds a slider to.</summary>
internal static class TimeControl
{
    private const int MostMoments = 200;

    internal static Html Write(RecordReading reading, RecordQuery query)
    {
        if (reading.Moments.Count < 2 && !reading.IsPast)
            return Html.Empty;
        return Html.Of(
            $"""
            <form class="hub-time" method="get" action="/records/{reading.Head.Record.Value}" data-hub-time>
            {Html.When(query.Section?.Code, code => Html.Of($"<input type=\"hidden\" name=\"section\" value=\"{code}\">"))}
            <div class="hub-time__choice">
            <label class="nhsuk-label" for="as-at">The record as it was known</label>
            <select class="nhsuk-select" id="as-at" name="asAt">
            <option value=""{(reading.IsPast ? "" : " selected")}>now</option>
            {Html.Each(reading.Moments.Take(MostMoments), moment => Option(moment, reading))}
            </select>
            </div>
            <button class="nhsuk-button nhsuk-button--secondary" type="submit">Show</button>
            </form>
            """
        );
    }

    private static Html Option(DateTimeOffset moment, RecordReading reading)
    {
        // To the next millisecond, so that the moment itself is within.
        var value = new DateTimeOffset((moment.UtcTicks / TimeSpan.TicksPerMillisecond + 1) * TimeSpan.TicksPerMillisecond, TimeSpan.Zero);
        var selected = reading.IsPast && value == reading.AsAt ? " selected" : "";
        return Html.Of($"<option value=\"{RecordJson.Instant(value)}\"{selected}>{PlainDates.WithSeconds(moment)}</option>\n");
    }
}
