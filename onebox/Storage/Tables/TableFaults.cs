using Onebox.Storage.Engine;

namespace Onebox.Storage.Tables;

/// <summary>
/// What the Table service refuses, by its documented codes:
/// https://learn.microsoft.com/rest/api/storageservices/table-service-error-codes and .../common-rest-api-error-codes.
/// </summary>
internal static class TableFaults
{
    public static readonly Fault TableNotFound = new(404, "TableNotFound", "The table specified does not exist.");
    public static readonly Fault TableAlreadyExists = new(409, "TableAlreadyExists", "The table specified already exists.");
    public static readonly Fault InvalidTableName = new(
        400,
        "InvalidResourceName",
        "The specified resource name contains invalid characters."
    );
    public static readonly Fault TableNameLength = new(
        400,
        "OutOfRangeInput",
        "The specified resource name length is not within the permissible limits."
    );
    public static readonly Fault EntityAlreadyExists = new(409, "EntityAlreadyExists", "The specified entity already exists.");
    public static readonly Fault ResourceNotFound = new(404, "ResourceNotFound", "The specified resource does not exist.");
    public static readonly Fault ConditionNotSatisfied = new(
        412,
        "UpdateConditionNotSatisfied",
        "The update condition specified in the request was not satisfied."
    );
    public static readonly Fault InvalidInput = new(400, "InvalidInput", "One of the request inputs is not valid.");
    public static readonly Fault InvalidEtag = new(
        400,
        "InvalidInput",
        "The etag value specified in one of the request headers is not valid. Please make sure only one etag value is specified and is valid."
    );
    public static readonly Fault DeleteNeedsIfMatch = new(
        400,
        "MissingRequiredHeader",
        "An HTTP header that's mandatory for this request is not specified."
    );
    public static readonly Fault InvalidValueType = new(400, "InvalidValueType", "The value specified is invalid.");
    public static readonly Fault OutOfRange = new(400, "OutOfRangeInput", "One of the request inputs is out of range.");
    public static readonly Fault PropertiesNeedValue = new(
        400,
        "PropertiesNeedValue",
        "The values are not specified for all properties in the entity."
    );
    public static readonly Fault DuplicateProperties = new(
        400,
        "DuplicatePropertiesSpecified",
        "A property is specified more than one time."
    );
    public static readonly Fault TooManyProperties = new(
        400,
        "TooManyProperties",
        "The entity contains more properties than allowed. Each entity can include up to 252 properties to store data. Each entity also has 3 system properties."
    );
    public static readonly Fault PropertyNameInvalid = new(400, "PropertyNameInvalid", "The property name is invalid.");
    public static readonly Fault PropertyNameTooLong = new(
        400,
        "PropertyNameTooLong",
        "The property name exceeds the maximum allowed length (255)."
    );
    public static readonly Fault PropertyValueTooLarge = new(
        400,
        "PropertyValueTooLarge",
        "The property value exceeds the maximum allowed size (64KB). If the property value is a string, it is UTF-16 encoded and the maximum number of characters should be 32K or less."
    );
    public static readonly Fault KeyValueTooLarge = new(400, "KeyValueTooLarge", "The key value exceeds the maximum allowed size (1KB).");
    public static readonly Fault EntityTooLarge = new(400, "EntityTooLarge", "The entity is larger than the maximum allowed size (1MB).");
    public static readonly Fault RequestBodyTooLarge = new(
        413,
        "RequestBodyTooLarge",
        "The request body is too large and exceeds the maximum permissible limit."
    );
    public static readonly Fault BatchTooLong = new(
        400,
        "InvalidInput",
        "The batch request operation exceeds the maximum 100 changes per change set."
    );
    public static readonly Fault BatchOfSeveralPartitions = new(
        400,
        "CommandsInBatchActOnDifferentPartitions",
        "All commands in a batch must operate on same entity group."
    );
    public static readonly Fault DuplicateRow = new(
        400,
        "InvalidDuplicateRow",
        "The batch request contains multiple changes with same row key. An entity can appear only once in a batch request."
    );
    public static readonly Fault NotImplemented = new(
        501,
        "NotImplemented",
        "The requested operation is not implemented on the specified resource."
    );
    public static readonly Fault MethodNotAllowed = new(
        405,
        "MethodNotAllowed",
        "The requested method is not allowed on the specified resource."
    );
}
