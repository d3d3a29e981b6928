#nullable disable
using Hl7.Fhir.Introspection;

namespace Hl7.Fhir.Model;

/// <summary>Something that can be copied with everything in it.</summary>
public interface IDeepCopyable
{
    /// <summary>A copy that shares nothing with this instance.</summary>
    IDeepCopyable DeepCopy();
}

/// <summary>Something that can be compared with everything in it.</summary>
public interface IDeepComparable
{
    /// <summary>Whether both have the same type and the same elements with the same values, in the same order.</summary>
    bool IsExactly(IDeepComparable other);
}

/// <summary>Something with identifiers.</summary>
public interface IIdentifiable<T>
{
    /// <summary>The identifier, or the list of them.</summary>
    T Identifier { get; set; }
}

/// <summary>A named child, as <see cref="Base.NamedChildren"/> gives it.</summary>
public struct ElementValue(string name, Base value)
{
    /// <summary>FHIR's name of the element, without the type of a choice: "value", not "valueString".</summary>
    public string ElementName = name;

    /// <summary>The child; one of several with this name where the element repeats.</summary>
    public Base Value = value;
}

/// <summary>
/// Root of the model. An instance keeps its elements in slots, one an element. A slot of a primitive holds the bare value until someone
/// asks for the primitive as an object, because most are read, mapped and never need an id or extension of their own.
/// Reading one instance from several threads is safe; changing it is not.
/// </summary>
public abstract class Base : IDeepCopyable, IDeepComparable
{
    internal abstract TypeFacts TypeFacts { get; }

    /// <summary>By <see cref="ElementFacts.Slot"/>.</summary>
    internal abstract Span<object> Slots { get; }

    /// <summary>FHIR's name of the type; Patient#Contact for a component.</summary>
    public virtual string TypeName => TypeFacts.Name;

    /// <summary>Everything directly inside, in the order of the specification.</summary>
    public IEnumerable<Base> Children => NamedChildren.Select(child => child.Value);

    /// <inheritdoc cref="Children"/>
    public virtual IEnumerable<ElementValue> NamedChildren
    {
        get
        {
            foreach (var element in TypeFacts.Elements)
            {
                var value = SlotObjects.Materialise(ref Slots[element.Slot], element);
                if (value is Base one)
                    yield return new ElementValue(element.Name, one);
                else if (value is System.Collections.IEnumerable many)
                    foreach (Base item in many)
                        if (item is not null)
                            yield return new ElementValue(element.Name, item);
            }
        }
    }

    /// <inheritdoc/>
    public IDeepCopyable DeepCopy()
    {
        var copy = (Base)MemberwiseClone();
        foreach (ref var slot in copy.Slots)
            slot = SlotObjects.Copy(slot);
        return copy;
    }

    /// <inheritdoc/>
    public virtual bool IsExactly(IDeepComparable other)
    {
        if (other is not Base that || that.GetType() != GetType())
            return false;
        foreach (var element in TypeFacts.Elements)
            if (!SlotObjects.Same(ref Slots[element.Slot], ref that.Slots[element.Slot], element))
                return false;
        return true;
    }

    /// <summary>The list in a slot, made when first asked for.</summary>
    private protected static List<T> Many<T>(ref object slot) => (List<T>)(slot ??= new List<T>());

    /// <summary>The primitive in a slot as an object; null when there is none.</summary>
    private protected static T Primitive<T>(ref object slot)
        where T : PrimitiveType, new()
    {
        if (slot is null or T)
            return (T)slot;
        var made = new T { Raw = slot };
        slot = made;
        return made;
    }

    /// <summary>The list of primitives in a slot as objects, made when first asked for.</summary>
    private protected static List<T> ManyPrimitives<T>(ref object slot)
        where T : PrimitiveType, new()
    {
        if (slot is List<T> list)
            return list;
        var raws = slot as object[] ?? [];
        list = new List<T>(raws.Length);
        foreach (var raw in raws)
            list.Add(new T { Raw = raw });
        slot = list;
        return list;
    }
}
