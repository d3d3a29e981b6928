namespace IntegrationHub.Errors;

/// <content>700-719: operating.</content>
public static partial class ErrorCatalogue
{
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
}
