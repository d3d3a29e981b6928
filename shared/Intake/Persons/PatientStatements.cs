using Hl7.Fhir.Model;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Intake.Persons;

/// <summary>
/// Pure: what a Patient says of NHS numbers other than its own, in the shapes in which PDS and systems that follow it say it. Only a
/// sender that speaks for PDS is heard; from others the Patient is kept as it is, and joins nothing.
/// </summary>
internal static class PatientStatements
{
    /// <summary>The confidentiality code with which PDS marks a record that was invalidated.</summary>
    private const string Invalid = "I";

    internal static IEnumerable<IdentityRequest> Of(Patient patient, NumberedRecord own, Pseudonyms pseudonyms)
    {
        foreach (var identifier in patient.Identifier.Where(identifier => identifier?.Use is Identifier.IdentifierUse.Old))
        {
            if (Other(identifier) is { } former)
                yield return new IdentityRequest.Join(former, own);
        }

        foreach (var link in patient.Link)
        {
            if (Other(link.Other?.Identifier) is not { } other)
                continue;
            if (link.Type is Patient.LinkType.Replaces)
                yield return new IdentityRequest.Join(other, own);
            else if (link.Type is Patient.LinkType.ReplacedBy)
                yield return new IdentityRequest.Join(own, other);
        }

        if (patient.Meta?.Security.Exists(label => label.Code == Invalid && IsConfidentiality(label.System)) is true)
            yield return new IdentityRequest.Invalidate(own);

        NumberedRecord? Other(Identifier? identifier) =>
            identifier is not null
            && IdentifierSystems.IsNhsNumber(identifier.System)
            && NhsNumber.TryParse(identifier.Value, out var number)
            && number != own.Number
                ? new NumberedRecord(pseudonyms.OfPerson(number), number)
                : null;
    }

    private static bool IsConfidentiality(string? system) => system is "http://terminology.hl7.org/CodeSystem/v3-Confidentiality";
}
