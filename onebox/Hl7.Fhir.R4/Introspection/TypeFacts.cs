using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Hl7.Fhir.Model;

namespace Hl7.Fhir.Introspection;

/// <summary>What the reader and writer know of a type. Made when the type is first met: a process that reads patients knows nothing of Contract.</summary>
internal abstract class TypeFacts
{
    private readonly Utf8Table<PropertyFacts> properties;

    protected TypeFacts(int number, string name, ReadOnlySpan<byte> encoded)
    {
        Number = number;
        Name = name;
        Elements = FactDecoder.Elements(encoded);
        properties = new Utf8Table<PropertyFacts>([.. Elements.SelectMany(element => element.Properties)]);
        Required = [.. Elements.Where(element => element.IsRequired)];
        Bound = [.. Elements.Where(element => element.ValueSet is not null)];
        IsMeta = name == "Meta";
        HasChoices = Elements.Any(element => element.IsChoice);
        Invariants = Validation.Invariants.For(this);
    }

    public readonly int Number;

    /// <summary>FHIR's name of the type; Patient#Contact for a component.</summary>
    public readonly string Name;

    /// <summary>By slot.</summary>
    public readonly ElementFacts[] Elements;

    public readonly ElementFacts[] Required;

    /// <summary>Elements whose codes are bound to a value set that is no enumeration.</summary>
    public readonly ElementFacts[] Bound;

    public readonly bool HasChoices;

    public readonly bool IsMeta;

    /// <summary>The invariants of the specification that are checked on instances of this type.</summary>
    public readonly Validation.Invariant[] Invariants;

    /// <summary>A new, empty instance.</summary>
    public abstract Base Create();

    /// <summary>A List of the type's own class that holds these.</summary>
    public abstract object CreateList(ReadOnlySpan<Base> items);

    public bool TryFind(ReadOnlySpan<byte> name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out PropertyFacts? property) =>
        properties.TryFind(name, out property);

    /// <summary>The element of this name, or null.</summary>
    public ElementFacts? Element(string name) => Array.Find(Elements, element => element.Name == name);
}

/// <inheritdoc/>
internal sealed class TypeFacts<T>(int number, string name, ReadOnlySpan<byte> encoded) : TypeFacts(number, name, encoded)
    where T : Base, new()
{
    private static readonly Type Model = typeof(T);

    // The model's constructors without parameters do nothing, and compiling seventy of them would cost a first read some milliseconds.
    public override Base Create() => Unsafe.As<T>(RuntimeHelpers.GetUninitializedObject(Model));

    public override object CreateList(ReadOnlySpan<Base> items)
    {
        var list = new List<T>(items.Length);
        CollectionsMarshal.SetCount(list, items.Length);
        var target = CollectionsMarshal.AsSpan(list);
        for (var i = 0; i < items.Length; i++)
            target[i] = Unsafe.As<T>(items[i]);
        return list;
    }
}
