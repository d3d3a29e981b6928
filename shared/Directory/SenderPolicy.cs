using System.Collections.Frozen;

namespace IntegrationHub.Directory;

/// <summary>How a sender's messages are read.</summary>
public enum Reading
{
    /// <summary>What is not valid FHIR R4 is refused.</summary>
    Strict = 1,

    /// <summary>Known drift is let through and recorded as a warning.</summary>
    Lenient,
}

/// <summary>What an organisation may send, and how it is read. Without a policy in the directory it may send nothing.</summary>
/// <param name="DefaultPlace">The id of the place of patients that neither an address nor a practice places; null for none.</param>
/// <param name="AcceptsNhsNumberWithoutVerification">
/// Whether an NHS number that carries no verification status (UK Core NHSNumberVerificationStatus) identifies the patient.
/// </param>
/// <param name="SpeaksForPds">
/// Whether it passes on what the Personal Demographics Service says: then a replaced or invalidated NHS number and a corrected date of
/// birth or death counts against what others said.
/// </param>
public sealed record SenderPolicy(
    Reading Reading,
    string? DefaultPlace,
    bool AcceptsNhsNumberWithoutVerification,
    bool SpeaksForPds,
    bool MaySendAnyType,
    FrozenSet<string> ResourceTypes
)
{
    /// <summary>How much the organisation may ask of the hub.</summary>
    public RequestQuota Quota { get; init; } = RequestQuota.Default;

    /// <summary>The policy of an organisation that the directory gives none.</summary>
    public static SenderPolicy Nothing { get; } = new(Reading.Strict, null, false, false, false, FrozenSet<string>.Empty);

    /// <summary>Whether anything at all may be sent.</summary>
    public bool MaySendAnything => MaySendAnyType || ResourceTypes.Count > 0;

    public bool MaySend(string resourceType) => MaySendAnyType || ResourceTypes.Contains(resourceType);
}
