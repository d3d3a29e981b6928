#nullable disable
using Hl7.Fhir.Introspection;
using Hl7.Fhir.Utility;

namespace Hl7.Fhir.Model;

/// <summary>A code whose value set is an enumeration.</summary>
public class Code<T> : PrimitiveType
    where T : struct, Enum
{
    /// <summary>Without a value.</summary>
    public Code() { }

    /// <summary>With this value.</summary>
    public Code(T? value) => Value = value;

    internal override PrimitiveKind Kind => PrimitiveKind.Enumeration;

    /// <summary>Null when there is none. Throws InvalidCastException when what was read is no member; ObjectValue has it.</summary>
    public T? Value
    {
        get =>
            Raw is null
                ? null
                : PrimitiveSlot.Coded<T>(Raw)
                    ?? throw new InvalidCastException($"The code cannot be cast to a member of enumeration {typeof(T).Name}.");
        set => Raw = value is { } member ? EnumFacts<T>.Literal(member) : null;
    }

    /// <inheritdoc/>
    public override object ObjectValue
    {
        get => base.ObjectValue;
        set => Raw = value is string text && EnumFacts<T>.Codes.Find(text, StringComparison.Ordinal) is { } known ? known : value;
    }
}
