using System.Globalization;
using IntegrationHub.Hypertext;

namespace IntegrationHub.Functions.Pages.Operations;

/// <summary>What the operator's pages share.</summary>
internal static class OperationsParts
{
    internal static Html Table<T>(string caption, IReadOnlyList<string> heads, IEnumerable<T> rows, Func<T, Html> cells) =>
        Html.Of(
            $"""
            <div class="hub-scroll" tabindex="0" role="region" aria-label="{caption}">
            <table class="nhsuk-table"><caption class="nhsuk-table__caption nhsuk-u-visually-hidden">{caption}</caption>
            <thead><tr>{Html.Each(heads, head => Html.Of($"<th scope=\"col\">{head}</th>"))}</tr></thead>
            <tbody>{Html.Each(rows, row => Html.Of($"<tr>{cells(row)}</tr>"))}</tbody>
            </table>
            </div>
            """
        );

    internal static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    internal static string At(DateTimeOffset at) => at.UtcDateTime.ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>How long ago, in the unit that fits.</summary>
    internal static string Ago(DateTimeOffset at, DateTimeOffset now)
    {
        if (now - at < TimeSpan.FromMinutes(1))
            return "just now";
        var (count, unit) = (now - at) switch
        {
            { TotalHours: < 1 } since => ((int)since.TotalMinutes, "minute"),
            { TotalDays: < 2 } since => ((int)since.TotalHours, "hour"),
            var since => ((int)since.TotalDays, "day"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{count} {unit}{(count == 1 ? "" : "s")} ago");
    }
}
