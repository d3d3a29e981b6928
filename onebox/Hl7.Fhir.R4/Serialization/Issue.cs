using static Hl7.Fhir.Model.OperationOutcome;
using Content = Hl7.Fhir.Validation.CodedValidationException;
using Json = Hl7.Fhir.Serialization.FhirJsonException;

namespace Hl7.Fhir.Serialization;

/// <summary>What can be wrong, in words that never hold anything from the input.</summary>
internal sealed record Issue(string Code, string Message, IssueSeverity Severity, IssueType Type)
{
    public static readonly Issue ExpectedObject = Fatal(Json.EXPECTED_START_OF_OBJECT_CODE, "Expected one JSON object.");
    public static readonly Issue ResourceTypeNotString = Fatal(
        Json.RESOURCETYPE_SHOULD_BE_STRING_CODE,
        "Property 'resourceType' should be a string."
    );
    public static readonly Issue NoResourceType = Fatal(Json.NO_RESOURCETYPE_PROPERTY_CODE, "Resource has no 'resourceType' property.");
    public static readonly Issue ObjectForPrimitive = Fatal(
        Json.EXPECTED_PRIMITIVE_NOT_OBJECT_CODE,
        "Expected a primitive value, not a JSON object."
    );
    public static readonly Issue ArrayForPrimitive = Fatal(
        Json.EXPECTED_PRIMITIVE_NOT_ARRAY_CODE,
        "Expected one primitive value, not an array."
    );
    public static readonly Issue NotBase64 = Error(Json.INCORRECT_BASE64_DATA_CODE, "Not correctly encoded base64.");
    public static readonly Issue NotAnInstant = Error(Json.STRING_ISNOTAN_INSTANT_CODE, "Not a correct literal for an instant.");
    public static readonly Issue NullValue = Error(
        Json.EXPECTED_PRIMITIVE_NOT_NULL_CODE,
        "Expected a value, not a JSON null. An absent element is left out."
    );
    public static readonly Issue ExpectedArray = Warning(
        Json.EXPECTED_START_OF_ARRAY_CODE,
        "Expected start of array: the element may repeat."
    );
    public static readonly Issue UnderscoreOnComplex = Warning(
        Json.USE_OF_UNDERSCORE_ILLEGAL_CODE,
        "The element is not a primitive, so its property should not start with an underscore."
    );
    public static readonly Issue EmptyObject = Warning(Json.OBJECTS_CANNOT_BE_EMPTY_CODE, "An object needs to have at least one property.");
    public static readonly Issue EmptyArray = Warning(Json.ARRAYS_CANNOT_BE_EMPTY_CODE, "An array needs to have at least one element.");
    public static readonly Issue OnlyNulls = Warning(
        Json.PRIMITIVE_ARRAYS_ONLY_NULL_CODE,
        "Arrays need to have at least one non-null element."
    );
    public static readonly Issue EmptyString = Error(
        Json.PROPERTY_MAY_NOT_BE_EMPTY_CODE,
        "Properties cannot be empty strings. Either they are absent, or they have content."
    );
    public static readonly Issue DuplicateProperty = Fatal(Json.DUPLICATE_PROPERTY_CODE, "The property, or the choice, occurs twice.");
    public static readonly Issue NotUnicode = Error(Json.TEXT_IS_NOT_UNICODE_CODE, "The text is not valid Unicode.");
    public static readonly Issue ControlCharacter = Error(Json.CONTROL_CHARACTER_CODE, "The text has a control character.");
    public static readonly Issue TooMany = Fatal(Json.TOO_MANY_ISSUES_CODE, "There are more issues, which are not listed.");

    public static readonly Issue NullInList = Error(
        Content.REPEATING_ELEMENT_CANNOT_CONTAIN_NULL_CODE,
        "Repeating elements should not contain a null value.",
        IssueType.Structure
    );
    public static readonly Issue Missing = Error(
        Content.MANDATORY_ELEMENT_CANNOT_BE_NULL_CODE,
        "A required element is missing.",
        IssueType.Required
    );
    public static readonly Issue NotACode = Error(Content.CODE_LITERAL_INVALID_CODE, "Not a correct literal for a code.");
    public static readonly Issue NotADate = Error(Content.DATE_LITERAL_INVALID_CODE, "Not a correct literal for a date.");
    public static readonly Issue NotADateTime = Error(Content.DATETIME_LITERAL_INVALID_CODE, "Not a correct literal for a dateTime.");
    public static readonly Issue NotAnId = Error(Content.ID_LITERAL_INVALID_CODE, "Not a correct literal for an id.");
    public static readonly Issue NotAnOid = Error(Content.OID_LITERAL_INVALID_CODE, "Not a correct literal for an oid.");
    public static readonly Issue NotATime = Error(Content.TIME_LITERAL_INVALID_CODE, "Not a correct literal for a time.");
    public static readonly Issue NotAUri = Error(Content.URI_LITERAL_INVALID_CODE, "Not a correct literal for a uri.");
    public static readonly Issue NotAUuid = Error(Content.UUID_LITERAL_INVALID_CODE, "Not a correct literal for a uuid.");
    public static readonly Issue StringTooLong = Error(Content.INVALID_STRING_LENGTH_CODE, "The string is longer than 1 MB.");
    public static readonly Issue NarrativeNotXml = Error(
        Content.NARRATIVE_XML_IS_MALFORMED_CODE,
        "The narrative is not well-formed XML with one div around it.",
        IssueType.Structure
    );
    public static readonly Issue NarrativeNotAllowed = Error(
        Content.NARRATIVE_XML_IS_INVALID_CODE,
        "The narrative has an element or attribute that FHIR does not allow.",
        IssueType.Structure
    );
    public static readonly Issue NarrativeEmpty = Error(
        Content.INVARIANT_CODE_PREFIX + "txt-2",
        "The narrative SHALL have some non-whitespace content.",
        IssueType.Invariant
    );
    public static readonly Issue NestedContained = Error(
        Content.CONTAINED_RESOURCES_CANNOT_BE_NESTED_CODE,
        "A contained resource may not contain resources.",
        IssueType.Structure
    );

    /// <summary>Whether it is about content that is FHIR's JSON (then it is a CodedValidationException).</summary>
    public bool IsAboutContent => Code.StartsWith("PVAL", StringComparison.Ordinal) || Code.StartsWith("R4INV", StringComparison.Ordinal);

    public static Issue Fatal(string code, string message, IssueType type = IssueType.Structure) =>
        new(code, message, IssueSeverity.Fatal, type);

    public static Issue Error(string code, string message, IssueType type = IssueType.Value) =>
        new(code, message, IssueSeverity.Error, type);

    private static Issue Warning(string code, string message) => new(code, message, IssueSeverity.Warning, IssueType.Structure);
}
