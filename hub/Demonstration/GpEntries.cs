namespace IntegrationHub.Cli.Demonstration;

/// <summary>The clinical resources of a practice's bundle, each with something picked at random.</summary>
internal sealed class GpEntries(FhirWriter fhir, Random random, SyntheticPerson person, string patient, DateTimeOffset sentAt)
{
    public void Condition(string id)
    {
        var code = SyntheticPerson.Pick(random, ClinicalContent.Conditions);
        var since = Before(3000);
        Start("Condition", id, since, code.Display);
        fhir.Concept("clinicalStatus", Code.Hl7("condition-clinical", "active", "Active"));
        fhir.Concept("verificationStatus", Code.Hl7("condition-ver-status", "confirmed", "Confirmed"));
        fhir.Concepts("category", Code.Hl7("condition-category", "problem-list-item", "Problem List Item"));
        fhir.Concept("code", code);
        fhir.Reference("subject", patient);
        fhir.Json.WriteString("onsetDateTime", FhirWriter.Date(since));
        fhir.Json.WriteString("recordedDate", FhirWriter.Instant(since));
        fhir.Practitioner("recorder", person.Practice);
        fhir.Json.WriteEndObject();
    }

    public void Allergy(string id)
    {
        var (substance, reaction) = SyntheticPerson.Pick(random, ClinicalContent.Allergies);
        var recorded = Before(4000);
        Start("AllergyIntolerance", id, recorded, $"Allergy to {substance.Display}");
        fhir.Concept("clinicalStatus", Code.Hl7("allergyintolerance-clinical", "active", "Active"));
        fhir.Concept("verificationStatus", Code.Hl7("allergyintolerance-verification", "confirmed", "Confirmed"));
        fhir.Json.WriteString("type", "allergy");
        fhir.Concept("code", substance);
        fhir.Reference("patient", patient);
        fhir.Json.WriteString("recordedDate", FhirWriter.Instant(recorded));
        fhir.Json.WriteStartArray("reaction");
        fhir.Json.WriteStartObject();
        fhir.Concepts("manifestation", reaction);
        fhir.Json.WriteString("severity", "moderate");
        fhir.Json.WriteEndObject();
        fhir.Json.WriteEndArray();
        fhir.Json.WriteEndObject();
    }

    public void MedicationRequest(string id)
    {
        var (product, dose, amount) = SyntheticPerson.Pick(random, ClinicalContent.Medicines);
        var authored = Before(200);
        Start("MedicationRequest", id, authored, product.Display);
        fhir.Json.WriteString("status", "active");
        fhir.Json.WriteString("intent", "order");
        fhir.Concepts("category", Code.Hl7("medicationrequest-category", "community", "Community"));
        fhir.Concept("medicationCodeableConcept", product);
        fhir.Reference("subject", patient);
        fhir.Json.WriteString("authoredOn", FhirWriter.Instant(authored));
        fhir.Practitioner("requester", person.Practice);
        fhir.Json.WriteStartArray("dosageInstruction");
        Dosage(dose, amount);
        fhir.Json.WriteEndArray();
        fhir.Json.WriteStartObject("substitution");
        fhir.Json.WriteBoolean("allowedBoolean", true);
        fhir.Json.WriteEndObject();
        fhir.Json.WriteEndObject();
    }

    public void MedicationStatement(string id)
    {
        var (product, dose, _) = SyntheticPerson.Pick(random, ClinicalContent.Medicines);
        var since = Before(900);
        Start("MedicationStatement", id, since, product.Display);
        fhir.Identifier(id);
        fhir.Json.WriteString("status", "active");
        fhir.Concept("medicationCodeableConcept", product);
        fhir.Reference("subject", patient);
        fhir.Json.WriteStartObject("effectivePeriod");
        fhir.Json.WriteString("start", FhirWriter.Date(since));
        fhir.Json.WriteEndObject();
        fhir.Json.WriteString("dateAsserted", FhirWriter.Instant(since));
        fhir.Json.WriteStartArray("dosage");
        fhir.Json.WriteStartObject();
        fhir.Json.WriteString("text", dose);
        fhir.Json.WriteEndObject();
        fhir.Json.WriteEndArray();
        fhir.Json.WriteEndObject();
    }

    public void BloodPressure(string id)
    {
        var taken = Before(120);
        StartObservation(id, taken, Code.Snomed("75367002", "Blood pressure"));
        fhir.Json.WriteStartArray("component");
        Component(Code.Snomed("72313002", "Systolic arterial pressure"), random.Next(104, 168));
        Component(Code.Snomed("1091811000000102", "Diastolic arterial pressure"), random.Next(58, 98));
        fhir.Json.WriteEndArray();
        fhir.Json.WriteEndObject();

        void Component(Code what, int value)
        {
            fhir.Json.WriteStartObject();
            fhir.Concept("code", what);
            fhir.Quantity("valueQuantity", value, "millimeter of mercury", "mm[Hg]");
            fhir.Json.WriteEndObject();
        }
    }

    public void Measurement(string id)
    {
        var (what, unit, ucumCode, from, to) = SyntheticPerson.Pick(random, ClinicalContent.Measurements);
        StartObservation(id, Before(90), what);
        fhir.Quantity("valueQuantity", decimal.Round(from + (to - from) * (decimal)random.NextDouble(), 1), unit, ucumCode);
        fhir.Json.WriteEndObject();
    }

    public void Immunization(string id)
    {
        var vaccine = SyntheticPerson.Pick(random, ClinicalContent.Vaccines);
        var given = Before(700);
        Start("Immunization", id, given, vaccine.Display);
        fhir.Json.WriteString("status", "completed");
        fhir.Concept("vaccineCode", vaccine);
        fhir.Reference("patient", patient);
        fhir.Json.WriteString("occurrenceDateTime", FhirWriter.Instant(given));
        fhir.Json.WriteBoolean("primarySource", true);
        fhir.Json.WriteString("lotNumber", $"L{random.Next(10000, 99999)}");
        fhir.Concept("route", Code.Snomed("78421000", "Intramuscular route"));
        fhir.Json.WriteEndObject();
    }

    public void Procedure(string id)
    {
        var code = SyntheticPerson.Pick(random, ClinicalContent.Procedures);
        var done = Before(5000);
        Start("Procedure", id, done, code.Display);
        fhir.Json.WriteString("status", "completed");
        fhir.Concept("code", code);
        fhir.Reference("subject", patient);
        fhir.Json.WriteString("performedDateTime", FhirWriter.Date(done));
        fhir.Json.WriteEndObject();
    }

    private void StartObservation(string id, DateTimeOffset taken, Code what)
    {
        Start("Observation", id, taken, what.Display);
        fhir.Json.WriteString("status", "final");
        fhir.Concepts("category", Code.Hl7("observation-category", "vital-signs", "Vital Signs"));
        fhir.Concept("code", what);
        fhir.Reference("subject", patient);
        fhir.Json.WriteString("effectiveDateTime", FhirWriter.Instant(taken));
    }

    private void Dosage(string text, decimal milligrams)
    {
        fhir.Json.WriteStartObject();
        fhir.Json.WriteString("text", text);
        fhir.Concept("route", Code.Snomed("26643006", "Oral"));
        fhir.Json.WriteStartArray("doseAndRate");
        fhir.Json.WriteStartObject();
        fhir.Quantity("doseQuantity", milligrams, "milligram", "mg");
        fhir.Json.WriteEndObject();
        fhir.Json.WriteEndArray();
        fhir.Json.WriteEndObject();
    }

    private void Start(string type, string id, DateTimeOffset updated, string narrative) =>
        fhir.StartResource(type, id, 1, updated, narrative);

    private DateTimeOffset Before(int days) => sentAt.AddMinutes(-random.Next(24 * 60, days * 24 * 60));
}
