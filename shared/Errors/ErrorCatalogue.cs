namespace IntegrationHub.Errors;

/// <summary>
/// Every code the hub answers with, in one place, so that no two features take the same one. docs/errors.md is made from this list.
/// 001-099 transport and JSON, 100-199 FHIR, 200-249 persons, 250-299 care events, 300-349 access, 400-449 repeats and versions,
/// 500-549 discharge alerts, 550-560 imports and rebuilds, 561-599 referrals, 600-659 subscriptions and quotas, 700-719 operating, 900-999 the hub's own state.
/// </summary>
public static partial class ErrorCatalogue
{
    public static readonly ErrorKind BodyTooLarge = new("INT001", 413, "too-long", "The body is larger than the hub accepts.");
    public static readonly ErrorKind MediaTypeNotSupported = new(
        "INT002",
        415,
        "not-supported",
        "The media type is not one this address accepts."
    );
    public static readonly ErrorKind EncodingNotSupported = new(
        "INT003",
        415,
        "not-supported",
        "Only gzip, once, is accepted as content encoding."
    );
    public static readonly ErrorKind EncodingBroken = new(
        "INT004",
        400,
        "structure",
        "The body does not unpack as its content encoding says."
    );
    public static readonly ErrorKind NotJson = new("INT005", 400, "structure", "The body is not one well-formed JSON document in UTF-8.");
    public static readonly ErrorKind ByteOrderMark = new("INT006", 400, "structure", "The body begins with a byte order mark.");
    public static readonly ErrorKind InvalidText = new(
        "INT007",
        400,
        "invalid",
        "A string holds bytes that are not UTF-8, a lone surrogate, or U+0000."
    );
    public static readonly ErrorKind DuplicateProperty = new("INT008", 400, "structure", "An object names the same property twice.");
    public static readonly ErrorKind TooDeep = new("INT009", 400, "too-long", "The JSON is nested deeper than the hub accepts.");
    public static readonly ErrorKind TooManyNodes = new("INT010", 413, "too-long", "The JSON has more values than the hub accepts.");
    public static readonly ErrorKind TextTooLong = new(
        "INT011",
        413,
        "too-long",
        "A string or a property name is longer than the hub accepts."
    );
    public static readonly ErrorKind NotAnObject = new("INT012", 400, "structure", "The body is not a JSON object.");
    public static readonly ErrorKind NumberOutOfRange = new("INT013", 400, "value", "A number is beyond what a FHIR decimal can hold.");
    public static readonly ErrorKind NoSuchRoute = new("INT014", 404, "not-found", "There is nothing at this address.");
    public static readonly ErrorKind MethodNotAllowed = new("INT015", 405, "not-supported", "This address does not answer that method.");
    public static readonly ErrorKind QueryNotAllowed = new(
        "INT016",
        400,
        "security",
        "This address takes no such query: identifiers travel in bodies only."
    );
    public static readonly ErrorKind QueryInvalid = new("INT018", 400, "value", "A query parameter is not of the form this address takes.");
    public static readonly ErrorKind BodyInvalid = new("INT019", 400, "structure", "The body is not of the form this address takes.");
    public static readonly ErrorKind AmbiguousLength = new(
        "INT020",
        400,
        "structure",
        "The request says its length in two ways, which two programs on its way may read differently."
    );
    public static readonly ErrorKind HostNotServed = new("INT021", 400, "security", "The hub is not served at that host.");
    public static readonly ErrorKind FhirInvalid = new("INT100", 400, "structure", "The resource is not valid FHIR R4.");
    public static readonly ErrorKind NotAResource = new(
        "INT101",
        400,
        "structure",
        "The body is not a FHIR resource of the kind this address accepts."
    );
    public static readonly ErrorKind BundleTypeNotAccepted = new(
        "INT102",
        400,
        "not-supported",
        "The Bundle type is missing or not one the hub accepts."
    );
    public static readonly ErrorKind TooManyEntries = new("INT103", 413, "too-long", "The Bundle has more entries than the hub accepts.");
    public static readonly ErrorKind EntryWithoutRequest = new(
        "INT104",
        400,
        "required",
        "An entry of a transaction or batch has no request."
    );
    public static readonly ErrorKind RequestUrlInvalid = new(
        "INT105",
        400,
        "value",
        "An entry's request.url is not a plain relative address of a resource type or resource."
    );
    public static readonly ErrorKind RequestMethodNotAccepted = new(
        "INT106",
        422,
        "not-supported",
        "An entry's request.method is not one the hub accepts."
    );
    public static readonly ErrorKind ConditionalNotSupported = new(
        "INT107",
        400,
        "not-supported",
        "Conditional requests are not supported."
    );
    public static readonly ErrorKind RequestDoesNotFitResource = new(
        "INT108",
        400,
        "invalid",
        "An entry's request does not fit its resource."
    );
    public static readonly ErrorKind IdInvalid = new(
        "INT109",
        400,
        "value",
        "A resource id is not 1 to 64 of the characters A-Z, a-z, 0-9, '-' and '.'."
    );
    public static readonly ErrorKind DuplicateIdentity = new("INT110", 400, "duplicate", "Two entries stand for the same resource.");
    public static readonly ErrorKind DuplicateFullUrl = new("INT111", 400, "duplicate", "Two entries have the same fullUrl.");
    public static readonly ErrorKind EntryWithoutResource = new("INT112", 400, "required", "An entry has no resource.");
    public static readonly ErrorKind ModifierExtension = new(
        "INT113",
        422,
        "extension",
        "A modifierExtension is not understood, so its resource cannot be used safely."
    );
    public static readonly ErrorKind NoMessageHeader = new(
        "INT114",
        400,
        "required",
        "The first entry of a message is not a MessageHeader."
    );
    public static readonly ErrorKind NoComposition = new("INT115", 400, "required", "The first entry of a document is not a Composition.");
    public static readonly ErrorKind IdDoesNotFitAddress = new(
        "INT116",
        400,
        "invalid",
        "The resource's id is not the one in the address."
    );
    public static readonly ErrorKind WrongFhirVersion = new("INT117", 422, "not-supported", "The resource is not FHIR R4.");
    public static readonly ErrorKind TooManyContained = new(
        "INT118",
        413,
        "too-long",
        "A resource contains more resources than the hub accepts."
    );
    public static readonly ErrorKind NestedContained = new("INT119", 400, "structure", "A contained resource contains resources itself.");
    public static readonly ErrorKind UnknownContent = new(
        "INT121",
        422,
        "structure",
        "A resource type or an element is not one of FHIR R4's."
    );
    public static readonly ErrorKind InvariantBroken = new("INT122", 422, "invariant", "A resource breaks a rule of FHIR R4.");
    public static readonly ErrorKind IdentifierSystemDrift = new(
        "INT123",
        422,
        "value",
        "An identifier's system means the NHS number or an ODS code, but is not written as the NHS publishes it."
    );
    public static readonly ErrorKind LeapSecond = new("INT124", 400, "value", "A time has second 60, which the hub cannot order.");
    public static readonly ErrorKind Base64Wrapped = new("INT125", 400, "value", "Base64 data is broken by white space.");
    public static readonly ErrorKind StoreUnavailable = new(
        "INT900",
        503,
        "transient",
        "The hub's storage does not answer. Nothing was accepted; send again."
    );
    public static readonly ErrorKind Unexpected = new(
        "INT999",
        500,
        "exception",
        "The hub failed. Nothing was accepted unless a later send of the same message says so."
    );

    /// <summary>All of them, in order of code.</summary>
    public static IReadOnlyList<ErrorKind> All => Listed.Value;

    /// <summary>Made when it is asked for: by then the kinds of all files are there.</summary>
    private static readonly Lazy<IReadOnlyList<ErrorKind>> Listed = new(() =>
        typeof(ErrorCatalogue)
            .GetFields()
            .Where(field => field.FieldType == typeof(ErrorKind))
            .Select(field => (ErrorKind)field.GetValue(null)!)
            .OrderBy(kind => kind.Code, StringComparer.Ordinal)
            .ToArray()
    );
}
