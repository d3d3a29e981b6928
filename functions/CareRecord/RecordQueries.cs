using System.Globalization;
using IntegrationHub.CareRecord;
using IntegrationHub.CareRecord.Reading;
using IntegrationHub.Errors;
using IntegrationHub.Functions.Pages.Record;
using IntegrationHub.Intake;
using Microsoft.AspNetCore.Http;

namespace IntegrationHub.Functions.CareRecord;

/// <summary>Pure: what of a record an address asks for.</summary>
internal static class RecordQueries
{
    internal static (RecordQuery Query, HubError? Error) Of(HttpRequest request)
    {
        var query = new RecordQuery { Known = [.. request.Headers.IfNoneMatch.SelectMany(Tags)] };
        if (request.Query.TryGetValue("asAt", out var moment) && moment.ToString() is { Length: > 0 } text)
        {
            // A bare day means its end: everything the hub knew that day.
            if (FhirTimes.LatestInstant(text) is not { } asAt)
                return (query, ErrorCatalogue.QueryInvalid.At("asAt"));
            query = query with { AsAt = asAt };
        }

        if (request.Query.TryGetValue("section", out var code))
        {
            if (Section.Find(code.ToString()) is not { } section)
                return (query, ErrorCatalogue.QueryInvalid.At("section"));
            query = query with { Section = section };
        }

        if (request.Query.TryGetValue("count", out var count))
        {
            if (
                !int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                || number is < 1 or > RecordQuery.UsualCount
            )
                return (query, ErrorCatalogue.QueryInvalid.At("count"));
            query = query with { Count = number };
        }

        if (request.Query.TryGetValue("cursor", out var cursor))
            query = query with { Cursor = cursor.ToString() };
        return (query, null);
    }

    /// <summary>A page shows all sections, or one section in parts.</summary>
    internal static RecordQuery ForPage(RecordQuery query) =>
        query with
        {
            Form = "page",
            Count = query.Section is null ? int.MaxValue : RecordPage.LinesOfSection,
            WithMoments = true,
        };

    /// <summary>The tags of one If-None-Match header, as they stand between commas.</summary>
    internal static IEnumerable<string> Tags(string? header) =>
        header?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
