using System.Collections.Immutable;

namespace Microsoft.Azure.Functions.Worker;

public abstract class BindingContext
{
    /// <summary>What the trigger knows by name: route and query values, message properties, the parts of a blob's path.</summary>
    public abstract IReadOnlyDictionary<string, object?> BindingData { get; }
}

public abstract class RetryContext
{
    public abstract int RetryCount { get; }

    public abstract int MaxRetryCount { get; }
}

/// <summary>The W3C trace context of the invocation.</summary>
public abstract class TraceContext
{
    public abstract string TraceParent { get; }

    public abstract string TraceState { get; }

    public virtual IReadOnlyDictionary<string, string> Attributes => ImmutableDictionary<string, string>.Empty;

    public virtual IReadOnlyDictionary<string, string> Baggage => ImmutableDictionary<string, string>.Empty;
}

public interface IInvocationFeatures : IEnumerable<KeyValuePair<Type, object>>
{
#pragma warning disable CA1716 // The official names.
    void Set<T>(T instance);

    T? Get<T>();
#pragma warning restore CA1716
}
