namespace Azure.Messaging.ServiceBus.Administration;

/// <summary>Says which of a topic's messages a subscription takes.</summary>
public abstract class RuleFilter : IEquatable<RuleFilter>
{
    internal RuleFilter() { }

    public abstract bool Equals(RuleFilter? other);

    public abstract override bool Equals(object? obj);

    public abstract override int GetHashCode();
}
