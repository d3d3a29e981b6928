using Azure.Messaging.ServiceBus;
using IntegrationHub.Directory;
using IntegrationHub.Errors;
using IntegrationHub.Intake;
using IntegrationHub.Messaging;
using IntegrationHub.Operations;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Functions.Intake;

/// <summary>The same messages from trusts' integration engines, over the queue care-events.</summary>
public sealed partial class QueueIntake(CareEventIntake queue, ILogger<QueueIntake> logger)
{
    [Function("CareEvents")]
    public async Task Run(
        [ServiceBusTrigger(
            EntityTopologySettings.CareEventsQueue,
            Connection = MessagingRegistration.Connection,
            AutoCompleteMessages = false
        )]
            ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken cancellationToken
    )
    {
        using var activity = HubTrace.Receive("CareEvents", HubTrace.Of(message));
        HubError? error;
        try
        {
            error = await queue.ReceiveAsync(message, cancellationToken);
        }
        catch (Exception fault) when (Outage.Is(fault))
        {
            // Given back at once, a message would use up all its deliveries in the first seconds of an outage, and lie among those that
            // can never be taken. Left alone, it is delivered again at the end of its lock.
            LogLeft(message.SequenceNumber, fault.GetType().Name);
            return;
        }

        if (error is null)
        {
            await actions.CompleteMessageAsync(message, cancellationToken);
            return;
        }

        activity?.SetTag("hub.code", error.Code);
        HubMeter.Refused(error.Code, "CareEvents");
        LogRefused(error.Code, message.SequenceNumber);
        // So is what is busy now; everything else would fail for ever.
        if (error.Kind.Status < 500)
            await actions.DeadLetterMessageAsync(message, deadLetterReason: error.Code, cancellationToken: cancellationToken);
    }

    [LoggerMessage(
        EventId = 351,
        Level = LogLevel.Warning,
        Message = "Message {SequenceNumber} of care-events cannot be taken now ({Fault}); it comes again at the end of its lock."
    )]
    private partial void LogLeft(long sequenceNumber, string fault);

    [LoggerMessage(EventId = 200, Level = LogLevel.Warning, Message = "Message {SequenceNumber} of care-events was refused with {Code}.")]
    private partial void LogRefused(string code, long sequenceNumber);
}
