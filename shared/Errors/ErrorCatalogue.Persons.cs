namespace IntegrationHub.Errors;

/// <content>200-299: persons and care events.</content>
public static partial class ErrorCatalogue
{
    public static readonly ErrorKind NhsNumberInvalid = new(
        "INT200",
        422,
        "value",
        "An NHS number is not ten digits with a right check digit."
    );
    public static readonly ErrorKind NhsNumbersDiffer = new("INT201", 422, "conflict", "One Patient has two different NHS numbers.");
    public static readonly ErrorKind MixedPatients = new(
        "INT202",
        422,
        "business-rule",
        "The message is about more than one person; only a batch may be."
    );
    public static readonly ErrorKind BirthDateImplausible = new(
        "INT203",
        422,
        "value",
        "A birth date lies in the future or before 1880, or after the death."
    );
    public static readonly ErrorKind OdsCodeInvalid = new(
        "INT204",
        422,
        "value",
        "An organisation's ODS code is not 3 to 8 letters and digits."
    );
    public static readonly ErrorKind PeriodInvalid = new("INT205", 422, "invariant", "A period ends before it starts.");
    public static readonly ErrorKind FinishedWithoutEnd = new(
        "INT206",
        422,
        "business-rule",
        "A finished Encounter does not say when it ended."
    );
    public static readonly ErrorKind BirthDateContradicts = new(
        "INT208",
        422,
        "conflict",
        "A date of birth contradicts the one that the record has from another source."
    );
    public static readonly ErrorKind DeathDateContradicts = new(
        "INT209",
        422,
        "conflict",
        "A date of death contradicts the one that the record has from another source."
    );
    public static readonly ErrorKind CannotBeJoined = new(
        "INT210",
        422,
        "business-rule",
        "The two are the same, or one has no NHS number or one that was invalidated, or too many would be one."
    );
    public static readonly ErrorKind JoinedOtherwise = new(
        "INT211",
        409,
        "conflict",
        "The record is joined to another already, or the two the other way round; they must be separated first."
    );
    public static readonly ErrorKind NotJoined = new("INT212", 409, "conflict", "The record is not joined to that one.");
    public static readonly ErrorKind NumberNotInvalid = new("INT213", 409, "conflict", "The record's NHS number is not invalidated.");
    public static readonly ErrorKind ReasonMissing = new("INT214", 400, "required", "A decision needs a reason of 10 to 1,000 characters.");
    public static readonly ErrorKind KeyNeeded = new("INT215", 400, "required", "This address needs an Idempotency-Key.");
    public static readonly ErrorKind NotItsSender = new(
        "INT216",
        403,
        "forbidden",
        "Only the organisation that sent a resource may change or delete it."
    );
    public static readonly ErrorKind DeletionUnplaced = new(
        "INT217",
        422,
        "business-rule",
        "A deletion must name the resource by the id that the hub gave it, or stand beside an entry about the same person."
    );
    public static readonly ErrorKind NumberInvalidated = new(
        "INT218",
        422,
        "business-rule",
        "The NHS number was invalidated: it stands for nobody. Trace the person again."
    );
    public static readonly ErrorKind OutboxRowParked = new(
        "INT219",
        500,
        "exception",
        "What a message left to be sent cannot be sent. It is set aside until an operator has it tried again."
    );
    public static readonly ErrorKind SnapshotParked = new(
        "INT220",
        500,
        "exception",
        "An accepted message cannot be finished. It is set aside until an operator has it tried again."
    );
    public static readonly ErrorKind ParkedNotFound = new("INT221", 404, "not-found", "Nothing is set aside under this id.");
    public static readonly ErrorKind StillFails = new("INT222", 409, "processing", "It fails as before, and stays set aside.");
    public static readonly ErrorKind TwoNumbersInTime = new(
        "INT223",
        409,
        "conflict",
        "A sender told of one of its patients under one NHS number and then under another. Nothing was refused; somebody must look."
    );
    public static readonly ErrorKind Deleted = new("INT207", 410, "deleted", "The resource was deleted by its sender.");
    public static readonly ErrorKind CloudEventInvalid = new(
        "INT250",
        400,
        "structure",
        "The event lacks a required CloudEvents attribute, or one is malformed."
    );
    public static readonly ErrorKind EventTypeUnknown = new("INT251", 422, "not-supported", "The event type is not one the hub takes.");
    public static readonly ErrorKind EventDataInvalid = new("INT252", 422, "structure", "The event's data does not fit its type.");
    public static readonly ErrorKind EventSourceNotYours = new(
        "INT253",
        403,
        "forbidden",
        "The event's source is not the calling organisation."
    );
    public static readonly ErrorKind StayNamedByAnother = new(
        "INT254",
        403,
        "forbidden",
        "Only a hospital names a stay by its own id of it; others name it by the hub's id (caseId)."
    );
    public static readonly ErrorKind TooManyStays = new(
        "INT255",
        413,
        "too-long",
        "The message says more of hospital stays than can be taken at once."
    );
    public static readonly ErrorKind NoticeNotAgreed = new(
        "INT256",
        422,
        "business-rule",
        "The rules of the person's place have no agreement on notices of this kind between this trust and that council."
    );
    public static readonly ErrorKind NoticeIncomplete = new(
        "INT257",
        422,
        "required",
        "The notice does not say all that trust and council agreed; the reason names what is missing."
    );
    public static readonly ErrorKind NoticeTooLate = new(
        "INT258",
        422,
        "business-rule",
        "The notice comes later before the day it proposes than trust and council agreed: propose a later day."
    );
}
