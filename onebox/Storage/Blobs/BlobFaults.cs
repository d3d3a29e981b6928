using Onebox.Storage.Engine;

namespace Onebox.Storage.Blobs;

/// <summary>What the Blob service refuses, by its documented codes: https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes.</summary>
internal static class BlobFaults
{
    public static readonly Fault ContainerNotFound = new(404, "ContainerNotFound", "The specified container does not exist.");
    public static readonly Fault ContainerAlreadyExists = new(409, "ContainerAlreadyExists", "The specified container already exists.");
    public static readonly Fault BlobNotFound = new(404, "BlobNotFound", "The specified blob does not exist.");
    public static readonly Fault BlobAlreadyExists = new(409, "BlobAlreadyExists", "The specified blob already exists.");
    public static readonly Fault ConditionNotMet = new(
        412,
        "ConditionNotMet",
        "The condition specified using HTTP conditional header(s) is not met."
    );
    public static readonly Fault NotModified = ConditionNotMet with { Status = 304 };
    public static readonly Fault InvalidRange = new(
        416,
        "InvalidRange",
        "The range specified is invalid for the current size of the resource."
    );
    public static readonly Fault OutOfRangeInput = new(400, "OutOfRangeInput", "One of the request inputs is out of range.");
    public static readonly Fault InvalidResourceName = new(
        400,
        "InvalidResourceName",
        "The specified resource name contains invalid characters."
    );
    public static readonly Fault InvalidHeaderValue = new(
        400,
        "InvalidHeaderValue",
        "The value provided for one of the HTTP headers was not in the correct format."
    );
    public static readonly Fault UnsupportedHeader = new(
        400,
        "UnsupportedHeader",
        "One of the HTTP headers specified in the request is not supported."
    );
    public static readonly Fault MissingRequiredHeader = new(
        400,
        "MissingRequiredHeader",
        "An HTTP header that's mandatory for this request is not specified."
    );
    public static readonly Fault OutOfRangeQuery = new(
        400,
        "OutOfRangeQueryParameterValue",
        "A query parameter specified in the request URI is outside the permissible range."
    );
    public static readonly Fault InvalidQuery = new(
        400,
        "InvalidQueryParameterValue",
        "Value for one of the query parameters specified in the request URI is invalid."
    );
    public static readonly Fault InvalidMd5 = new(
        400,
        "InvalidMd5",
        "The MD5 value specified in the request is invalid. MD5 value must be 128 bits and base64-encoded."
    );
    public static readonly Fault Md5Mismatch = new(
        400,
        "Md5Mismatch",
        "The MD5 value specified in the request did not match with the MD5 value calculated by the server."
    );
    public static readonly Fault InvalidMetadata = new(
        400,
        "InvalidMetadata",
        "The metadata specified is invalid. It has characters that are not permitted."
    );
    public static readonly Fault MetadataTooLarge = new(
        400,
        "MetadataTooLarge",
        "The size of the metadata exceeds the maximum size permitted."
    );
    public static readonly Fault RequestBodyTooLarge = new(
        413,
        "RequestBodyTooLarge",
        "The request body is too large and exceeds the maximum permissible limit."
    );
    public static readonly Fault InvalidBlobOrBlock = new(400, "InvalidBlobOrBlock", "The specified blob or block content is invalid.");
    public static readonly Fault InvalidBlockList = new(400, "InvalidBlockList", "The specified block list is invalid.");
    public static readonly Fault BlockListTooLong = new(400, "BlockListTooLong", "The block list may not contain more than 50,000 blocks.");
    public static readonly Fault InvalidXml = new(400, "InvalidXmlDocument", "XML specified is not syntactically valid.");
    public static readonly Fault NotImplemented = new(
        501,
        "NotImplemented",
        "The requested operation is not implemented on the specified resource."
    );
    public static readonly Fault UnsupportedVerb = new(405, "UnsupportedHttpVerb", "The resource doesn't support the specified HTTP verb.");

    /// <summary>Never answered: the blocks changed while a block list was put together, so it is put together again.</summary>
    public static readonly Fault Stale = new(0, "Stale", "");
}
