namespace IntegrationHub.Errors;

/// <content>600-659: subscriptions, deliveries and quotas.</content>
public static partial class ErrorCatalogue
{
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
        "This subscription is made of the hub's directory: it may go another way, and nothing else of it can be changed here."
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
    public static readonly ErrorKind HostNotListed = new(
        "INT650",
        422,
        "value",
        "The host of the address is not one that the hub's directory lists for the organisation. Its operators add it on request."
    );
    public static readonly ErrorKind QuotaSpent = new(
        "INT651",
        429,
        "throttled",
        "The organisation has asked for more than its quota allows. Nothing was taken; send again after the time that Retry-After says."
    );
}
