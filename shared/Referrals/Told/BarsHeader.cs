using Hl7.Fhir.Model;

namespace IntegrationHub.Referrals.Told;

/// <summary>
/// What the header of a booking and referral (BaRS) message says: event and reason by the code systems message-events-bars and
/// message-reason-bars, whose names older messages have otherwise; so the code counts, of any system of NHS England.
/// </summary>
/// <param name="Event">Such as <c>servicerequest-request</c>.</param>
/// <param name="Reason"><c>new</c>, <c>update</c> or <c>delete</c>; null where none is told.</param>
/// <param name="Response">Of a response: whether the receiver took the request; null where it does not say.</param>
internal sealed record BarsHeader(string Event, string? Reason, bool? Response, ResourceReference? Receiver)
{
    internal const string Request = "servicerequest-request";
    internal const string Answer = "servicerequest-response";
    internal const string Delete = "delete";

    private const string NhsEngland = "https://fhir.nhs.uk/";

    private static readonly HashSet<string> Events = new(StringComparer.Ordinal) { Request, Answer, "booking-request", "booking-response" };

    /// <summary>Null for a message of another kind.</summary>
    internal static BarsHeader? Of(MessageHeader? header)
    {
        if (header?.Event is not Coding { System: { } system, Code: { } code } || !Events.Contains(code) || !IsNhs(system))
            return null;
        var reason = header.Reason?.Coding.Find(coding => coding.Code is "new" or "update" or Delete && IsNhs(coding.System))?.Code;
        return new(
            code,
            reason,
            header.Response?.Code switch
            {
                MessageHeader.ResponseType.Ok => true,
                MessageHeader.ResponseType.FatalError => false,
                _ => null,
            },
            header.Destination.Select(destination => destination.Receiver).FirstOrDefault(receiver => receiver is not null)
        );
    }

    private static bool IsNhs(string? system) => system?.StartsWith(NhsEngland, StringComparison.OrdinalIgnoreCase) is true;
}
