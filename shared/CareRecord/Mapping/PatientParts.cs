using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

/// <summary>What a Patient says beside who the person is: where registered, what they need to be understood, whom to call.</summary>
internal static class PatientParts
{
    private const string UkCore = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-";
    private const string Interpreter = "http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired";

    /// <summary>A Patient with more of any kind is no person's.</summary>
    private const int Most = 20;

    public static List<EntryContent> Of(Patient patient, References references)
    {
        var parts = new List<EntryContent>();
        foreach (var practice in patient.GeneralPractitioner.Take(Most))
            Add(parts, Practice(practice, references));
        Add(parts, InterpreterOf(patient));
        Add(parts, PreferenceOf(patient));
        foreach (var contact in patient.Contact.Take(Most))
            Add(parts, Contact(contact, references));
        return parts;
    }

    private static void Add(List<EntryContent> parts, EntryContent? part)
    {
        if (part is not null)
            parts.Add(part);
    }

    private static EntryContent? Practice(ResourceReference? practice, References references)
    {
        if (practice is null)
            return null;
        var code = ResourceName.IsPublic(practice.Identifier) ? PlainText.Clean(practice.Identifier.Value) : null;
        // Looked up here and not left for later: a part has no references of its own.
        var name = PlainText.Clean(practice.Display) ?? ResourceName.Of(references.Find(practice), references) ?? code;
        return TypeMapping.Part(
            Section.GpPractice,
            name,
            PlainText.Join(
                name == code ? null : PlainText.Named("organisation code", code),
                PlainText.Named("until", PlainText.Clean(practice.Identifier?.Period?.End))
            ),
            PlainText.Clean(practice.Identifier?.Period?.Start)
        );
    }

    private static EntryContent? InterpreterOf(Patient patient)
    {
        var required = ExtensionValue.Find(patient.Extension, Interpreter) is FhirBoolean { Value: true };
        string? languages = null;
        foreach (var communication in patient.Communication)
            languages = PlainText.Join(languages, Concept.Text(communication?.Language), ", ");
        foreach (var extension in patient.Extension)
        {
            if (extension?.Url != UkCore + "NHSCommunication")
                continue;
            required |= ExtensionValue.Find(extension.Extension, "interpreterRequired") is FhirBoolean { Value: true };
            languages = PlainText.Join(languages, ValueText.Of(ExtensionValue.Find(extension.Extension, "language")), ", ");
        }

        return required ? TypeMapping.Part(Section.IndividualRequirements, PlainText.Join("Interpreter required", languages, ": ")) : null;
    }

    private static EntryContent? PreferenceOf(Patient patient)
    {
        string? preference = null;
        foreach (var extension in patient.Extension)
        {
            if (extension?.Url != UkCore + "ContactPreference")
                continue;
            preference = PlainText.Join(preference, Part(extension, "method", "PreferredContactMethod"));
            preference = PlainText.Join(preference, Part(extension, "written format", "PreferredWrittenCommunicationFormat"));
            preference = PlainText.Join(preference, Part(extension, "times", "PreferredContactTimes"));
        }

        return TypeMapping.Part(Section.IndividualRequirements, PlainText.Named("Contact preference", preference));
    }

    private static string? Part(Extension extension, string name, string url) =>
        PlainText.Named(name, ValueText.Of(ExtensionValue.Find(extension.Extension, url)));

    private static EntryContent? Contact(Patient.ContactComponent? contact, References references)
    {
        if (contact is null)
            return null;
        var relationship = Concept.All(contact.Relationship);
        var name =
            PersonName.Of(contact.Name)
            ?? PlainText.Clean(contact.Organization?.Display)
            ?? ResourceName.Of(references.Find(contact.Organization), references);
        var display = name ?? relationship;
        var value = relationship == display ? null : relationship;
        value = PlainText.Join(value, ContactText.Of(contact.Telecom));
        value = PlainText.Join(value, PlainText.Named("address", AddressText.Of(contact.Address)));
        value = PlainText.Join(value, PlainText.Named("until", PlainText.Clean(contact.Period?.End)));
        return TypeMapping.Part(Section.PersonalContacts, display, value, PlainText.Clean(contact.Period?.Start));
    }
}
