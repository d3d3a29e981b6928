using System.Globalization;

namespace IntegrationHub.Cli.Demonstration;

/// <summary>A person as the Patient resource of one sender.</summary>
internal static class PatientResource
{
    public static void Write(FhirWriter fhir, SyntheticPerson person, string id, DateTimeOffset updated)
    {
        var json = fhir.Json;
        fhir.StartResource(
            "Patient",
            id,
            1,
            updated,
            $"{person.Given} {person.Family.ToUpperInvariant()}, {person.Gender}, of {person.Place.Town}"
        );
        json.WriteStartArray("identifier");
        json.WriteStartObject();
        json.WriteStartArray("extension");
        fhir.ConceptExtension(
            "NHSNumberVerificationStatus",
            Code.UkCore("NHSNumberVerificationStatusEngland", "01", "Number present and verified")
        );
        json.WriteEndArray();
        json.WriteString("system", "https://fhir.nhs.uk/Id/nhs-number");
        json.WriteString("value", person.NhsNumber);
        json.WriteEndObject();
        json.WriteEndArray();

        json.WriteBoolean("active", true);
        json.WriteStartArray("name");
        json.WriteStartObject();
        json.WriteString("use", "official");
        json.WriteString("text", $"{person.Family.ToUpperInvariant()}, {person.Given}");
        json.WriteString("family", person.Family);
        json.WriteStartArray("given");
        json.WriteStringValue(person.Given);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteString("gender", person.Gender);
        json.WriteString("birthDate", person.BirthDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Address(fhir, person);
        fhir.Organisations("generalPractitioner", person.Practice);
        fhir.Organisation("managingOrganization", person.Practice);
        json.WriteEndObject();
    }

    private static void Address(FhirWriter fhir, SyntheticPerson person)
    {
        var json = fhir.Json;
        json.WriteStartArray("address");
        json.WriteStartObject();
        json.WriteString("use", "home");
        json.WriteString("type", "both");
        json.WriteStartArray("line");
        json.WriteStringValue(person.Street);
        json.WriteEndArray();
        json.WriteString("city", person.Place.Town);
        json.WriteString("district", person.Place.District);
        json.WriteString("postalCode", person.PostCode);
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
