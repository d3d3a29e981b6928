using Azure.Messaging.ServiceBus;
using IntegrationHub.Access;
using IntegrationHub.Directory;
using IntegrationHub.Errors;
using IntegrationHub.Fhir;
using IntegrationHub.Intake;
using IntegrationHub.Messaging;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace IntegrationHub.Functions.Intake;

/// <summary>
/// The same messages from trusts' integration engines, over the queue care-events. Who sent it is said by an access token in the
/// application property <c>authorization</c>, as over HTTP: that somebody may write to the queue does not say in whose name.
/// </summary>
public sealed partial class QueueIntake(IntakeService intake, AccessTokens tokens, TimeProvider time, ILogger<QueueIntake> logger)
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
        HubError? error;
        try
        {
            error = await ReceiveAsync(message, cancellationToken);
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

        LogRefused(error.Code, message.SequenceNumber);
        // So is what is busy now; everything else would fail for ever.
        if (error.Kind.Status < 500)
            await actions.DeadLetterMessageAsync(message, deadLetterReason: error.Code, cancellationToken: cancellationToken);
    }

    private async Task<HubError?> ReceiveAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken)
    {
        MessageRoute? route = null;
        if (MediaTypeHeaderValue.TryParse(message.ContentType, out var type))
            route = type.MediaType.Value switch
            {
                "application/fhir+json" => new MessageRoute.Bundle(MessagesOnly: false),
                "application/cloudevents+json" => new MessageRoute.CareEvent(),
                _ => null,
            };
        if (route is null)
            return ErrorCatalogue.MediaTypeNotSupported;
        if (FhirMediaType.CheckVersion(type!) is { } otherVersion)
            return otherVersion;
        var authorization = message.ApplicationProperties.TryGetValue("authorization", out var value) ? value as string : null;
        // The broker says when it took the message. Judged by the clock, every message of a long backlog would be refused for its age.
        switch (await tokens.CheckAsync(authorization, message.EnqueuedTime, cancellationToken))
        {
            case AccessDecision.Allowed allowed:
                var incoming = new IncomingMessage(
                    route,
                    allowed.Caller,
                    message.Body.ToMemory(),
                    IdempotencyKey: null,
                    time.GetUtcNow(),
                    $"sb-{message.SequenceNumber}"
                );
                return await intake.ReceiveAsync(incoming, cancellationToken) is IntakeOutcome.Refused outcome ? outcome.Errors[0] : null;
            case AccessDecision.Refused refused:
                return refused.Error;
            default:
                throw new InvalidOperationException("An access decision of no known kind.");
        }
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
