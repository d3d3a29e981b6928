using System.Collections.Frozen;
using Hl7.Fhir.Model;
using IntegrationHub.Errors;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Intake;

/// <summary>Pure: the NHS number among identifiers, by UK Core's rules, tolerant of the ways its system is written in the field.</summary>
internal static class NhsNumbers
{
    private const string VerificationStatus = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus";

    /// <summary>
    /// The verification statuses of UK Core (words) and of its English list (numbers), and whether a number with it finds a person. One
    /// alone does; with any other, and with one that is not here, the person waits under Unmatched.
    /// </summary>
    private static readonly FrozenDictionary<string, bool> FindsPerson = new Dictionary<string, bool>(StringComparer.Ordinal)
    {
        ["number-present-and-verified"] = true,
        ["01"] = true,
        ["number-present-but-not-traced"] = false,
        ["02"] = false,
        ["trace-required"] = false,
        ["03"] = false,
        ["trace-attempted"] = false,
        ["04"] = false,
        ["trace-needs-to-be-resolved"] = false,
        ["05"] = false,
        ["trace-in-progress"] = false,
        ["06"] = false,
        ["number-not-present-and-trace-not-required"] = false,
        ["07"] = false,
        ["trace-postponed"] = false,
        ["08"] = false,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <param name="Number">Null where there is none, or none that may be used.</param>
    /// <param name="Reason">Why there is none that may be used.</param>
    internal readonly record struct Finding(NhsNumber? Number, string Reason, HubError? Error);

    internal static Finding Among(IEnumerable<Identifier?> identifiers, bool acceptWithoutStatus, string path)
    {
        NhsNumber? found = null;
        NhsNumber? told = null;
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
            // Whatever their status: one person has one number, so one of the two is somebody else's.
            if (told is { } other && other != number)
                return new(null, reason, ErrorCatalogue.NhsNumbersDiffer.At($"{path}.identifier"));
            told = number;
            if (MayBeUsed(identifier, acceptWithoutStatus))
                found = number;
            else
                reason = UnmatchedReason.NotVerified;
        }

        return new(found, reason, null);
    }

    private static bool MayBeUsed(Identifier identifier, bool acceptWithoutStatus)
    {
        var status = identifier.Extension.Find(extension => extension.Url == VerificationStatus);
        if (status is null)
            return acceptWithoutStatus;
        return status.Value is CodeableConcept concept
            && concept.Coding.Exists(coding => coding.Code is { } code && FindsPerson.GetValueOrDefault(code));
    }
}
