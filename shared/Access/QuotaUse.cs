namespace IntegrationHub.Access;

/// <summary>What a request is for, where requests are counted. Each has a quota of its own, so that neither use starves the other.</summary>
public enum QuotaUse
{
    /// <summary>Something goes into records.</summary>
    Sending = 1,

    /// <summary>A subscriber asks for events, for what became of them, or to be sent them again.</summary>
    Receiving,
}
