#nullable disable
using Hl7.Fhir.Introspection;

namespace Hl7.Fhir.Model;

/// <summary>True or false.</summary>
public partial class FhirBoolean : PrimitiveType
{
    /// <summary>Without a value.</summary>
    public FhirBoolean() { }

    /// <summary>With this value.</summary>
    public FhirBoolean(bool? value) => Raw = value;

    internal override PrimitiveKind Kind => PrimitiveKind.Boolean;

    /// <summary>Null when there is none.</summary>
    public bool? Value
    {
        get => PrimitiveSlot.Truth(Raw);
        set => Raw = value;
    }
}

/// <summary>A whole number of 32 bits.</summary>
public partial class Integer : PrimitiveType
{
    /// <summary>Without a value.</summary>
    public Integer() { }

    /// <summary>With this value.</summary>
    public Integer(int? value) => Raw = value;

    internal override PrimitiveKind Kind => PrimitiveKind.Integer;

    /// <summary>Null when there is none.</summary>
    public int? Value
    {
        get => PrimitiveSlot.Whole(Raw);
        set => Raw = value;
    }
}

/// <summary>A whole number from 1.</summary>
public partial class PositiveInt : PrimitiveType
{
    /// <summary>Without a value.</summary>
    public PositiveInt() { }

    /// <summary>With this value.</summary>
    public PositiveInt(int? value) => Raw = value;

    internal override PrimitiveKind Kind => PrimitiveKind.PositiveInt;

    /// <summary>Null when there is none.</summary>
    public int? Value
    {
        get => PrimitiveSlot.Whole(Raw);
        set => Raw = value;
    }
}

/// <summary>A whole number from 0.</summary>
public partial class UnsignedInt : PrimitiveType
{
    /// <summary>Without a value.</summary>
    public UnsignedInt() { }

    /// <summary>With this value.</summary>
    public UnsignedInt(int? value) => Raw = value;

    internal override PrimitiveKind Kind => PrimitiveKind.UnsignedInt;

    /// <summary>Null when there is none.</summary>
    public int? Value
    {
        get => PrimitiveSlot.Whole(Raw);
        set => Raw = value;
    }
}

/// <summary>A decimal number; the digits that were read are kept, zeros at the end too.</summary>
public partial class FhirDecimal : PrimitiveType
{
    /// <summary>Without a value.</summary>
    public FhirDecimal() { }

    /// <summary>With this value.</summary>
    public FhirDecimal(decimal? value) => Raw = value;

    internal override PrimitiveKind Kind => PrimitiveKind.Decimal;

    /// <summary>Null when there is none or when .NET's decimal cannot hold it.</summary>
    public decimal? Value
    {
        get => PrimitiveSlot.Number(Raw);
        set => Raw = value;
    }
}

/// <summary>A moment, to the second or finer, with an offset.</summary>
public partial class Instant : PrimitiveType
{
    /// <summary>Without a value.</summary>
    public Instant() { }

    /// <summary>With this value.</summary>
    public Instant(DateTimeOffset? value) => Raw = value;

    internal override PrimitiveKind Kind => PrimitiveKind.Instant;

    /// <summary>Null when there is none.</summary>
    public DateTimeOffset? Value
    {
        get => PrimitiveSlot.Moment(Raw);
        set => Raw = value;
    }
}

/// <summary>Bytes.</summary>
public partial class Base64Binary : PrimitiveType
{
    /// <summary>Without a value.</summary>
    public Base64Binary() { }

    /// <summary>With this value.</summary>
    public Base64Binary(byte[] value) => Raw = value;

    internal override PrimitiveKind Kind => PrimitiveKind.Base64Binary;

    /// <summary>Decoded from base64 each time it is asked for; null when there is none.</summary>
    public byte[] Value
    {
        get => PrimitiveSlot.Bytes(Raw);
        set => Raw = value;
    }
}
