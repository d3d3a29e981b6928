namespace IntegrationHub.Errors;

/// <content>300-449: who may what, repeats and versions.</content>
public static partial class ErrorCatalogue
{
    public static readonly ErrorKind NotAuthenticated = new("INT300", 401, "login", "The request carries no valid access token.");
    public static readonly ErrorKind NotAllowed = new("INT301", 403, "forbidden", "The caller's organisation and role do not allow this.");
    public static readonly ErrorKind SenderMayNotSendType = new(
        "INT302",
        403,
        "forbidden",
        "The caller may not send this type of resource."
    );
    public static readonly ErrorKind SenderNotCaller = new(
        "INT303",
        403,
        "forbidden",
        "The message names another organisation as its sender."
    );
    public static readonly ErrorKind OrganisationUnknown = new(
        "INT304",
        403,
        "forbidden",
        "The caller's organisation is not in the directory."
    );
    public static readonly ErrorKind AccessKeysUnavailable = new(
        "INT305",
        503,
        "transient",
        "The keys that access tokens are checked with cannot be had now. Send again."
    );
    public static readonly ErrorKind NotFromOwnPage = new("INT306", 403, "forbidden", "A form was not sent by a page of the hub itself.");
    public static readonly ErrorKind BreakGlassReasonInvalid = new(
        "INT310",
        400,
        "value",
        "A reason for breaking the glass is 10 to 200 printable ASCII characters, without an NHS number."
    );
    public static readonly ErrorKind MayNotBreakGlass = new(
        "INT311",
        403,
        "forbidden",
        "The caller's role may not read past what is withheld."
    );
    public static readonly ErrorKind CursorInvalid = new(
        "INT320",
        400,
        "value",
        "The cursor is not, or no longer, one of this question. Begin again with the first page."
    );
    public static readonly ErrorKind KeyReused = new("INT400", 422, "conflict", "The idempotency key was used before with other content.");
    public static readonly ErrorKind KeyInvalid = new(
        "INT401",
        400,
        "value",
        "The Idempotency-Key is empty, longer than 255 characters, or not printable ASCII."
    );
    public static readonly ErrorKind Busy = new("INT402", 503, "transient", "The record is being changed by many at once. Send again.");
    public static readonly ErrorKind NotFound = new(
        "INT404",
        404,
        "not-found",
        "There is no such resource or record that the caller may see."
    );
}
