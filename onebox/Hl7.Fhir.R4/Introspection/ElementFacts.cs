using System.Text;
using System.Text.Json;

namespace Hl7.Fhir.Introspection;

/// <summary>One element of a type: where its value is kept, how often it may occur, and the JSON properties that can carry it.</summary>
internal sealed class ElementFacts
{
    public required string Name { get; init; }
    public required int Slot { get; init; }
    public required bool IsList { get; init; }
    public required bool IsRequired { get; init; }
    public required bool IsChoice { get; init; }

    /// <summary>The value set that a bound CodeableConcept, Coding or plain code must use; null where there is none.</summary>
    public CodeFacts? ValueSet => valueSetNumber < 0 ? null : valueSet ??= CodeFacts.ValueSet(valueSetNumber);

    /// <summary>One property, or for a choice one a type (valueString, valueQuantity, ...).</summary>
    public PropertyFacts[] Properties { get; set; } = [];

    public int ValueSetNumber
    {
        init => valueSetNumber = value;
    }

    private readonly int valueSetNumber = -1;
    private CodeFacts? valueSet;
}

/// <summary>A JSON property: the element it belongs to and the type of its value.</summary>
internal sealed class PropertyFacts(string name, ElementFacts element, PrimitiveKind primitive, int number) : IUtf8Named
{
    private TypeFacts? type;
    private CodeFacts? codes;
    private EncodedNames? encoded;

    public string Name => name;
    public byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(name);
    public ElementFacts Element => element;

    /// <summary>The primitive type of the value; None for a complex type or a resource.</summary>
    public PrimitiveKind Primitive => primitive;

    /// <summary>Any resource: its type is said by its resourceType.</summary>
    public bool IsResource => primitive == PrimitiveKind.None && number < 0;

    /// <summary>The complex type of the value.</summary>
    public TypeFacts Type => type ??= TypeTable.Get(number);

    /// <summary>The codes of an enumeration.</summary>
    public CodeFacts Codes => codes ??= CodeFacts.Enumeration(number);

    public int Number => number;

    public JsonEncodedText Encoded => Names.Own;

    /// <summary>The name with an underscore: the property for a primitive's id and extensions.</summary>
    public JsonEncodedText EncodedCompanion => Names.Companion;

    // One object, so that another thread sees both names or neither.
    private EncodedNames Names => encoded ??= new EncodedNames(JsonEncodedText.Encode(name), JsonEncodedText.Encode("_" + name));

    private sealed record EncodedNames(JsonEncodedText Own, JsonEncodedText Companion);
}
