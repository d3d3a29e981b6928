namespace IntegrationHub.Cli.Demonstration;

/// <summary>A trust's referral of a person to the council's adult social care: a transaction of a ServiceRequest and its Patient.</summary>
internal static class SocialCareReferral
{
    public static DateTimeOffset SentAt(HospitalStay stay) => stay.DischargedAt.AddHours(-20);

    /// <param name="id">The trust's own id of the ServiceRequest.</param>
    public static byte[] Write(Random random, HospitalStay stay, string id)
    {
        using var fhir = new FhirWriter(indented: true);
        var json = fhir.Json;
        var referredAt = SentAt(stay);
        json.WriteStartObject();
        json.WriteString("resourceType", "Bundle");
        json.WriteStartObject("identifier");
        json.WriteString("system", "https://tools.ietf.org/html/rfc4122");
        json.WriteString("value", SyntheticId.Next(random));
        json.WriteEndObject();
        json.WriteString("type", "transaction");
        json.WriteString("timestamp", FhirWriter.Instant(referredAt));
        json.WriteStartArray("entry");
        Entry(fhir, "ServiceRequest", id, () => Request(fhir, id, stay, referredAt, 1, "active"));
        Entry(fhir, "Patient", stay.PatientId, () => PatientResource.Write(fhir, stay.Person, stay.PatientId, stay.AdmittedAt));
        json.WriteEndArray();
        json.WriteEndObject();
        return fhir.ToArray();
    }

    private static void Entry(FhirWriter fhir, string type, string id, Action write)
    {
        var json = fhir.Json;
        json.WriteStartObject();
        json.WriteString("fullUrl", "urn:uuid:" + id);
        json.WritePropertyName("resource");
        write();
        json.WriteStartObject("request");
        json.WriteString("method", "PUT");
        json.WriteString("url", $"{type}/{id}");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <param name="changedAt">When this version came to be.</param>
    internal static void Request(FhirWriter fhir, string id, HospitalStay stay, DateTimeOffset changedAt, int version, string status)
    {
        var json = fhir.Json;
        fhir.StartResource("ServiceRequest", id, version, changedAt, "Referral to adult social care before discharge");
        fhir.Identifier(id);
        json.WriteString("status", status);
        json.WriteString("intent", "order");
        fhir.Concepts("category", Code.Snomed("306238000", "Referral to social services"));
        json.WriteString("priority", "urgent");
        fhir.Concept("code", Code.Snomed("306238000", "Referral to social services"), "Adult social care assessment before discharge");
        fhir.Reference("subject", "urn:uuid:" + stay.PatientId);
        json.WriteString("authoredOn", FhirWriter.Instant(SentAt(stay)));
        fhir.Organisation("requester", stay.Trust);
        fhir.Organisations("performer", stay.Person.Place.Council);
        fhir.Concepts("reasonCode", stay.Reason, stay.Reason.Display);
        json.WriteEndObject();
    }
}
