using System.Globalization;
using IntegrationHub.Identifiers;
using IntegrationHub.Messaging;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Subscriptions;

/// <summary>Events as referrals and discharge cases make them.</summary>
internal static class SomeEvents
{
    private static int made;

    /// <summary>About a person of Northfield, for its council and the practice, unless said otherwise.</summary>
    internal static HubEvent Referral(TestHub hub, string? id = null, params string[] concerns)
    {
        var record = hub.RecordOf(TestPerson.New());
        var number = Interlocked.Increment(ref made).ToString("D6", CultureInfo.InvariantCulture);
        return new HubEvent(
            id ?? $"{record}.test{number}",
            EventTopic.SocialCareReferral,
            "care.referral.sent.v1",
            new DateTimeOffset(2026, 1, 8, 9, 0, 0, TimeSpan.Zero),
            record,
            EventTier.Place,
            [.. (concerns.Length == 0 ? ["C90001", "X90001"] : concerns).Select(OdsCode.Parse)]
        )
        {
            Subject = $"{record}.aaaabbbbccccdddd",
            Kind = "sent",
            Place = "northfield",
            Priority = "urgent",
            Pathway = 1,
        };
    }
}
