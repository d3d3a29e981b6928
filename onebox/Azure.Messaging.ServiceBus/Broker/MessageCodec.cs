using System.Text;

namespace Azure.Messaging.ServiceBus.Onebox;

/// <summary>
/// The stored form of all of a message but its body: a mask of the fields that are there, those fields, then the application
/// properties. Own and binary, since it is written and read on every send and every receive after a restart.
/// </summary>
internal static class MessageCodec
{
    private const byte Version = 1;

    /// <exception cref="System.Runtime.Serialization.SerializationException">An application property's type is not supported.</exception>
    public static byte[] Encode(BrokeredContent content)
    {
        using var stream = new MemoryStream(256);
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        ReadOnlySpan<string?> texts =
        [
            content.MessageId,
            content.SessionId,
            content.PartitionKey,
            content.TransactionPartitionKey,
            content.ReplyToSessionId,
            content.CorrelationId,
            content.Subject,
            content.To,
            content.ContentType,
            content.ReplyTo,
            content.DeadLetterSource,
        ];
        ushort mask = 0;
        for (var i = 0; i < texts.Length; i++)
            mask |= texts[i] is null ? (ushort)0 : (ushort)(1 << i);
        writer.Write(Version);
        writer.Write(mask);
        foreach (var text in texts)
            if (text is not null)
                writer.Write(text);
        writer.Write(content.TimeToLive.Ticks);
        writer.Write(content.ScheduledEnqueueTime.UtcTicks);
        writer.Write7BitEncodedInt(content.Properties.Count);
        foreach (var (name, value) in content.Properties)
        {
            writer.Write(name);
            PropertyCodec.Write(writer, value);
        }
        writer.Flush();
        return stream.ToArray();
    }

    public static BrokeredContent Decode(byte[] header, byte[] body)
    {
        using var stream = new MemoryStream(header, writable: false);
        using var reader = new BinaryReader(stream, Encoding.UTF8);
        var version = reader.ReadByte();
        if (version != Version)
            throw new InvalidDataException($"The stored message has header version {version}; this broker reads version {Version}.");
        var mask = reader.ReadUInt16();
        var bit = 0;
        string? Next() => (mask & (1 << bit++)) == 0 ? null : reader.ReadString();
        var content = new BrokeredContent
        {
            Body = body,
            MessageId = Next(),
            SessionId = Next(),
            PartitionKey = Next(),
            TransactionPartitionKey = Next(),
            ReplyToSessionId = Next(),
            CorrelationId = Next(),
            Subject = Next(),
            To = Next(),
            ContentType = Next(),
            ReplyTo = Next(),
            DeadLetterSource = Next(),
            TimeToLive = new TimeSpan(reader.ReadInt64()),
            ScheduledEnqueueTime = new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero),
        };
        for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
            content.Properties[reader.ReadString()] = PropertyCodec.Read(reader);
        return content;
    }
}
