using System.Text;
using System.Text.Json;

namespace Hl7.Fhir.Introspection;

/// <summary>
/// One element of a type: where its value is kept, how often it may occur, and the JSON properties that can carry it. Fields rather than
/// properties, here and in the other facts: each accessor would be one more method to compile in a first read.
/// </summary>
internal sealed class ElementFacts
{
    public required string Name;
    public required int Slot;
    public required bool IsList;
    public required bool IsRequired;
    public required bool IsChoice;

    /// <summary>The value set that a bound CodeableConcept, Coding or plain code must use; null where there is none.</summary>
    public CodeFacts? ValueSet => ValueSetNumber < 0 ? null : valueSet ??= CodeFacts.ValueSet(ValueSetNumber);

    /// <summary>One property, or for a choice one a type (valueString, valueQuantity, ...).</summary>
    public PropertyFacts[] Properties = [];

    /// <summary>-1 where there is none.</summary>
    public required int ValueSetNumber;

    private CodeFacts? valueSet;
}

/// <summary>A JSON property: the element it belongs to and the type of its value.</summary>
internal sealed class PropertyFacts(string name, ElementFacts element, PrimitiveKind primitive, int number) : IUtf8Named
{
    private TypeFacts? type;
    private CodeFacts? codes;
    private EncodedNames? encoded;

    public readonly string Name = name;
    public readonly ElementFacts Element = element;

    /// <summary>The primitive type of the value; None for a complex type or a resource.</summary>
    public readonly PrimitiveKind Primitive = primitive;

    public readonly int Number = number;

    public byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(name);

    /// <summary>Any resource: its type is said by its resourceType.</summary>
    public bool IsResource => Primitive == PrimitiveKind.None && Number < 0;

    /// <summary>The complex type of the value.</summary>
    public TypeFacts Type => type ??= TypeTable.Get(Number);

    /// <summary>The codes of an enumeration.</summary>
    public CodeFacts Codes => codes ??= CodeFacts.Enumeration(Number);

    public JsonEncodedText Encoded => Names.Own;

    /// <summary>The name with an underscore: the property for a primitive's id and extensions.</summary>
    public JsonEncodedText EncodedCompanion => Names.Companion;

    // One object, so that another thread sees both names or neither.
    private EncodedNames Names => encoded ??= new EncodedNames(JsonEncodedText.Encode(Name), JsonEncodedText.Encode("_" + Name));

    private sealed record EncodedNames(JsonEncodedText Own, JsonEncodedText Companion);
}
