namespace Azure.Messaging.ServiceBus.Onebox;

/// <summary>The data folder belongs to a broker that is open, in this process or another; two writers would damage it.</summary>
public sealed class BrokerInUseException : IOException
{
    public BrokerInUseException(string message)
        : base(message) { }

    public BrokerInUseException(string message, Exception innerException)
        : base(message, innerException) { }
}
