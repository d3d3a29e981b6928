using System.Reflection;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Gives one argument of one invocation; most are there at once, a request body or a blob has to be read.</summary>
internal delegate ValueTask<object?> ArgumentSource(InvocationContext context);

/// <summary>A kind of trigger: what its functions' parameters may be.</summary>
internal interface ITriggerKind
{
    /// <summary>The name in binding metadata, such as <c>httpTrigger</c>.</summary>
    string BindingType { get; }

    /// <summary>Checks the attribute as far as that needs no settings.</summary>
    /// <exception cref="FunctionWorkerException">The function cannot run; the message says why.</exception>
    void Check(FunctionModel function);

    /// <summary>How to fill the parameter; null when this kind has nothing for it.</summary>
    ArgumentSource? Argument(FunctionModel function, ParameterInfo parameter);

    /// <summary>What watches for the trigger; null for HTTP functions, which the server reaches by their route.</summary>
    /// <exception cref="FunctionWorkerException">A setting or schedule that cannot be used.</exception>
    ITriggerListener? CreateListener(FunctionModel function, IServiceProvider services);
}
