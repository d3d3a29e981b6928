using Hl7.Fhir.Utility;
using static Hl7.Fhir.Model.OperationOutcome;

namespace Hl7.Fhir.Validation;

/// <summary>Well-formed FHIR JSON whose content breaks a rule of the specification. The codes are Firely's where Firely has the check.</summary>
public class CodedValidationException(
    string errorCode,
    string baseMessage,
    string? instancePath,
    long? lineNumber,
    long? position,
    IssueSeverity issueSeverity,
    IssueType issueType
) : ExtendedCodedException(errorCode, baseMessage, instancePath, lineNumber, position, issueSeverity, issueType)
{
    /// <summary>A choice element with a type it may not have.</summary>
    public const string CHOICE_TYPE_NOT_ALLOWED_CODE = "PVAL101";

    /// <summary>Fewer than the element needs.</summary>
    public const string INCORRECT_CARDINALITY_MIN_CODE = "PVAL102";

    /// <summary>More than the element allows.</summary>
    public const string INCORRECT_CARDINALITY_MAX_CODE = "PVAL103";

    /// <summary>A null in a list.</summary>
    public const string REPEATING_ELEMENT_CANNOT_CONTAIN_NULL_CODE = "PVAL104";

    /// <summary>A required element is missing.</summary>
    public const string MANDATORY_ELEMENT_CANNOT_BE_NULL_CODE = "PVAL105";

    /// <summary>Not a code.</summary>
    public const string CODE_LITERAL_INVALID_CODE = "PVAL106";

    /// <summary>Not a date.</summary>
    public const string DATE_LITERAL_INVALID_CODE = "PVAL107";

    /// <summary>Not a dateTime.</summary>
    public const string DATETIME_LITERAL_INVALID_CODE = "PVAL108";

    /// <summary>Not an id.</summary>
    public const string ID_LITERAL_INVALID_CODE = "PVAL109";

    /// <summary>Not an OID.</summary>
    public const string OID_LITERAL_INVALID_CODE = "PVAL110";

    /// <summary>Not a time.</summary>
    public const string TIME_LITERAL_INVALID_CODE = "PVAL111";

    /// <summary>Not a URI.</summary>
    public const string URI_LITERAL_INVALID_CODE = "PVAL112";

    /// <summary>Not a UUID.</summary>
    public const string UUID_LITERAL_INVALID_CODE = "PVAL113";

    /// <summary>Narrative that is not XML.</summary>
    public const string NARRATIVE_XML_IS_MALFORMED_CODE = "PVAL114";

    /// <summary>Narrative that is not the XHTML that FHIR allows.</summary>
    public const string NARRATIVE_XML_IS_INVALID_CODE = "PVAL115";

    /// <summary>A code that is not in the value set of a required binding.</summary>
    public const string INVALID_CODED_VALUE_CODE = "PVAL116";

    /// <summary>A contained resource that contains resources.</summary>
    public const string CONTAINED_RESOURCES_CANNOT_BE_NESTED_CODE = "PVAL118";

    /// <summary>A string above 1 MB.</summary>
    public const string INVALID_STRING_LENGTH_CODE = "PVAL119";

    /// <summary>Onebox: followed by the key of the invariant that does not hold, as in "R4INV-obs-6".</summary>
    public const string INVARIANT_CODE_PREFIX = "R4INV-";
}
