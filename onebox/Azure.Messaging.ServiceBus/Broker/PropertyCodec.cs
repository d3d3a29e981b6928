using System.Runtime.Serialization;

namespace Azure.Messaging.ServiceBus.Onebox;

/// <summary>Application property values with their exact .NET type, as the official client carries them.</summary>
internal static class PropertyCodec
{
    private enum Kind : byte
    {
        Null,
        Text,
        True,
        False,
        Int32,
        Int64,
        Double,
        Decimal,
        Guid,
        DateTime,
        DateTimeOffset,
        TimeSpan,
        Uri,
        Bytes,
        Byte,
        SByte,
        Int16,
        UInt16,
        UInt32,
        UInt64,
        Single,
        Char,
    }

    /// <exception cref="SerializationException">A value has a type that messages do not carry.</exception>
    public static void ThrowIfUnsupported(IDictionary<string, object>? properties)
    {
        if (properties is null)
            return;
        foreach (var value in properties.Values)
            Write(BinaryWriter.Null, value);
    }

    public static void Write(BinaryWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.Write((byte)Kind.Null);
                break;
            case string v:
                writer.Write((byte)Kind.Text);
                writer.Write(v);
                break;
            case bool v:
                writer.Write((byte)(v ? Kind.True : Kind.False));
                break;
            case Uri v:
                writer.Write((byte)Kind.Uri);
                writer.Write(v.OriginalString);
                break;
            case Guid v:
                writer.Write((byte)Kind.Guid);
                writer.Write(v.ToByteArray());
                break;
            case byte[] v:
                writer.Write((byte)Kind.Bytes);
                writer.Write7BitEncodedInt(v.Length);
                writer.Write(v);
                break;
            default:
                if (!TryWriteTime(writer, value) && !TryWriteNumber(writer, value))
                    throw new SerializationException($"An application property of type {value.GetType().FullName} cannot be sent.");
                break;
        }
    }

    private static bool TryWriteTime(BinaryWriter writer, object value)
    {
        switch (value)
        {
            case DateTime v:
                writer.Write((byte)Kind.DateTime);
                writer.Write(v.ToBinary());
                return true;
            case DateTimeOffset v:
                writer.Write((byte)Kind.DateTimeOffset);
                writer.Write(v.Ticks);
                writer.Write(v.Offset.Ticks);
                return true;
            case TimeSpan v:
                writer.Write((byte)Kind.TimeSpan);
                writer.Write(v.Ticks);
                return true;
            default:
                return false;
        }
    }

    private static bool TryWriteNumber(BinaryWriter writer, object value)
    {
        Kind? kind = value switch
        {
            int => Kind.Int32,
            long => Kind.Int64,
            double => Kind.Double,
            decimal => Kind.Decimal,
            byte => Kind.Byte,
            sbyte => Kind.SByte,
            short => Kind.Int16,
            ushort => Kind.UInt16,
            uint => Kind.UInt32,
            ulong => Kind.UInt64,
            float => Kind.Single,
            char => Kind.Char,
            _ => null,
        };
        if (kind is null)
            return false;
        writer.Write((byte)kind);
        if (value is double real)
            writer.Write(real);
        else if (value is float single)
            writer.Write(single);
        else if (value is decimal exact)
            writer.Write(exact);
        else if (value is ulong large)
            writer.Write(large);
        else if (value is char character)
            writer.Write((ushort)character);
        else
            writer.Write(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));
        return true;
    }

    public static object Read(BinaryReader reader)
    {
        var kind = (Kind)reader.ReadByte();
        return kind switch
        {
            Kind.Null => null!,
            Kind.Text => reader.ReadString(),
            Kind.True => true,
            Kind.False => false,
            Kind.Uri => new Uri(reader.ReadString(), UriKind.RelativeOrAbsolute),
            Kind.Guid => new Guid(reader.ReadBytes(16)),
            Kind.Bytes => reader.ReadBytes(reader.Read7BitEncodedInt()),
            Kind.DateTime => DateTime.FromBinary(reader.ReadInt64()),
            Kind.DateTimeOffset => new DateTimeOffset(reader.ReadInt64(), new TimeSpan(reader.ReadInt64())),
            Kind.TimeSpan => new TimeSpan(reader.ReadInt64()),
            Kind.Int32 => (int)reader.ReadInt64(),
            Kind.Int64 => reader.ReadInt64(),
            Kind.Double => reader.ReadDouble(),
            Kind.Decimal => reader.ReadDecimal(),
            Kind.Byte => (byte)reader.ReadInt64(),
            Kind.SByte => (sbyte)reader.ReadInt64(),
            Kind.Int16 => (short)reader.ReadInt64(),
            Kind.UInt16 => (ushort)reader.ReadInt64(),
            Kind.UInt32 => (uint)reader.ReadInt64(),
            Kind.UInt64 => reader.ReadUInt64(),
            Kind.Single => reader.ReadSingle(),
            Kind.Char => (char)reader.ReadUInt16(),
            _ => throw new InvalidDataException($"The stored message has a property of unknown kind {kind}."),
        };
    }
}
