namespace IntegrationHub.Subscriptions.Subscribers;

/// <summary>Ways of receiving by the words that partners and operators use.</summary>
public static class ChannelWords
{
    public static string Name(this ChannelKind kind) =>
        kind switch
        {
            ChannelKind.Pull => "pull",
            ChannelKind.Webhook => "webhook",
            ChannelKind.FhirHook => "fhir-rest-hook",
            ChannelKind.Drop => "drop",
            ChannelKind.Bus => "service-bus",
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };

    /// <summary>Those that are asked for by such a word; a FHIR rest-hook is asked for by a Subscription resource.</summary>
    /// <returns>Null for no such way.</returns>
    public static ChannelKind? Parse(string? name) =>
        name switch
        {
            "pull" => ChannelKind.Pull,
            "webhook" => ChannelKind.Webhook,
            "drop" => ChannelKind.Drop,
            "service-bus" => ChannelKind.Bus,
            _ => null,
        };
}
