using System.Globalization;
using System.Text;

namespace Hl7.Fhir.Introspection;

/// <summary>Reads the element lines that the generator writes for each type: "name cardinality types [^value set]".</summary>
internal static class FactDecoder
{
    public static ElementFacts[] Elements(ReadOnlySpan<byte> encoded)
    {
        var lines = Encoding.ASCII.GetString(encoded).Split('\n');
        var elements = new ElementFacts[lines.Length];
        for (var i = 0; i < lines.Length; i++)
            elements[i] = Element(lines[i], i);
        return elements;
    }

    private static ElementFacts Element(string line, int slot)
    {
        var parts = line.Split(' ');
        var isChoice = parts[0].EndsWith(']');
        var name = isChoice ? parts[0][..^"[x]".Length] : parts[0];
        var element = new ElementFacts
        {
            Name = name,
            Slot = slot,
            IsChoice = isChoice,
            IsList = parts[1] is "*" or "+",
            IsRequired = parts[1] is "!" or "+",
            ValueSetNumber = parts.Length > 3 ? Number(parts[3]) : -1,
        };
        var types = parts[2].Split('|');
        element.Properties = new PropertyFacts[types.Length];
        for (var i = 0; i < types.Length; i++)
            element.Properties[i] = Property(element, types[i]);
        return element;
    }

    private static PropertyFacts Property(ElementFacts element, string type)
    {
        var (kind, number) = type[0] switch
        {
            '#' => (PrimitiveKind.None, Number(type)),
            '@' => (PrimitiveKind.Enumeration, Number(type)),
            'R' => (PrimitiveKind.None, -1),
            _ => (PrimitiveKinds.Named(type), -1),
        };
        var suffix = "";
        if (element.IsChoice)
            suffix = kind switch
            {
                PrimitiveKind.None => TypeTable.DataTypeName(number),
                _ => char.ToUpperInvariant(kind.Name()[0]) + kind.Name()[1..],
            };
        return new PropertyFacts(element.Name + suffix, element, kind, number);
    }

    private static int Number(string text) => int.Parse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture);
}
