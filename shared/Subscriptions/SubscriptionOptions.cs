using System.ComponentModel.DataAnnotations;

namespace IntegrationHub.Subscriptions;

/// <summary>Limits of subscriptions, and how the hub names itself to those it sends to.</summary>
public sealed class SubscriptionOptions
{
    public const string Section = "Subscriptions";

    /// <summary>How the hub names itself in <c>WebHook-Request-Origin</c>: a host name.</summary>
    [Required, RegularExpression(@"[a-z0-9.-]{1,100}")]
    public string Origin { get; set; } = "integration-hub.example";

    /// <summary>Where subscribers reach the hub, for references in FHIR notifications; ends without a slash.</summary>
    [Required]
    public string BaseUrl { get; set; } = "https://integration-hub.example";

    /// <summary>Subscriptions of one organisation.</summary>
    [Range(1, 1_000)]
    public int MaxPerOrganisation { get; set; } = 20;

    /// <summary>Requests of one organisation that wait for events at the same time, in one process.</summary>
    [Range(1, 1_000)]
    public int MaxWaiting { get; set; } = 20;

    /// <summary>For one machine and for tests only: http and https to this machine itself are allowed too.</summary>
    public bool AllowLoopback { get; set; }

    /// <summary>How long the key that was replaced still signs.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan KeyOverlap { get; set; } = TimeSpan.FromDays(7);
}
