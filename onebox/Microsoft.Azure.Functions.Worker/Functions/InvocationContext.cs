using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// One invocation. What few functions ask for (items, features, binding data, a linked token) is made when first asked for:
/// most of the hub's requests touch none of it.
/// </summary>
internal sealed class InvocationContext(FunctionModel function, object trigger, IServiceProvider services, CancellationToken draining)
    : FunctionContext,
        IInvocationResultFeature,
        IDisposable
{
    private CancellationTokenSource? _linked;

    public FunctionModel Function { get; } = function;

    /// <summary>HttpContext, TimerInfo, or the listener's own record of the message or blob.</summary>
    public object Trigger { get; } = trigger;

    public object? InvocationResult { get; set; }

    /// <summary>The W3C trace parent that came with the message.</summary>
    public string? TraceParent { get; init; }

    public Func<IReadOnlyDictionary<string, object?>>? ReadBindingData { get; init; }

    public override string InvocationId => field ??= Guid.NewGuid().ToString();

    public override string FunctionId => Function.Definition.Id;

    public override FunctionDefinition FunctionDefinition => Function.Definition;

    public override TraceContext TraceContext => field ??= InvocationTrace.Of(this);

    public override BindingContext BindingContext =>
        field ??= new InvocationBindings(ReadBindingData?.Invoke() ?? ImmutableDictionary<string, object?>.Empty);

    public override RetryContext RetryContext => InvocationRetry.None;

    public override IServiceProvider InstanceServices { get; set; } = services;

    public override IDictionary<object, object> Items
    {
        get => field ??= NewItems();
        set;
    }

    public override IInvocationFeatures Features => field ??= new InvocationFeatures(this);

    public override CancellationToken CancellationToken
    {
        get
        {
            if (_linked is not null)
                return _linked.Token;
            if (Trigger is not HttpContext http)
                return draining;
            _linked = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, draining);
            return _linked.Token;
        }
    }

    public void Dispose() => _linked?.Dispose();

    private Dictionary<object, object> NewItems() =>
        Trigger is HttpContext http ? new() { [FunctionContextExtensions.HttpContextKey] = http } : [];
}
