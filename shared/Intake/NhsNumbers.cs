using Hl7.Fhir.Model;
using IntegrationHub.Errors;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Intake;

/// <summary>Pure: the NHS number among identifiers, by UK Core's rules, tolerant of the ways its system is written in the field.</summary>
internal static class NhsNumbers
{
    private const string VerificationStatus = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus";

    /// <summary>Of the two code systems UK Core gives (words, and England's numbers), the codes that mean: verified with PDS.</summary>
    private static readonly HashSet<string> Verified = new(StringComparer.Ordinal) { "number-present-and-verified", "01" };

    /// <param name="Number">Null where there is none, or none that may be used.</param>
    /// <param name="Reason">Why there is none that may be used.</param>
    internal readonly record struct Finding(NhsNumber? Number, string Reason, HubError? Error);

    internal static Finding Among(IEnumerable<Identifier?> identifiers, bool acceptWithoutStatus, string path)
    {
        NhsNumber? found = null;
        var reason = UnmatchedReason.NoNhsNumber;
        foreach (var identifier in identifiers)
        {
            if (
                identifier is null
                || !IdentifierSystems.IsNhsNumber(identifier.System)
                || identifier.Use is Identifier.IdentifierUse.Old
                || identifier.Value is null
            )
                continue;
            if (!NhsNumber.TryParse(identifier.Value, out var number))
                return new(null, reason, ErrorCatalogue.NhsNumberInvalid.At($"{path}.identifier"));
            if (!MayBeUsed(identifier, acceptWithoutStatus))
            {
                reason = UnmatchedReason.NotVerified;
                continue;
            }

            if (found is { } other && other != number)
                return new(null, reason, ErrorCatalogue.NhsNumbersDiffer.At($"{path}.identifier"));
            found = number;
        }

        return new(found, reason, null);
    }

    private static bool MayBeUsed(Identifier identifier, bool acceptWithoutStatus)
    {
        var status = identifier.Extension.Find(extension => extension.Url == VerificationStatus);
        if (status is null)
            return acceptWithoutStatus;
        return status.Value is CodeableConcept concept
            && concept.Coding.Exists(coding => coding.Code is { } code && Verified.Contains(code));
    }
}
