namespace Microsoft.Azure.Functions.Worker;

public abstract class InvocationResult<T>
{
    public abstract T? Value { get; set; }
}

public abstract class InvocationResult : InvocationResult<object>;

/// <summary>What the function returned, for the middleware to read or to replace.</summary>
public static class FunctionContextBindingFeatureExtensions
{
    public static InvocationResult GetInvocationResult(this FunctionContext context) => new UntypedResult(Result(context));

    /// <exception cref="InvalidOperationException">The result is of another type, or there is none.</exception>
    public static InvocationResult<T> GetInvocationResult<T>(this FunctionContext context)
    {
        var feature = Result(context);
        return feature.InvocationResult is T
            ? new TypedResult<T>(feature)
            : throw new InvalidOperationException(
                $"Requested type ({typeof(T)}) does not match the type of the invocation result ({feature.InvocationResult?.GetType()})"
            );
    }

    private static IInvocationResultFeature Result(FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features.Get<IInvocationResultFeature>()
            ?? throw new InvalidOperationException($"No feature is registered with the type {typeof(IInvocationResultFeature)}.");
    }

    private sealed class UntypedResult(IInvocationResultFeature feature) : InvocationResult
    {
        public override object? Value
        {
            get => feature.InvocationResult;
            set => feature.InvocationResult = value;
        }
    }

    private sealed class TypedResult<T>(IInvocationResultFeature feature) : InvocationResult<T>
    {
        public override T? Value
        {
            get => (T?)feature.InvocationResult;
            set => feature.InvocationResult = value;
        }
    }
}

internal interface IInvocationResultFeature
{
    object? InvocationResult { get; set; }
}
