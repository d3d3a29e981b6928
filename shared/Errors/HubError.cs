namespace IntegrationHub.Errors;

/// <summary>
/// A kind of refusal. <paramref name="Code"/> is permanent: partners' systems branch on it, so a code is never reused or renumbered.
/// </summary>
/// <param name="Code"><c>INT</c> and three digits.</param>
/// <param name="Status">The HTTP status it is answered with.</param>
/// <param name="IssueType">The code for <c>OperationOutcome.issue.code</c> (http://hl7.org/fhir/issue-type).</param>
/// <param name="Title">What is wrong, in fixed words: never a value from the input.</param>
public sealed record ErrorKind(string Code, int Status, string IssueType, string Title)
{
    /// <summary>This kind, at a place in the message.</summary>
    /// <param name="location">A FHIRPath or JSON path made of element names and indexes only.</param>
    /// <param name="reason">A second fixed text, such as the reader's own code; never a value from the input.</param>
    public HubError At(string? location, string? reason = null) => new(this, location, reason);

    public static implicit operator HubError(ErrorKind kind) => kind.ToHubError();

    public HubError ToHubError() => new(this);
}

/// <summary>One refusal: its kind, and where in the message it lies.</summary>
public sealed record HubError(ErrorKind Kind, string? Location = null, string? Reason = null)
{
    public string Code => Kind.Code;

    /// <summary>How long to wait before asking again; null where waiting alone changes nothing, or nobody knows how long.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
