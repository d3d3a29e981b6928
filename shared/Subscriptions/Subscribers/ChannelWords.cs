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
}
