using System.Net;
using System.Net.Security;

namespace Azure.Messaging.ServiceBus;

/// <summary>
/// Settings of a client. Here the broker is in the same process, so the settings about the wire (transport, proxy, certificates,
/// custom address, idle time) are kept for source compatibility and have nothing to act upon.
/// </summary>
public class ServiceBusClientOptions
{
    public ServiceBusTransportType TransportType { get; set; } = ServiceBusTransportType.AmqpTcp;

    /// <summary>Names the client in its own diagnostics; one is made up when this is null or empty.</summary>
    public string? Identifier { get; set; }

    public ServiceBusRetryOptions RetryOptions { get; set; } = new();

    public IWebProxy? WebProxy { get; set; }

    public Uri? CustomEndpointAddress { get; set; }

    public RemoteCertificateValidationCallback? CertificateValidationCallback { get; set; }

    public TimeSpan ConnectionIdleTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Transactions over several entities are not offered: setting this true fails at the client's construction.</summary>
    public bool EnableCrossEntityTransactions { get; set; }
}

/// <summary>How the official client would travel.</summary>
public enum ServiceBusTransportType
{
    AmqpTcp,
    AmqpWebSockets,
}
