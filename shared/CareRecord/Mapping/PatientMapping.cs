using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class PatientMapping
{
    private const string UkCore = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-";

    public static readonly TypeMapping Table = new("Patient")
    {
        Otherwise = Section.Demographics,
        Display =
            "best name as FAMILY, Given (Title): usual, official, then any other; old or ended names last; Name not given where there are only other demographics",
        Status = ActiveStatus.Rule,
        Date = "birthDate (said to be birth)",
        Value =
            "gender; deceased; replaced by another record; usual address (home before others); temporary address; contact points that have not ended; marital status; ethnic category; languages; nominated pharmacy",
        Codings = "none",
        Words = [],
        Parts =
        [
            (Section.GpPractice, "each generalPractitioner, with its ODS code and since when"),
            (Section.IndividualRequirements, "an interpreter that is required, with the language; UK Core's contact preference"),
            (Section.PersonalContacts, "each contact, with relationship, contact points and address; until when"),
        ],
        WithoutDisplay = "no-demographics",
    };

    public static MappingOutcome Map(Patient patient, References references)
    {
        var value = Value(patient, references);
        var parts = PatientParts.Of(patient, references);
        var isNobody = value is null && patient.BirthDate is null && parts.Count == 0;
        return Table.Entry(
            Section.Demographics,
            PersonName.Best(patient.Name) ?? (isNobody ? null : "Name not given"),
            new()
            {
                Status = ActiveStatus.Of(patient.Active),
                Date = PlainText.Clean(patient.BirthDate),
                DateIs = "birth",
                Value = value,
                Parts = parts,
            }
        );
    }

    private static string? Value(Patient patient, References references)
    {
        var value = PlainText.Clean(patient.GenderElement?.ToString());
        value = PlainText.Join(value, Deceased(patient.Deceased));
        foreach (var link in patient.Link)
            if (link?.TypeElement?.ToString() is "replaced-by")
                value = PlainText.Join(value, "replaced by another record");
        value = PlainText.Join(value, PlainText.Named("address", AddressText.Best(patient.Address)));
        value = PlainText.Join(value, PlainText.Named("temporary address", AddressText.Temporary(patient.Address)));
        value = PlainText.Join(value, ContactText.Of(patient.Telecom));
        value = PlainText.Join(value, PlainText.Named("marital status", Concept.Text(patient.MaritalStatus)));
        value = PlainText.Join(value, PlainText.Named("ethnic category", Extended(patient, "EthnicCategory")));
        foreach (var communication in patient.Communication)
            value = PlainText.Join(value, PlainText.Named("language", Concept.Text(communication?.Language)));
        if (ExtensionValue.Find(patient.Extension, UkCore + "NominatedPharmacy") is ResourceReference pharmacy)
            value = PlainText.Join(value, PlainText.Named("nominated pharmacy", references.Name(pharmacy, "nominated pharmacy")));
        return value;
    }

    private static string? Extended(Patient patient, string name) => ValueText.Of(ExtensionValue.Find(patient.Extension, UkCore + name));

    private static string? Deceased(DataType? deceased) =>
        deceased switch
        {
            FhirBoolean { Value: true } => "deceased",
            FhirDateTime moment => PlainText.Join("deceased", PlainText.Clean(moment.Value), " "),
            _ => null,
        };
}
