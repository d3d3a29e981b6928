namespace IntegrationHub.Cli.Demonstration;

/// <summary>
/// What a practice's system sends of one person: a UK Core transaction Bundle of ten resources, about 18 KB as such systems
/// print it (indented), 11 KB without the white space.
/// </summary>
internal static class GpBundle
{
    /// <summary>The same random state, person and time give the same bytes.</summary>
    /// <param name="sentAt">When the practice sends it; everything in it is older.</param>
    /// <param name="rounds">How many times over the nine clinical resources are written: a whole life's record has some sixty.</param>
    public static byte[] Write(Random random, SyntheticPerson person, DateTimeOffset sentAt, bool indented = true, int rounds = 1)
    {
        using var fhir = new FhirWriter(indented);
        var json = fhir.Json;
        var bundleId = SyntheticId.Next(random);
        json.WriteStartObject();
        json.WriteString("resourceType", "Bundle");
        json.WriteString("id", bundleId);
        json.WriteStartObject("identifier");
        json.WriteString("system", "https://tools.ietf.org/html/rfc4122");
        json.WriteString("value", bundleId);
        json.WriteEndObject();
        json.WriteString("type", "transaction");
        json.WriteString("timestamp", FhirWriter.Instant(sentAt));
        json.WriteStartArray("entry");

        var patientId = SyntheticId.Next(random);
        var entries = new GpEntries(fhir, random, person, "urn:uuid:" + patientId, sentAt);
        Entry(fhir, "Patient", patientId, () => PatientResource.Write(fhir, person, patientId, sentAt.AddDays(-30)));
        for (var round = 0; round < rounds; round++)
        {
            Add("Condition", entries.Condition);
            Add("Condition", entries.Condition);
            Add("AllergyIntolerance", entries.Allergy);
            Add("MedicationRequest", entries.MedicationRequest);
            Add("MedicationStatement", entries.MedicationStatement);
            Add("Observation", entries.BloodPressure);
            Add("Observation", entries.Measurement);
            Add("Immunization", entries.Immunization);
            Add("Procedure", entries.Procedure);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        return fhir.ToArray();

        void Add(string type, Action<string> write)
        {
            var id = SyntheticId.Next(random);
            Entry(fhir, type, id, () => write(id));
        }
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
}
