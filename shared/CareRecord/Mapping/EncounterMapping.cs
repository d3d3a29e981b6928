using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class EncounterMapping
{
    private const string ActCode = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
    private const string DischargeMethodUrl = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-DischargeMethod";
    private const string AdmissionMethodUrl = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-AdmissionMethod";

    private const string OutcomeUrl = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-OutcomeOfAttendance";
    private const string LegalStatusUrl = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-LegalStatus";

    // Any system: what ends a stay for the discharge alerts must stand under the heading of discharges here.
    private static readonly CodeSet Stay = new(
        new(null, "IMP", "Inpatient stay"),
        new(null, "ACUTE", "Inpatient stay, acute"),
        new(null, "NONAC", "Inpatient stay, non-acute"),
        new(null, "SS", "Short stay"),
        new(null, "OBSENC", "Observation stay")
    );

    // The words for a contact whose sender gave only the class's code.
    private static readonly CodeSet Contact = new(
        new(ActCode, "AMB", "Ambulatory contact"),
        new(ActCode, "EMER", "Emergency attendance"),
        new(ActCode, "FLD", "Contact in the field"),
        new(ActCode, "HH", "Home visit"),
        new(ActCode, "PRENC", "Pre-admission contact"),
        new(ActCode, "VR", "Virtual contact")
    );

    private static readonly SectionRule Discharged = new("class, when status is finished", Section.DischargeDetails, Stay);
    private static readonly SectionRule Admitted = new("class, at any other status", Section.AdmissionDetails, Stay);

    public static readonly TypeMapping Table = new("Encounter")
    {
        Sections = [Discharged, Admitted],
        Otherwise = Section.ContactsWithProfessionals,
        Display = "type; else serviceType; else class (the hub's words for a bare code of v3-ActCode)",
        Date = "discharge: period.end; otherwise period.start, else period.end",
        Value =
            "discharge: period.start as admitted, discharge method and destination; stay: admission method; reason; diagnoses; outcome of the attendance; provider; locations",
        By = "participants",
        Parts = [(Section.LegalInformation, "each legal status of UK Core's extension: detained under the Mental Health Act, or not")],
        Codings = "type, serviceType, class",
        Words = [StatusWords.EnteredInError, StatusWords.Cancelled, StatusWords.Planned],
    };

    public static MappingOutcome Map(Encounter encounter, References references)
    {
        var status = PlainText.Clean(encounter.StatusElement?.ToString());
        var isStay = Stay.Find(encounter.Class) is not null;
        var isDischarge = isStay && status is "finished";
        var section =
            isDischarge ? Discharged.Section
            : isStay ? Admitted.Section
            : Table.Otherwise;
        return Table.Entry(
            section,
            Concept.First(encounter.Type) ?? Concept.Text(encounter.ServiceType) ?? ClassText(encounter.Class),
            new()
            {
                Codings = Codings(encounter),
                Status = status,
                Date = isDischarge ? PlainText.Clean(encounter.Period?.End) : ClinicalDate.Of(encounter.Period),
                Value = Value(encounter, references, isStay, isDischarge),
                By = references.Names(encounter.Participant.Select(participant => participant?.Individual), "by"),
                Parts = LegalStatus(encounter),
            }
        );
    }

    private static string? ClassText(Coding? coding) =>
        PlainText.Clean(coding?.Display) ?? (Stay.Find(coding) ?? Contact.Find(coding))?.Meaning ?? Concept.Text(coding);

    private static List<EntryCoding> Codings(Encounter encounter)
    {
        var all = new List<EntryCoding>(Concept.Codings(encounter.Type));
        all.AddRange(Concept.Codings(encounter.ServiceType));
        if (encounter.Class is { } coding)
            all.AddRange(Concept.Codings([coding]));
        return all;
    }

    private static string? Value(Encounter encounter, References references, bool isStay, bool isDischarge)
    {
        string? value = null;
        var hospital = encounter.Hospitalization;
        if (isDischarge)
        {
            value = PlainText.Named("admitted", PlainText.Clean(encounter.Period?.Start));
            value = PlainText.Join(
                value,
                PlainText.Named("discharge method", ValueText.Of(ExtensionValue.Find(encounter.Extension, DischargeMethodUrl)))
            );
            value = PlainText.Join(value, PlainText.Named("destination", Concept.Text(hospital?.DischargeDisposition)));
        }
        else if (isStay && hospital is not null)
            value = PlainText.Named("admission method", ValueText.Of(ExtensionValue.Find(hospital.Extension, AdmissionMethodUrl)));
        value = PlainText.Join(value, PlainText.Named("reason", Concept.All(encounter.ReasonCode)));
        value = PlainText.Join(value, PlainText.Named("reason", references.Names(encounter.ReasonReference, "reason")));
        value = PlainText.Join(
            value,
            PlainText.Named("diagnosis", references.Names(encounter.Diagnosis.Select(diagnosis => diagnosis?.Condition), "diagnosis"))
        );
        value = PlainText.Join(value, PlainText.Named("outcome", ValueText.Of(ExtensionValue.Find(encounter.Extension, OutcomeUrl))));
        value = PlainText.Join(value, PlainText.Named("at", references.Name(encounter.ServiceProvider, "at")));
        return PlainText.Join(
            value,
            PlainText.Named("location", references.Names(encounter.Location.Select(location => location?.Location), "location"))
        );
    }

    private static List<EntryContent>? LegalStatus(Encounter encounter)
    {
        List<EntryContent>? parts = null;
        foreach (var extension in encounter.Extension)
        {
            if (extension?.Url is not LegalStatusUrl)
                continue;
            var context = ValueText.Of(ExtensionValue.Find(extension.Extension, "legalStatusContext"));
            var status = ValueText.Of(ExtensionValue.Find(extension.Extension, "legalStatusClassification"));
            if (
                TypeMapping.Part(Section.LegalInformation, status, PlainText.Named("at", context), ClinicalDate.Of(encounter.Period)) is
                { } part
            )
                (parts ??= []).Add(part);
        }

        return parts;
    }
}
