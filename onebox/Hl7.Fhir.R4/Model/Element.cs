#nullable disable
namespace Hl7.Fhir.Model;

/// <summary>What every element may have: an id and extensions.</summary>
public abstract class Element : Base, IExtendable
{
    /// <summary>Id for references inside the resource.</summary>
    public string ElementId
    {
        get => PrimitiveSlot.Text(Slots[0]);
        set => Slots[0] = value;
    }

    /// <summary>Extensions; an empty list when there are none.</summary>
    public List<Extension> Extension
    {
        get => Many<Extension>(ref Slots[1]);
        set => Slots[1] = value;
    }

    bool IExtendable.HasAnyExtension => Slots[1] is List<Extension> { Count: > 0 };
}

/// <summary>Base of the data types.</summary>
public abstract class DataType : Element;

/// <summary>An element nested in a resource.</summary>
public abstract class BackboneElement : Element, IModifierExtendable
{
    /// <summary>Extensions that change the meaning of the element: a reader that does not know one must not use the element.</summary>
    public List<Extension> ModifierExtension
    {
        get => Many<Extension>(ref Slots[2]);
        set => Slots[2] = value;
    }
}

/// <summary>A data type with modifier extensions (Timing, Dosage, ElementDefinition, ...).</summary>
public abstract class BackboneType : DataType, IModifierExtendable
{
    /// <inheritdoc cref="BackboneElement.ModifierExtension"/>
    public List<Extension> ModifierExtension
    {
        get => Many<Extension>(ref Slots[2]);
        set => Slots[2] = value;
    }
}
