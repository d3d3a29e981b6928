namespace Azure.Messaging.ServiceBus;

internal static class Identifiers
{
    /// <summary>The name its owner gave, or one made up from what it stands for.</summary>
    public static string Of(string? given, string subject) => string.IsNullOrEmpty(given) ? $"{subject}-{Guid.NewGuid()}" : given;
}
