#nullable disable
using System.Collections;
using Hl7.Fhir.Introspection;

namespace Hl7.Fhir.Model;

/// <summary>Slots as objects: bare primitive values become instances of their classes.</summary>
internal static class SlotObjects
{
    /// <summary>A Base, a list of them, or null. What a bare value becomes stays in the slot.</summary>
    public static object Materialise(ref object slot, ElementFacts element)
    {
        if (slot is null or Base or IList and not object[])
            return slot;
        var property = element.Properties[0];
        if (slot is object[] raws)
        {
            var list = Primitives.NewList(property);
            foreach (var raw in raws)
            {
                var item = Primitives.New(property);
                item.Raw = raw;
                list.Add(item);
            }
            slot = list;
            return list;
        }
        var made = Primitives.New(property);
        made.Raw = slot;
        slot = made;
        return made;
    }

    public static object Copy(object slot)
    {
        if (slot is Base one)
            return one.DeepCopy();
        // Bare values never change, nor do the arrays they come in.
        if (slot is not IList many || slot is object[] or byte[])
            return slot;
        var copy = (IList)Activator.CreateInstance(many.GetType());
        foreach (Base item in many)
            copy.Add(item?.DeepCopy());
        return copy;
    }

    public static bool Same(ref object left, ref object right, ElementFacts element)
    {
        var (one, other) = (Materialise(ref left, element), Materialise(ref right, element));
        if (one is IList { Count: 0 })
            one = null;
        if (other is IList { Count: 0 })
            other = null;
        if (one is null || other is null)
            return one is null && other is null;
        if (one is Base value)
            return value.IsExactly((Base)other);
        var (first, second) = ((IList)one, (IList)other);
        if (first.Count != second.Count)
            return false;
        for (var i = 0; i < first.Count; i++)
            if (first[i] is Base item ? !item.IsExactly((Base)second[i]) : second[i] is not null)
                return false;
        return true;
    }
}
