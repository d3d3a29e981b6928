using Hl7.Fhir.Model;
using IntegrationHub.CareRecord;
using IntegrationHub.CareRecord.Mapping;
using IntegrationHub.Directory;
using IntegrationHub.Errors;
using IntegrationHub.Identifiers;
using IntegrationHub.Intake.Persons;

namespace IntegrationHub.Intake;

/// <summary>What a Patient says that decides something: kept in the record's head. Personal; prints as a fixed text.</summary>
internal sealed record PatientFacts(VersionOrder Order, string? Name, string? BirthDate, OdsCode? Practice, UsualAddress? Address)
{
    private const int EarliestBirthYear = 1880;

    /// <summary>What it says of birth and death, to be weighed against the record.</summary>
    internal static ToldDates DatesOf(Patient patient, VersionOrder order) =>
        new(
            order,
            patient.BirthDate,
            patient.Deceased switch
            {
                FhirDateTime { Value: { } moment } => moment,
                FhirBoolean { Value: { } dead } => dead ? "true" : "false",
                _ => null,
            }
        );

    internal static PatientFacts Of(Patient patient, VersionOrder order, IReadOnlyList<IncomingEntry> entries) =>
        new(order, PersonName.Best(patient.Name), patient.BirthDate, PracticeOf(patient, entries), AddressOf(patient));

    internal static IEnumerable<HubError> Check(Patient patient, DateTimeOffset receivedAt, string path)
    {
        if (patient.GeneralPractitioner.Append(patient.ManagingOrganization).Any(reference => IsBrokenCode(reference?.Identifier)))
            yield return ErrorCatalogue.OdsCodeInvalid.At(path);
        if (patient.BirthDate is not { } text || FhirTimes.Instant(text) is not { } birth)
            yield break;
        var afterDeath =
            patient.Deceased is FhirDateTime { Value: { } death }
            && FhirTimes.LatestInstant(death) is { } died
            && FhirTimes.Instant(text) > died;
        if (birth > receivedAt + VersionOrder.ClockSkew || birth.Year < EarliestBirthYear || afterDeath)
            yield return ErrorCatalogue.BirthDateImplausible.At($"{path}.birthDate");
    }

    public override string ToString() => "PatientFacts (withheld)";

    /// <summary>The home address in use now; a temporary one does not move a person to another council.</summary>
    private static UsualAddress? AddressOf(Patient patient)
    {
        var usual =
            patient.Address.Find(address => address.Use is Hl7.Fhir.Model.Address.AddressUse.Home && address.Period?.End is null)
            ?? patient.Address.Find(address => address.Use is null && address.Period?.End is null);
        return usual is null ? null : new UsualAddress(usual.District, usual.PostalCode);
    }

    private static OdsCode? PracticeOf(Patient patient, IReadOnlyList<IncomingEntry> entries) =>
        patient
            .GeneralPractitioner.Append(patient.ManagingOrganization)
            .Select(reference => CodeOf(reference, entries))
            .FirstOrDefault(code => code is not null);

    private static OdsCode? CodeOf(ResourceReference? reference, IReadOnlyList<IncomingEntry> entries)
    {
        if (reference is null)
            return null;
        if (reference.Identifier is { } identifier && OdsIn([identifier]) is { } direct)
            return direct;
        if (reference.Reference is not { Length: > 0 } url)
            return null;
        var target = entries.FirstOrDefault(entry => entry.FullUrl == url || $"{entry.Type}/{entry.SourceId}" == url)?.Resource;
        return target is Organization organisation ? OdsIn(organisation.Identifier) : null;
    }

    internal static OdsCode? OdsIn(IEnumerable<Identifier> identifiers)
    {
        foreach (var identifier in identifiers)
        {
            if (IdentifierSystems.IsOds(identifier.System) && OdsCode.TryParse(identifier.Value, out var code))
                return code;
        }

        return null;
    }

    /// <summary>Says that it is an ODS code and is none: nobody can know which organisation is meant.</summary>
    internal static bool IsBrokenCode(Identifier? identifier) =>
        identifier?.Value is { } value && IdentifierSystems.IsOds(identifier.System) && !OdsCode.TryParse(value, out _);
}
