using System.Buffers;
using System.Text.Json;
using IntegrationHub.CareRecord.Reading;
using IntegrationHub.Errors;
using IntegrationHub.Functions.Http;
using IntegrationHub.Identifiers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Azure.Functions.Worker;

namespace IntegrationHub.Functions.CareRecord;

/// <summary>Finds a record by NHS number. The number travels in the body, as FHIR's _search by POST was made for.</summary>
public sealed class PatientSearch(ResourceReads resources)
{
    private const int MaxBody = 4096;

    [Function("SearchPatient")]
    public async Task<IResult> Search(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "fhir/Patient/_search")] HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        if (!Bodies.IsMediaType(request, "application/x-www-form-urlencoded"))
            return RefusedResult.Of(ErrorCatalogue.MediaTypeNotSupported);
        var body = await Bodies.ReadAsync(request, MaxBody, cancellationToken);
        if (body.Error is { } unread)
            return RefusedResult.Of(unread);
        if (NumberIn(System.Text.Encoding.UTF8.GetString(body.Bytes!)) is not { } number)
            return RefusedResult.Of(ErrorCatalogue.NhsNumberInvalid.At("identifier"));

        var (who, notAsked) = Readers.Of(request);
        if (who is null)
            return RefusedResult.Of(notAsked!);
        var (patient, error) = await resources.FindPatientAsync(who, number, cancellationToken);
        return error?.Kind == ErrorCatalogue.MayNotBreakGlass
            ? RefusedResult.Of(error)
            : new BytesResult(StatusCodes.Status200OK, Bodies.Fhir, SearchSet(patient, error));
    }

    /// <summary><c>identifier=https://fhir.nhs.uk/Id/nhs-number|…</c>, once.</summary>
    private static NhsNumber? NumberIn(string form)
    {
        // The body's own limit bounds all three; the reader's smaller ones would throw.
        using var reader = new FormReader(form)
        {
            ValueCountLimit = MaxBody,
            KeyLengthLimit = MaxBody,
            ValueLengthLimit = MaxBody,
        };
        var fields = reader.ReadForm();
        if (fields.Count != 1 || !fields.TryGetValue("identifier", out var values) || values.Count != 1)
            return null;
        var parts = values.ToString().Split('|');
        return parts is [NhsNumber.System, var value] && NhsNumber.TryParse(value, out var number) ? number : null;
    }

    private static ReadOnlyMemory<byte> SearchSet(ReadOnlyMemory<byte>? patient, HubError? error)
    {
        var buffer = new ArrayBufferWriter<byte>(256 + (patient?.Length ?? 0));
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("resourceType"u8, "Bundle"u8);
            json.WriteString("type"u8, "searchset"u8);
            json.WriteNumber("total"u8, patient is null ? 0 : 1);
            if (patient is not null || error is not null)
            {
                json.WriteStartArray("entry"u8);
                json.WriteStartObject();
                json.WritePropertyName("resource"u8);
                if (patient is { } found)
                    json.WriteRawValue(found.Span, skipInputValidation: true);
                else
                    OperationOutcomes.Write(json, [error!]);
                json.WriteStartObject("search"u8);
                json.WriteString("mode"u8, patient is null ? "outcome"u8 : "match"u8);
                json.WriteEndObject();
                json.WriteEndObject();
                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
