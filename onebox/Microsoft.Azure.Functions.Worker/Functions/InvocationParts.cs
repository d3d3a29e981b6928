using System.Collections;
using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Microsoft.Azure.Functions.Worker;

internal sealed class InvocationBindings(IReadOnlyDictionary<string, object?> data) : BindingContext
{
    public override IReadOnlyDictionary<string, object?> BindingData => data;
}

/// <summary>No retry policy is in force: redelivery is the broker's, and its count is on the message.</summary>
internal sealed class InvocationRetry : RetryContext
{
    public static readonly InvocationRetry None = new();

    public override int RetryCount => 0;

    public override int MaxRetryCount => 0;
}

internal sealed class InvocationTrace(string parent, string state) : TraceContext
{
    public override string TraceParent => parent;

    public override string TraceState => state;

    /// <summary>The running activity where traces are collected, else what the caller or the message says of itself.</summary>
    public static InvocationTrace Of(InvocationContext context) =>
        Activity.Current is { } activity ? new InvocationTrace(activity.Id ?? "", activity.TraceStateString ?? "")
        : context.Trigger is HttpContext http
            ? new InvocationTrace(http.Request.Headers.TraceParent.ToString(), http.Request.Headers.TraceState.ToString())
        : new InvocationTrace(context.TraceParent ?? "", "");
}

internal sealed class InvocationFeatures : IInvocationFeatures
{
    private readonly Dictionary<Type, object> _features;

    public InvocationFeatures(IInvocationResultFeature result)
    {
        _features = new() { [typeof(IInvocationResultFeature)] = result };
    }

    public void Set<T>(T instance)
    {
        if (instance is null)
            _features.Remove(typeof(T));
        else
            _features[typeof(T)] = instance;
    }

    public T? Get<T>() => _features.TryGetValue(typeof(T), out var feature) ? (T)feature : default;

    public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => _features.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
