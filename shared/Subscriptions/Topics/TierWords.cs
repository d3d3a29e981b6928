using IntegrationHub.Messaging;

namespace IntegrationHub.Subscriptions.Topics;

/// <summary>The tiers by the words that partners use.</summary>
public static class TierWords
{
    public static string Name(EventTier tier) =>
        tier switch
        {
            EventTier.Neighbourhood => "neighbourhood",
            EventTier.Place => "place",
            EventTier.System => "system",
            _ => throw new ArgumentOutOfRangeException(nameof(tier)),
        };

    public static bool TryParse(string? name, out EventTier tier)
    {
        tier = name switch
        {
            "neighbourhood" => EventTier.Neighbourhood,
            "place" => EventTier.Place,
            "system" => EventTier.System,
            _ => default,
        };
        return tier != default;
    }
}
