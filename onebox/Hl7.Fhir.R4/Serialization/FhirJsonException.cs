using Hl7.Fhir.Utility;
using static Hl7.Fhir.Model.OperationOutcome;

namespace Hl7.Fhir.Serialization;

/// <summary>JSON that is not FHIR's JSON. Codes that begin with JSON are Firely's; those that begin with R4JSON are this reader's own.</summary>
public class FhirJsonException(
    string errorCode,
    string baseMessage,
    string? instancePath,
    long? lineNumber,
    long? position,
    IssueSeverity issueSeverity,
    IssueType issueType,
    Exception? innerException = null
) : ExtendedCodedException(errorCode, baseMessage, instancePath, lineNumber, position, issueSeverity, issueType, innerException)
{
#pragma warning disable CS1591 // The names say it; README.md lists each with its meaning.
    public const string EXPECTED_START_OF_OBJECT_CODE = "JSON101";
    public const string RESOURCETYPE_SHOULD_BE_STRING_CODE = "JSON102";
    public const string NO_RESOURCETYPE_PROPERTY_CODE = "JSON103";
    public const string EXPECTED_PRIMITIVE_NOT_OBJECT_CODE = "JSON104";
    public const string EXPECTED_PRIMITIVE_NOT_ARRAY_CODE = "JSON105";
    public const string INCORRECT_BASE64_DATA_CODE = "JSON106";
    public const string STRING_ISNOTAN_INSTANT_CODE = "JSON107";
    public const string NUMBER_CANNOT_BE_PARSED_CODE = "JSON108";
    public const string EXPECTED_PRIMITIVE_NOT_NULL_CODE = "JSON109";
    public const string UNEXPECTED_JSON_TOKEN_CODE = "JSON110";
    public const string EXPECTED_START_OF_ARRAY_CODE = "JSON111";
    public const string USE_OF_UNDERSCORE_ILLEGAL_CODE = "JSON113";
    public const string CHOICE_ELEMENT_HAS_NO_TYPE_CODE = "JSON114";
    public const string CHOICE_ELEMENT_HAS_UNKOWN_TYPE_CODE = "JSON115";
    public const string UNKNOWN_RESOURCE_TYPE_CODE = "JSON116";
    public const string RESOURCE_TYPE_NOT_A_RESOURCE_CODE = "JSON117";
    public const string UNKNOWN_PROPERTY_FOUND_CODE = "JSON118";
    public const string OBJECTS_CANNOT_BE_EMPTY_CODE = "JSON120";
    public const string ARRAYS_CANNOT_BE_EMPTY_CODE = "JSON121";
    public const string PRIMITIVE_ARRAYS_ONLY_NULL_CODE = "JSON125";
    public const string INCOMPATIBLE_SIMPLE_VALUE_CODE = "JSON126";
    public const string PROPERTY_MAY_NOT_BE_EMPTY_CODE = "JSON127";
    public const string DUPLICATE_ARRAY_CODE = "JSON128";
    public const string DUPLICATE_PROPERTY_CODE = "JSON129";

    public const string TEXT_IS_NOT_UNICODE_CODE = "R4JSON201";
    public const string CONTROL_CHARACTER_CODE = "R4JSON202";
    public const string OTHER_FHIR_VERSION_CODE_PREFIX = "R4JSON203-";
    public const string TOO_MANY_ISSUES_CODE = "R4JSON204";
    public const string RESOURCETYPE_MISPLACED_CODE = "R4JSON205";
#pragma warning restore CS1591
}
