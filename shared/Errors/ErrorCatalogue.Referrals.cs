namespace IntegrationHub.Errors;

/// <content>561-599: referrals to social care.</content>
public static partial class ErrorCatalogue
{
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
}
