namespace IntegrationHub.Cli.Demonstration;

/// <summary>A discharge told by a CloudEvent (structured mode), as a system does that does not speak FHIR.</summary>
internal static class DischargeEvent
{
    public const string Type = "care.encounter.discharged.v1";

    public static byte[] Write(Random random, HospitalStay stay)
    {
        using var fhir = new FhirWriter(indented: true);
        var json = fhir.Json;
        json.WriteStartObject();
        json.WriteString("specversion", "1.0");
        json.WriteString("id", SyntheticId.Next(random));
        json.WriteString("source", $"urn:ods:{stay.Trust}");
        json.WriteString("type", Type);
        json.WriteString("time", FhirWriter.Instant(stay.DischargedAt));
        json.WriteString("datacontenttype", "application/json");
        json.WriteStartObject("data");
        json.WriteString("nhsNumber", stay.Person.NhsNumber);
        json.WriteString("encounterId", stay.EncounterId);
        json.WriteString("dischargedAt", FhirWriter.Instant(stay.DischargedAt));
        json.WriteString("dischargeMethod", "1");
        json.WriteString("destination", "19");
        json.WriteEndObject();
        json.WriteEndObject();
        return fhir.ToArray();
    }
}
