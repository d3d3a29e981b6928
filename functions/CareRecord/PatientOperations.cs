using System.Globalization;
using Hl7.Fhir.Model;
using IntegrationHub.CareRecord;
using IntegrationHub.CareRecord.Reading;
using IntegrationHub.Directory;
using IntegrationHub.Errors;
using IntegrationHub.Functions.Http;
using IntegrationHub.Identifiers;
using IntegrationHub.Intake;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace IntegrationHub.Functions.CareRecord;

/// <summary>FHIR's operations on a person: everything that is known as it was sent, and a summary as one document.</summary>
public sealed class PatientOperations(EverythingReads everything, RecordReads records, HubDirectory directory)
{
    [Function("PatientEverything")]
    public async Task<IResult> Everything(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "fhir/Patient/{id}/$everything")] HttpRequest request,
        string id,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        var (query, error) = QueryOf(request);
        var (who, notAsked) = Readers.Of(request);
        if ((error ?? notAsked) is { } refusal)
            return RefusedResult.Of(refusal);
        if (RecordOf(id) is not { } record)
            return RefusedResult.Of(ErrorCatalogue.NotFound);
        return await everything.ReadAsync(who!, record, query, cancellationToken) switch
        {
            { Error: { } refused } => RefusedResult.Of(refused),
            { Page: { } page } answer => new BytesResult(
                StatusCodes.Status200OK,
                Bodies.Fhir,
                EverythingJson.Write(page, SelfOf($"Patient/{id}/$everything", request))
            )
            {
                ETag = answer.ETag,
            },
            var same => new NotModifiedResult(same.ETag),
        };
    }

    [Function("PatientSummary")]
    public async Task<IResult> Summary(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "fhir/Patient/{id}/$summary")] HttpRequest request,
        string id,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        var (who, notAsked) = Readers.Of(request);
        if (who is null)
            return RefusedResult.Of(notAsked!);
        if (RecordOf(id) is not { } record)
            return RefusedResult.Of(ErrorCatalogue.NotFound);
        var query = new RecordQuery
        {
            Form = "summary",
            Count = int.MaxValue,
            Known = [.. request.Headers.IfNoneMatch.SelectMany(RecordQueries.Tags)],
        };
        return await records.ReadAsync(who, record.Value, query, cancellationToken) switch
        {
            ReadOutcome.Shown shown => new BytesResult(
                StatusCodes.Status200OK,
                Bodies.Fhir,
                SummaryDocument.Write(shown.Reading, directory)
            )
            {
                ETag = shown.Reading.ETag,
            },
            ReadOutcome.NotModified same => new NotModifiedResult(same.ETag),
            ReadOutcome.Refused refused => RefusedResult.Of(refused.Error),
            _ => throw new InvalidOperationException("A read outcome of no known kind."),
        };
    }

    /// <summary>By the record's own id, or the hub's id of any Patient of it.</summary>
    private static RecordId? RecordOf(string id)
    {
        if (!RecordId.TryParse(id, out var record))
        {
            if (!HubResourceId.TryParse(id, out var resource))
                return null;
            record = resource.Record;
        }

        return record.IsMatched ? record : null;
    }

    private static (EverythingQuery Query, HubError? Error) QueryOf(HttpRequest request)
    {
        var query = new EverythingQuery { Known = [.. request.Headers.IfNoneMatch.SelectMany(RecordQueries.Tags)] };
        if (request.Query.TryGetValue("_type", out var types))
        {
            query = query with { Types = [.. types.SelectMany(RecordQueries.Tags)] };
            if (query.Types.Count == 0 || !query.Types.All(ModelInfo.IsKnownResource))
                return (query, ErrorCatalogue.QueryInvalid.At("_type"));
        }

        if (request.Query.TryGetValue("_since", out var since))
        {
            if (!DateTimeOffset.TryParse(since, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
                return (query, ErrorCatalogue.QueryInvalid.At("_since"));
            query = query with { Since = moment };
        }

        if (request.Query.TryGetValue("_count", out var count))
        {
            if (
                !int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                || number is < 1 or > EverythingQuery.MostCount
            )
                return (query, ErrorCatalogue.QueryInvalid.At("_count"));
            query = query with { Count = number };
        }

        if (request.Query.TryGetValue("_cursor", out var cursor))
            query = query with { Cursor = cursor.ToString() };
        return (query, null);
    }

    /// <summary>Relative to the FHIR base, as asked but for the cursor: the host that a request names builds no links.</summary>
    private static string SelfOf(string path, HttpRequest request)
    {
        var asked = request
            .Query.Where(pair => pair.Key is "_type" or "_since" or "_count")
            .Select(pair => $"{pair.Key}={Uri.EscapeDataString(string.Join(',', (IEnumerable<string?>)pair.Value))}");
        var text = string.Join('&', asked);
        return text.Length == 0 ? path : $"{path}?{text}";
    }
}
