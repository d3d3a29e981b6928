namespace IntegrationHub.Cli.Demonstration;

/// <summary>The Encounter of a stay as it stood at an event: each later event is a later version of the same resource.</summary>
internal static class StayEncounter
{
    public static void Write(FhirWriter fhir, HospitalStay stay, StayEvent what, DateTimeOffset at)
    {
        var json = fhir.Json;
        var discharged = what == StayEvent.Discharged;
        fhir.StartResource("Encounter", stay.EncounterId, 1 + (int)what, at, $"Inpatient stay for {stay.Reason.Display}");
        if (discharged)
        {
            json.WriteStartArray("extension");
            fhir.ConceptExtension(
                "DischargeMethod",
                Code.UkCore("DischargeMethodEngland", "1", "Patient discharged on clinical advice or with clinical consent")
            );
            json.WriteEndArray();
        }

        fhir.Identifier(stay.EncounterId);
        json.WriteString("status", discharged ? "finished" : "in-progress");
        fhir.Coding("class", Code.Hl7("v3-ActCode", "IMP", "inpatient encounter"));
        fhir.Reference("subject", "urn:uuid:" + stay.PatientId);
        json.WriteStartObject("period");
        json.WriteString("start", FhirWriter.Instant(stay.AdmittedAt));
        if (discharged)
            json.WriteString("end", FhirWriter.Instant(stay.DischargedAt));
        json.WriteEndObject();
        fhir.Concepts("reasonCode", stay.Reason, stay.Reason.Display);
        Hospitalisation(fhir, discharged);
        Ward(fhir, what == StayEvent.Admitted ? "Acute medical unit" : "Ward 7");
        fhir.Organisation("serviceProvider", stay.Trust);
        json.WriteEndObject();
    }

    private static void Hospitalisation(FhirWriter fhir, bool discharged)
    {
        var json = fhir.Json;
        json.WriteStartObject("hospitalization");
        json.WriteStartArray("extension");
        fhir.ConceptExtension(
            "AdmissionMethod",
            Code.UkCore("AdmissionMethodEngland", "21", "Emergency Admission: Emergency Care Department")
        );
        json.WriteEndArray();
        if (discharged)
            fhir.Concept("dischargeDisposition", Code.UkCore("DischargeDestinationEngland", "19", "Usual place of residence"));
        json.WriteEndObject();
    }

    private static void Ward(FhirWriter fhir, string name)
    {
        var json = fhir.Json;
        json.WriteStartArray("location");
        json.WriteStartObject();
        json.WriteStartObject("location");
        json.WriteString("display", name);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
