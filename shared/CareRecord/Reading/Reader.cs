using IntegrationHub.Access;

namespace IntegrationHub.CareRecord.Reading;

/// <summary>Who reads, and why where it is past what is withheld.</summary>
/// <param name="CorrelationId">Of the request.</param>
/// <param name="BreakGlass">Null for the usual read.</param>
public sealed record Reader(Caller Caller, string CorrelationId, BreakGlassReason? BreakGlass = null);
