using System.Diagnostics.CodeAnalysis;

namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

[AttributeUsage(AttributeTargets.Method)]
[SuppressMessage("Design", "CA1012", Justification = "The official type's constructor is public.")]
public abstract class BindingAttribute : Attribute
{
    public BindingAttribute() { }
}

[AttributeUsage(AttributeTargets.Parameter)]
[SuppressMessage("Design", "CA1012", Justification = "The official type's constructor is public.")]
public abstract class TriggerBindingAttribute : BindingAttribute
{
    public TriggerBindingAttribute() { }
}

/// <summary>How many messages one invocation takes.</summary>
public enum Cardinality
{
    Many,
    One,
}

public interface ISupportCardinality
{
    Cardinality Cardinality { get; set; }
}
