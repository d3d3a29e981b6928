namespace IntegrationHub.Errors;

/// <summary>
/// Every code the hub answers with, in one place, so that no two features take the same one. docs/errors.md is made from this list.
/// 001-099 transport and JSON, 100-199 FHIR, 200-249 persons, 250-299 care events, 300-349 access, 400-449 repeats and versions,
/// 500-549 discharge alerts, 550-560 imports and rebuilds, 561-599 referrals, 600-659 subscriptions, 700-719 operating, 900-999 the hub's own state.
/// </summary>
public static class ErrorCatalogue
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

    public static readonly ErrorKind SubscriptionNotFound = new(
        "INT600",
        404,
        "not-found",
        "There is no such subscription that the caller may see."
    );
    public static readonly ErrorKind TopicUnknown = new("INT601", 422, "value", "A topic is not one of the catalogue, or none is named.");
    public static readonly ErrorKind TopicNotAllowed = new(
        "INT602",
        403,
        "forbidden",
        "An organisation of this kind may not hear of this topic."
    );
    public static readonly ErrorKind FilterNotOwn = new(
        "INT603",
        403,
        "forbidden",
        "A filter asks for people whom other organisations serve."
    );
    public static readonly ErrorKind AddressRefused = new(
        "INT604",
        422,
        "value",
        "The hub sends only to https addresses with a host name, without a user, a fragment or an address of the machine or its networks."
    );
    public static readonly ErrorKind AddressTaken = new(
        "INT605",
        409,
        "duplicate",
        "The organisation has another subscription for this address."
    );
    public static readonly ErrorKind TooManySubscriptions = new(
        "INT606",
        429,
        "throttled",
        "The organisation has as many subscriptions as it may have."
    );
    public static readonly ErrorKind CursorTooOld = new(
        "INT607",
        410,
        "expired",
        "Events after this cursor are no longer kept: 30 days have passed. Ask without a cursor for the oldest that are."
    );
    public static readonly ErrorKind ChannelInvalid = new(
        "INT609",
        422,
        "value",
        "The way to receive is not one that can be chosen: pull, webhook with a url, or drop."
    );
    public static readonly ErrorKind SubscriptionBuiltIn = new(
        "INT610",
        409,
        "business-rule",
        "This subscription is made of the hub's directory and cannot be changed here."
    );
    public static readonly ErrorKind SubscriptionEnded = new("INT611", 409, "business-rule", "This subscription has ended.");
    public static readonly ErrorKind FilterInvalid = new(
        "INT612",
        422,
        "value",
        "A filter names a place, neighbourhood, organisation, pathway, tier or section that there is not, or has more than 50 values."
    );
    public static readonly ErrorKind EventNotFound = new(
        "INT613",
        404,
        "not-found",
        "No event of this id that the caller may know of was told in the last 30 days."
    );
    public static readonly ErrorKind RangeInvalid = new(
        "INT614",
        422,
        "value",
        "A range is two numbers from 1, the first not above the second, of events that the feed still keeps; at most 10,000 at once."
    );
    public static readonly ErrorKind NothingIsSent = new(
        "INT615",
        409,
        "business-rule",
        "The hub sends nothing for this subscription by itself: ask for its events."
    );
    public static readonly ErrorKind EndInvalid = new("INT616", 422, "value", "An end is a moment that is yet to come.");
    public static readonly ErrorKind TooManyWaiting = new(
        "INT617",
        429,
        "throttled",
        "Too many of the organisation's requests wait for events already."
    );
    public static readonly ErrorKind FhirSubscriptionInvalid = new(
        "INT618",
        422,
        "invalid",
        "The Subscription is not one of the R5 Backport guide that the hub can keep."
    );
    public static readonly ErrorKind WhichSubscription = new(
        "INT619",
        400,
        "required",
        "The organisation has more or less than one subscription: say which is meant."
    );

    public static readonly ErrorKind DeliveryStopped = new(
        "INT620",
        500,
        "transient",
        "The hub has stopped sending to a subscriber, after days of failure or because its address is gone."
    );

    public static readonly ErrorKind DeadLetterNotFound = new(
        "INT700",
        404,
        "not-found",
        "There is no such dead letter, or no queue of this name."
    );
    public static readonly ErrorKind DeadLetterRefused = new(
        "INT701",
        409,
        "processing",
        "A dead letter is refused as before and stays where it is; the reason is the code of why."
    );

    public static readonly ErrorKind ReferralNotFound = new(
        "INT561",
        404,
        "not-found",
        "There is no such referral that the caller may see."
    );
    public static readonly ErrorKind ReferralActionInvalid = new(
        "INT562",
        400,
        "value",
        "A referral's action takes the members that its page in the guide lists; a reason has 3 to 500 characters."
    );
    public static readonly ErrorKind ReferralQueryInvalid = new(
        "INT563",
        400,
        "value",
        "A list of referrals is asked for by council= or referrer=, the caller's own, and states that are known."
    );
    public static readonly ErrorKind ReferralNotOpen = new(
        "INT564",
        409,
        "conflict",
        "The referral cannot take that step from where it stands."
    );

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
    public static IReadOnlyList<ErrorKind> All { get; } =
        typeof(ErrorCatalogue)
            .GetFields()
            .Where(field => field.FieldType == typeof(ErrorKind))
            .Select(field => (ErrorKind)field.GetValue(null)!)
            .OrderBy(kind => kind.Code, StringComparer.Ordinal)
            .ToArray();
}
