namespace IntegrationHub.Cli.Demonstration;

/// <summary>What a trust's message tells of a stay, by HL7's trigger events (v2-0003).</summary>
internal enum StayEvent
{
    /// <summary>A01.</summary>
    Admitted,

    /// <summary>A02.</summary>
    Transferred,

    /// <summary>A03.</summary>
    Discharged,
}

/// <summary>A trust's message Bundle about a stay: MessageHeader with event <c>encounter</c>, the Encounter, the Patient.</summary>
internal static class TrustMessage
{
    public static byte[] Write(Random random, HospitalStay stay, StayEvent what)
    {
        using var fhir = new FhirWriter(indented: true);
        var json = fhir.Json;
        var at = When(stay, what);
        json.WriteStartObject();
        json.WriteString("resourceType", "Bundle");
        var id = SyntheticId.Next(random);
        json.WriteString("id", id);
        json.WriteStartObject("identifier");
        json.WriteString("system", "https://tools.ietf.org/html/rfc4122");
        json.WriteString("value", id);
        json.WriteEndObject();
        json.WriteString("type", "message");
        json.WriteString("timestamp", FhirWriter.Instant(at));
        json.WriteStartArray("entry");
        Entry(fhir, SyntheticId.Next(random), headerId => Header(fhir, headerId, stay, what));
        Entry(fhir, stay.EncounterId, _ => StayEncounter.Write(fhir, stay, what, at));
        Entry(fhir, stay.PatientId, patientId => PatientResource.Write(fhir, stay.Person, patientId, stay.AdmittedAt));
        json.WriteEndArray();
        json.WriteEndObject();
        return fhir.ToArray();
    }

    private static DateTimeOffset When(HospitalStay stay, StayEvent what) =>
        what switch
        {
            StayEvent.Admitted => stay.AdmittedAt,
            StayEvent.Transferred => stay.AdmittedAt.AddHours(9),
            _ => stay.DischargedAt,
        };

    private static void Entry(FhirWriter fhir, string id, Action<string> write)
    {
        fhir.Json.WriteStartObject();
        fhir.Json.WriteString("fullUrl", "urn:uuid:" + id);
        fhir.Json.WritePropertyName("resource");
        write(id);
        fhir.Json.WriteEndObject();
    }

    private static void Header(FhirWriter fhir, string id, HospitalStay stay, StayEvent what)
    {
        var json = fhir.Json;
        json.WriteStartObject();
        json.WriteString("resourceType", "MessageHeader");
        json.WriteString("id", id);
        fhir.Coding("eventCoding", new Code("https://fhir.nhs.uk/CodeSystem/message-event", "encounter", "Encounter"));
        fhir.Organisation("sender", stay.Trust);
        json.WriteStartObject("source");
        json.WriteString("name", "Patient administration system");
        json.WriteString("endpoint", $"urn:nhs-uk:addressing:ods:{stay.Trust}");
        json.WriteEndObject();
        fhir.Concept(
            "reason",
            what switch
            {
                StayEvent.Admitted => Code.Hl7("v2-0003", "A01", "ADT/ACK - Admit/visit notification"),
                StayEvent.Transferred => Code.Hl7("v2-0003", "A02", "ADT/ACK - Transfer a patient"),
                _ => Code.Hl7("v2-0003", "A03", "ADT/ACK - Discharge/end visit"),
            }
        );
        json.WriteStartArray("focus");
        json.WriteStartObject();
        json.WriteString("reference", "urn:uuid:" + stay.EncounterId);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
