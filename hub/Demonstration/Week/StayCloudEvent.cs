using System.Text.Json;

namespace IntegrationHub.Cli.Demonstration.Week;

/// <summary>An event about a stay, as docs/schemas/care-stay-events.v1.json has it (structured mode).</summary>
internal static class StayCloudEvent
{
    /// <param name="stay">Writes whom and which stay it is about.</param>
    public static byte[] Write(
        Random random,
        string organisation,
        string type,
        DateTimeOffset at,
        Action<Utf8JsonWriter> stay,
        Action<Utf8JsonWriter>? more,
        DateTimeOffset? happens = null
    )
    {
        using var fhir = new FhirWriter(indented: true);
        var json = fhir.Json;
        json.WriteStartObject();
        json.WriteString("specversion", "1.0");
        json.WriteString("id", SyntheticId.Next(random));
        json.WriteString("source", $"urn:ods:{organisation}");
        json.WriteString("type", type);
        json.WriteString("time", FhirWriter.Instant(at));
        json.WriteString("datacontenttype", "application/json");
        json.WriteStartObject("data");
        stay(json);
        json.WriteString(type == DischargeEvent.Type ? "dischargedAt" : "at", FhirWriter.Instant(happens ?? at));
        more?.Invoke(json);
        json.WriteEndObject();
        json.WriteEndObject();
        return fhir.ToArray();
    }
}
