using System.Buffers;
using System.Globalization;
using System.Text.Json;
using IntegrationHub.Access;
using IntegrationHub.CareRecord;
using IntegrationHub.CareRecord.Reading;
using IntegrationHub.Errors;
using IntegrationHub.Functions.Http;
using IntegrationHub.Identifiers;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace IntegrationHub.Functions.Access;

/// <summary>Privacy officers look through the reads of their organisation's staff past what is withheld.</summary>
public sealed class BrokenGlasses(BreakGlassLog log, AccessPolicy policy, RecordDoor door)
{
    private const int Most = 1_000;

    [Function("ListBrokenGlasses")]
    public async Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "break-glass")] HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        var caller = request.Caller();
        var organisation = caller.Organisation;
        if (request.Query.TryGetValue("organisation", out var code) && !OdsCode.TryParse(code, out organisation))
            return RefusedResult.Of(ErrorCatalogue.QueryInvalid.At("organisation"));
        if (policy.MayReviewBrokenGlass(caller, organisation).Refusal is { } refused)
            return RefusedResult.Of(refused);
        var list = await log.ListAsync(organisation, Most, cancellationToken);
        var who = new Reader(caller, Correlation.Of(request.HttpContext));
        var detail = string.Create(CultureInfo.InvariantCulture, $"organisation={organisation} listed={list.Count}");
        await door.NoteAsync(who, "list-break-glass", null, "", detail, cancellationToken);
        return new BytesResult(StatusCodes.Status200OK, Bodies.Json, Write(list));
    }

    private static ReadOnlyMemory<byte> Write(IReadOnlyList<BrokenGlass> list)
    {
        var buffer = new ArrayBufferWriter<byte>(256 + list.Count * 512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("breakGlass"u8);
            foreach (var each in list)
            {
                json.WriteStartObject();
                json.WriteString("at"u8, RecordJson.Instant(each.At));
                json.WriteString("organisation"u8, each.Organisation.Value);
                json.WriteString("role"u8, each.Role);
                json.WriteString("subject"u8, each.Subject);
                json.WriteString("recordId"u8, each.Record.Value);
                json.WriteString("action"u8, each.Action);
                json.WriteString("sections"u8, each.Saw);
                json.WriteString("reason"u8, each.Reason.Text);
                json.WriteString("correlationId"u8, each.CorrelationId);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
