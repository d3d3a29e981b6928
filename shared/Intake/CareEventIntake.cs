using Azure.Messaging.ServiceBus;
using IntegrationHub.Access;
using IntegrationHub.Directory;
using IntegrationHub.Errors;
using IntegrationHub.Fhir;
using IntegrationHub.Operations;
using Microsoft.Net.Http.Headers;

namespace IntegrationHub.Intake;

/// <summary>
/// Takes messages of the queue care-events. Who sent one is said by an access token in the application property <c>authorization</c>, as
/// over HTTP: that somebody may write to the queue does not say in whose name.
/// </summary>
public sealed class CareEventIntake(IntakeService intake, AccessTokens tokens, HubDirectory directory, TimeProvider time)
{
    /// <returns>Null when it is in the record, else why not.</returns>
    /// <exception cref="Exception">An outage (<see cref="Outage"/>).</exception>
    public async Task<HubError?> ReceiveAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
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
        return await tokens.CheckAsync(authorization, message.EnqueuedTime, cancellationToken) switch
        {
            AccessDecision.Allowed allowed => await ReceiveAsync(message, route, allowed.Caller, cancellationToken),
            AccessDecision.Refused refused => refused.Error,
            _ => throw new InvalidOperationException("An access decision of no known kind."),
        };
    }

    private async Task<HubError?> ReceiveAsync(
        ServiceBusReceivedMessage message,
        MessageRoute route,
        Caller caller,
        CancellationToken cancellationToken
    )
    {
        HubMeter.CountFor(caller.Organisation.Value, directory.OnePlaceOf(caller.Organisation));
        // Taken, and completed or set aside.
        HubMeter.BusOperations(2);
        HubMeter.Executed();
        var incoming = new IncomingMessage(
            route,
            caller,
            message.Body.ToMemory(),
            IdempotencyKey: null,
            time.GetUtcNow(),
            $"sb-{message.SequenceNumber}"
        );
        switch (await intake.ReceiveAsync(incoming, cancellationToken))
        {
            case IntakeOutcome.Accepted accepted:
                HubMeter.Accepted(accepted.Entries);
                return null;
            case IntakeOutcome.Refused refused:
                return refused.Errors[0];
            default:
                throw new InvalidOperationException("An intake outcome of no known kind.");
        }
    }
}
