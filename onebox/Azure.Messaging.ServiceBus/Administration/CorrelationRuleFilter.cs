namespace Azure.Messaging.ServiceBus.Administration;

/// <summary>Takes the messages that have every property set here, with exactly that value.</summary>
public sealed class CorrelationRuleFilter : RuleFilter
{
    public CorrelationRuleFilter() { }

    public CorrelationRuleFilter(string correlationId)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(correlationId);
        CorrelationId = correlationId;
    }

    public string? CorrelationId { get; set; }
    public string? MessageId { get; set; }
    public string? To { get; set; }
    public string? ReplyTo { get; set; }
    public string? Subject { get; set; }
    public string? SessionId { get; set; }
    public string? ReplyToSessionId { get; set; }
    public string? ContentType { get; set; }
    public IDictionary<string, object> ApplicationProperties { get; } = new Dictionary<string, object>(StringComparer.Ordinal);

    public override bool Equals(RuleFilter? other) =>
        other is CorrelationRuleFilter filter
        && SystemProperties.AsSpan().SequenceEqual(filter.SystemProperties)
        && PropertySets.AreEqual(ApplicationProperties, filter.ApplicationProperties);

    public override bool Equals(object? obj) => Equals(obj as RuleFilter);

    public override int GetHashCode() => HashCode.Combine(CorrelationId, MessageId, Subject, SessionId, To);

    public static bool operator ==(CorrelationRuleFilter? left, CorrelationRuleFilter? right) =>
        left is null ? right is null : left.Equals(right);

    public static bool operator !=(CorrelationRuleFilter? left, CorrelationRuleFilter? right) => !(left == right);

    public override string ToString() => $"CorrelationRuleFilter: {ApplicationProperties.Count} application properties";

    private string?[] SystemProperties => [CorrelationId, MessageId, To, ReplyTo, Subject, SessionId, ReplyToSessionId, ContentType];
}

internal static class PropertySets
{
    public static bool AreEqual(IDictionary<string, object> left, IDictionary<string, object> right) =>
        left.Count == right.Count && left.All(pair => right.TryGetValue(pair.Key, out var value) && Equals(pair.Value, value));
}
