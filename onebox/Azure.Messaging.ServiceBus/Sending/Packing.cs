using System.Runtime.Serialization;
using Azure.Messaging.ServiceBus.Onebox;

namespace Azure.Messaging.ServiceBus;

/// <summary>Turns what a caller made into what a broker stores, within the service's limits.</summary>
internal static class Packing
{
    /// <exception cref="SerializationException">A property's type is not supported, or the properties take more than 64 KB.</exception>
    public static Parcel Pack(ServiceBusMessage message, DateTimeOffset? scheduledFor)
    {
        var content = BrokeredContent.From(message);
        if (scheduledFor is { } time)
            content = content with { ScheduledEnqueueTime = time.ToUniversalTime() };
        var header = MessageCodec.Encode(content);
        if (header.Length > MessageLimits.MaxHeaderBytes)
            throw new SerializationException(
                $"The message's properties take {header.Length} bytes; the limit is {MessageLimits.MaxHeaderBytes}."
            );
        return new Parcel(content, header, content.ScheduledEnqueueTime.UtcTicks);
    }

    /// <exception cref="ServiceBusException">The messages are too large, one of them or all together (MessageSizeExceeded).</exception>
    public static void ThrowIfTooLarge(IReadOnlyList<Parcel> parcels, string entityPath)
    {
        var total = 0L;
        foreach (var parcel in parcels)
        {
            total += parcel.Size;
            if (parcel.Size > MessageLimits.MaxMessageBytes || total > MessageLimits.MaxBatchBytes)
                throw new ServiceBusException(
                    $"The messages of a send may take {MessageLimits.MaxBatchBytes} bytes together; these take more.",
                    ServiceBusFailureReason.MessageSizeExceeded,
                    entityPath
                );
        }
    }
}
