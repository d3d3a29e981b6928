namespace IntegrationHub.Errors;

/// <content>550-560: files and rebuilds.</content>
public static partial class ErrorCatalogue
{
    public static readonly ErrorKind DropNameInvalid = new(
        "INT550",
        400,
        "value",
        "A dropped file lies in the folder of no organisation that has systems, or its name is longer than 1,000 characters."
    );
    public static readonly ErrorKind DropKindUnknown = new(
        "INT551",
        422,
        "not-supported",
        "A dropped file's name ends neither in .ndjson nor in .json."
    );
    public static readonly ErrorKind DropReplaced = new(
        "INT552",
        409,
        "conflict",
        "A dropped file was replaced or taken away while it was read. One that replaced it is read for itself."
    );
    public static readonly ErrorKind UploadInvalid = new(
        "INT553",
        400,
        "value",
        "An upload takes a name of 26 characters of base32, .ndjson or .json, and blocks from 0 without a hole."
    );
    public static readonly ErrorKind NoRebuild = new("INT560", 404, "not-found", "No rebuild of the record tables was ever begun.");
}
