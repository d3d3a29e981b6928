using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>A function of the app: the method, its trigger, and how it is called.</summary>
internal sealed class FunctionModel
{
    public FunctionModel(string name, MethodInfo method, ParameterInfo trigger, TriggerBindingAttribute attribute, ITriggerKind kind)
    {
        Name = name;
        Method = method;
        Trigger = trigger;
        Attribute = attribute;
        Kind = kind;
        Definition = new FoundDefinition(this);
        // First: what is wrong with the attribute says more than the argument that cannot be bound because of it.
        kind.Check(this);
        Invoker = new FunctionInvoker(this);
    }

    public string Name { get; }

    public MethodInfo Method { get; }

    public ParameterInfo Trigger { get; }

    public TriggerBindingAttribute Attribute { get; }

    public ITriggerKind Kind { get; }

    public FunctionDefinition Definition { get; }

    public FunctionInvoker Invoker { get; }

    /// <summary>The one-line reason that stops the start.</summary>
    public FunctionWorkerException Refuse(string reason, Exception? cause = null) => Refuse(Name, reason, cause);

    public static FunctionWorkerException Refuse(string name, string reason, Exception? cause = null) =>
        new($"Function '{name}' cannot run: {reason}", cause);

    private sealed class FoundDefinition(FunctionModel function) : FunctionDefinition
    {
        public override ImmutableArray<FunctionParameter> Parameters { get; } =
        [
            .. function
                .Method.GetParameters()
                .Select(p => new FunctionParameter(p.Name!, p.ParameterType, p.HasDefaultValue, p.HasDefaultValue ? p.DefaultValue : null)),
        ];

        public override string PathToAssembly { get; } = function.Method.Module.Assembly.Location;

        public override string EntryPoint { get; } = $"{function.Method.DeclaringType!.FullName}.{function.Method.Name}";

        // Stable across restarts, as the official host's is.
        public override string Id { get; } = function.Name;

        public override string Name => function.Name;

        public override IImmutableDictionary<string, BindingMetadata> InputBindings { get; } =
            ImmutableDictionary<string, BindingMetadata>.Empty.Add(
                function.Trigger.Name!,
                new TriggerMetadata(function.Trigger.Name!, function.Kind.BindingType)
            );

        public override IImmutableDictionary<string, BindingMetadata> OutputBindings => ImmutableDictionary<string, BindingMetadata>.Empty;
    }

    private sealed class TriggerMetadata(string name, string type) : BindingMetadata
    {
        public override string Name => name;

        public override string Type => type;

        public override BindingDirection Direction => BindingDirection.In;
    }
}
