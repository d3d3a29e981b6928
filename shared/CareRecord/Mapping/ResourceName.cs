using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

/// <summary>What a resource is called where another refers to it.</summary>
internal static class ResourceName
{
    private const string OdsPrefix = "https://fhir.nhs.uk/Id/ods-";

    /// <summary>Null for a type that has no name, or when it is not told.</summary>
    /// <param name="resource">The resource that is referred to.</param>
    /// <param name="references">Of the resource that refers, for a role whose practitioner is another resource.</param>
    public static string? Of(Resource? resource, References references) =>
        resource switch
        {
            null => null,
            Practitioner practitioner => PersonName.Best(practitioner.Name),
            PractitionerRole role => Role(role, references),
            RelatedPerson person => PlainText.Join(PersonName.Best(person.Name), Concept.First(person.Relationship), ", "),
            Organization organization => PlainText.Clean(organization.Name),
            Location location => PlainText.Clean(location.Name) ?? Concept.First(location.Type),
            HealthcareService service => PlainText.Clean(service.Name) ?? Concept.First(service.Type),
            CareTeam team => PlainText.Clean(team.Name),
            Medication medication => Concept.Text(medication.Code),
            Device device => DeviceMapping.Name(device),
            Condition condition => Concept.Text(condition.Code),
            Observation observation => Concept.Text(observation.Code),
            Procedure procedure => Concept.Text(procedure.Code),
            DiagnosticReport report => Concept.Text(report.Code),
            ServiceRequest request => Concept.Text(request.Code),
            DocumentReference document => Concept.Text(document.Type) ?? PlainText.Clean(document.Description),
            Specimen specimen => Concept.Text(specimen.Type),
            Questionnaire questionnaire => PlainText.Clean(questionnaire.Title) ?? PlainText.Clean(questionnaire.Name),
            ResearchStudy study => PlainText.Clean(study.Title),
            _ => null,
        };

    /// <summary>Whether the identifier is an organisation's public code, which says more than nothing.</summary>
    public static bool IsPublic(Identifier? identifier) =>
        identifier?.System is { } system && system.StartsWith(OdsPrefix, StringComparison.OrdinalIgnoreCase);

    // A role names its person, what they are and where; a role that stands for no person is what it says.
    private static string? Role(PractitionerRole role, References references)
    {
        var person =
            PlainText.Clean(role.Practitioner?.Display)
            ?? PersonName.Best((references.Find(role.Practitioner) as Practitioner)?.Name ?? []);
        return PlainText.Join(person, Concept.First(role.Code) ?? Concept.First(role.Specialty), ", ")
            ?? PlainText.Clean(role.Organization?.Display);
    }
}
