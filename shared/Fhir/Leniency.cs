using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using Hl7.Fhir.Utility;
using Hl7.Fhir.Validation;

namespace IntegrationHub.Fhir;

/// <summary>
/// Which issues refuse a message, and which are let through and recorded as warnings. This is all of it: docs/fhir-reader.md says the same
/// in words. What changes the structure or could change the meaning of what is read is on no list.
/// </summary>
internal static class Leniency
{
    /// <summary>
    /// Elements that change the meaning of others (R4's <c>isModifier</c>) or say what the thing is, and whose codes are required: nobody
    /// can act on such a code that is not known.
    /// </summary>
    internal static readonly HashSet<string> DecisiveCodes = new(StringComparer.Ordinal)
    {
        "actuality",
        "clinicalStatus",
        "comparator",
        "equivalence",
        "improvementNotation",
        "intent",
        "lifecycleStatus",
        "method",
        "mode",
        "participantStatus",
        "status",
        "type",
        "use",
        "verificationStatus",
    };

    /// <param name="issue">As the reader reported it.</param>
    /// <param name="resource">What was read.</param>
    /// <param name="lenient">The sender's policy.</param>
    internal static bool LetsThrough(CodedException issue, Resource? resource, bool lenient) =>
        issue is ExtendedCodedException placed && LetsThrough(placed, resource, lenient);

    private static bool LetsThrough(ExtendedCodedException issue, Resource? resource, bool lenient) =>
        issue.IssueSeverity is OperationOutcome.IssueSeverity.Warning or OperationOutcome.IssueSeverity.Information
            // The one warning that refuses: a number in place of a text has lost its leading zeros already.
            ? issue.ErrorCode != FhirJsonException.UNEXPECTED_JSON_TOKEN_CODE
            : lenient && resource is not null && IsKnownDrift(issue, resource);

    private static bool IsKnownDrift(ExtendedCodedException issue, Resource resource) =>
        issue.ErrorCode switch
        {
            CodedValidationException.DATETIME_LITERAL_INVALID_CODE or FhirJsonException.STRING_ISNOTAN_INSTANT_CODE => LacksOnlySeconds(
                Elements.At(resource, issue.InstancePath)
            ),
            CodedValidationException.INVALID_CODED_VALUE_CODE => !DecisiveCodes.Contains(Elements.NameIn(issue.InstancePath)),
            // A relative fullUrl; a narrative without content; a contained resource that nothing refers to; a telephone number or the like
            // that does not say which; a code that cannot be SNOMED CT's. Codes of the onebox reader only: Firely's does not look.
            "R4INV-fullUrl-1" or "R4INV-txt-2" or "R4INV-dom-3" or "R4INV-cpt-2" or "R4INV-snomed-1" => true,
            _ => false,
        };

    /// <summary>yyyy-MM-ddTHH:mm and a zone: to the minute, and as good as a date and time can be otherwise.</summary>
    private static bool LacksOnlySeconds(Base? element)
    {
        const int Minutes = 16;
        return (element as PrimitiveType)?.ObjectValue is string { Length: > Minutes } text
            && FhirDateTime.IsValidValue(text.Insert(Minutes, ":00"));
    }
}
