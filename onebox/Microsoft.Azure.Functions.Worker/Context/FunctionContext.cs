namespace Microsoft.Azure.Functions.Worker;

/// <summary>What is known about one invocation of a function.</summary>
public abstract class FunctionContext
{
    /// <summary>Unique to the invocation.</summary>
    public abstract string InvocationId { get; }

    /// <summary>Unique to the function, the same in each invocation.</summary>
    public abstract string FunctionId { get; }

    public abstract TraceContext TraceContext { get; }

    public abstract BindingContext BindingContext { get; }

    public abstract RetryContext RetryContext { get; }

    /// <summary>The services of this invocation's own scope.</summary>
    public abstract IServiceProvider InstanceServices { get; set; }

    public abstract FunctionDefinition FunctionDefinition { get; }

    /// <summary>Shared by the middleware and the function within one invocation.</summary>
#pragma warning disable CA2227 // The official property can be set.
    public abstract IDictionary<object, object> Items { get; set; }
#pragma warning restore CA2227

    public abstract IInvocationFeatures Features { get; }

    /// <summary>Cancelled when the caller has gone (HTTP), or when the host's drain time is over.</summary>
    public virtual CancellationToken CancellationToken { get; } = CancellationToken.None;
}
