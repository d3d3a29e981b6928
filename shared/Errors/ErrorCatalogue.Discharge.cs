namespace IntegrationHub.Errors;

/// <content>500-549: discharge cases and their alerts.</content>
public static partial class ErrorCatalogue
{
    public static readonly ErrorKind AlertNotFound = new("INT500", 404, "not-found", "There is no such alert at this discharge hub.");
    public static readonly ErrorKind AlertNotYours = new(
        "INT501",
        409,
        "conflict",
        "The lock token is not, or no longer, the one that holds this alert."
    );
    public static readonly ErrorKind ClaimInvalid = new(
        "INT502",
        400,
        "value",
        "A claim takes max from 1 to 32 and waitSeconds from 0 to 30."
    );
    public static readonly ErrorKind AlertAcknowledged = new(
        "INT504",
        409,
        "conflict",
        "Who has acknowledged an alert can complete it, pass it on or withdraw it, not hand it back."
    );
    public static readonly ErrorKind AlertClosed = new("INT505", 409, "conflict", "The alert was closed in another way before.");
    public static readonly ErrorKind NowhereToPassOn = new(
        "INT506",
        422,
        "business-rule",
        "There is no other discharge hub to pass the case on to."
    );
    public static readonly ErrorKind AlertUntold = new(
        "INT507",
        500,
        "exception",
        "What was done with an alert could not be told to its case, and is set aside."
    );
    public static readonly ErrorKind WorkReasonMissing = new(
        "INT508",
        400,
        "required",
        "This needs a reason in words, of 3 to 500 characters."
    );
    public static readonly ErrorKind MonthInvalid = new("INT513", 400, "value", "A month is written yyyy-MM, and from is not after to.");
    public static readonly ErrorKind BoardNotFound = new("INT509", 404, "not-found", "There is no such board that the caller may see.");
    public static readonly ErrorKind CaseNotFound = new("INT510", 404, "not-found", "There is no such case that the caller may see.");
    public static readonly ErrorKind AlertHeld = new("INT511", 409, "conflict", "Somebody else holds an alert of this person.");
    public static readonly ErrorKind NothingToAnswer = new(
        "INT514",
        409,
        "conflict",
        "Nothing of this kind waits for an answer of the caller's organisation."
    );
    public static readonly ErrorKind AnswerInvalid = new(
        "INT515",
        400,
        "required",
        "An answer that declines says why, in 3 to 500 characters, and a day is a day of the calendar."
    );
    public static readonly ErrorKind NoAlertWaits = new("INT512", 409, "conflict", "No alert of this person waits to be taken.");
    public static readonly ErrorKind DischargeHubUnknown = new(
        "INT503",
        404,
        "not-found",
        "There is no such discharge hub that the caller may see."
    );
}
