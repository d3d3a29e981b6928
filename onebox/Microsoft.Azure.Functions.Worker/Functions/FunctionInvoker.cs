using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// Calls the method. MethodInvoker starts interpreted and emits its own call stub once the function is used: no request pays for reflection,
/// and no cold start pays for compiling expression trees.
/// </summary>
internal sealed class FunctionInvoker
{
    /// <summary>Functions' classes are registered under this key, so that an app's own registration of the same class stays its own.</summary>
    public static readonly object ServiceKey = new();

    private readonly Type? _class;
    private readonly MethodInvoker _method;
    private readonly ArgumentSource[] _arguments;
    private readonly ReturnAdapter _returned;

    public FunctionInvoker(FunctionModel function)
    {
        _class = function.Method.IsStatic ? null : function.Method.DeclaringType;
        _method = MethodInvoker.Create(function.Method);
        _arguments = [.. function.Method.GetParameters().Select(p => Arguments.For(function, p))];
        _returned = ReturnAdapters.For(function.Method.ReturnType);
    }

    public async Task InvokeAsync(InvocationContext context)
    {
        var arguments = _arguments.Length == 0 ? [] : new object?[_arguments.Length];
        for (var i = 0; i < arguments.Length; i++)
            arguments[i] = await _arguments[i](context);
        var instance = _class is null ? null : context.InstanceServices.GetRequiredKeyedService(_class, ServiceKey);
        context.InvocationResult = await _returned(_method.Invoke(instance, arguments.AsSpan()));
    }
}
