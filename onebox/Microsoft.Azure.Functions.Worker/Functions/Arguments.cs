using System.Reflection;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Chooses, once a function, where each argument comes from.</summary>
internal static class Arguments
{
    public static ArgumentSource For(FunctionModel function, ParameterInfo parameter)
    {
        if (parameter.ParameterType == typeof(FunctionContext))
            return static context => ValueTask.FromResult<object?>(context);
        if (parameter.ParameterType == typeof(CancellationToken))
            return static context => ValueTask.FromResult<object?>(context.CancellationToken);
        return function.Kind.Argument(function, parameter)
            ?? throw function.Refuse(
                $"its parameter '{parameter.Name}' of type {parameter.ParameterType.Name} is nothing that a {function.Kind.BindingType} can give"
            );
    }

    /// <summary>The parameter by its name from the binding data, for types that a string can be read as.</summary>
    public static ArgumentSource? FromBindingData(ParameterInfo parameter)
    {
        var read = ValueReaders.For(parameter.ParameterType);
        if (read is null)
            return null;
        var name = parameter.Name!;
        return context =>
        {
            if (!context.BindingContext.BindingData.TryGetValue(name, out var value) || value is null)
                return ValueTask.FromResult(Missing(parameter));
            if (parameter.ParameterType.IsInstanceOfType(value))
                return ValueTask.FromResult<object?>(value);
            return read(value as string ?? Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!, out var result)
                ? ValueTask.FromResult(result)
                : throw new FunctionWorkerException(
                    $"Function '{context.Function.Name}': the value for '{name}' cannot be read as {parameter.ParameterType.Name}"
                );
        };
    }

    /// <exception cref="FunctionWorkerException">The parameter cannot go without a value.</exception>
    private static object? Missing(ParameterInfo parameter)
    {
        if (parameter.HasDefaultValue)
            return parameter.DefaultValue;
        if (!parameter.ParameterType.IsValueType || Nullable.GetUnderlyingType(parameter.ParameterType) is not null)
            return null;
        throw new FunctionWorkerException($"The trigger has no value for parameter '{parameter.Name}'");
    }
}
