using System.Globalization;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;

namespace TestFunctionApp;

public sealed class ServiceBusFunctions(Journal journal)
{
    [Function("SbMessage")]
    public async Task Message(
        [ServiceBusTrigger("%Queue%", Connection = "Bus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        FunctionContext context,
        CancellationToken cancellationToken
    )
    {
        switch (message.Subject)
        {
            case "dead":
                await actions.DeadLetterMessageAsync(
                    message,
                    new() { ["Kind"] = "test" },
                    "INT999",
                    "as the test wants",
                    cancellationToken
                );
                break;
            case "defer":
                await actions.DeferMessageAsync(message, cancellationToken: cancellationToken);
                break;
            case "abandon" when message.DeliveryCount == 1:
                await actions.AbandonMessageAsync(message, new Dictionary<string, object> { ["Kind"] = "tried" }, cancellationToken);
                break;
            case "renew":
                await actions.RenewMessageLockAsync(message, cancellationToken);
                await actions.CompleteMessageAsync(message, cancellationToken);
                break;
            case "leave":
                break;
            default:
                await actions.CompleteMessageAsync(message, cancellationToken);
                break;
        }
        journal.Say($"{message.Subject} {message.DeliveryCount} {context.BindingContext.BindingData["MessageId"]}");
    }

    [Function("SbText")]
    public void Text([ServiceBusTrigger("%Queue%", Connection = "Bus")] string body, string messageId, int deliveryCount) =>
        journal.Say(string.Create(CultureInfo.InvariantCulture, $"{body} {messageId} {deliveryCount}"));

    [Function("SbBytes")]
    public void Bytes([ServiceBusTrigger("%Queue%", Connection = "Bus")] byte[] body) => journal.Say($"{body.Length} bytes");

    [Function("SbData")]
    public void Data([ServiceBusTrigger("%Queue%", Connection = "Bus")] BinaryData body) => journal.Say($"data {body}");

    [Function("SbJson")]
    public void Json([ServiceBusTrigger("%Queue%", Connection = "Bus")] Greeting body) => journal.Say($"{body.Text} x{body.Times}");

    [Function("SbThrows")]
    public void Throws([ServiceBusTrigger("%Queue%", Connection = "Bus")] string body, int deliveryCount)
    {
        journal.Say(string.Create(CultureInfo.InvariantCulture, $"{body} {deliveryCount}"));
        throw new InvalidOperationException("as the test wants");
    }

    [Function("SbBatch")]
    public void Batch([ServiceBusTrigger("%Queue%", Connection = "Bus", IsBatched = true)] string[] bodies) =>
        journal.Say(string.Join(',', bodies));

    [Function("SbSubscription")]
    public void Subscription(
        [ServiceBusTrigger("%Topic%", "%Subscription%", Connection = "Bus", AutoCompleteMessages = true)] BinaryData body
    ) => journal.Say($"subscribed {body}");

    [Function("SbSession")]
    public async Task Session(
        [ServiceBusTrigger("%Queue%", Connection = "Bus", IsSessionsEnabled = true)] ServiceBusReceivedMessage message,
        ServiceBusSessionMessageActions session,
        CancellationToken cancellationToken
    )
    {
        var before = await session.GetSessionStateAsync(cancellationToken);
        var state = $"{before}{message.Body}";
        await session.SetSessionStateAsync(BinaryData.FromString(state), cancellationToken);
        await session.RenewSessionLockAsync(cancellationToken);
        journal.Say($"{message.SessionId} {state} {session.SessionLockedUntil > DateTimeOffset.MinValue}");
    }

    [Function("SbSessionBatch")]
    public void SessionBatch(
        [ServiceBusTrigger("%Queue%", Connection = "Bus", IsSessionsEnabled = true, IsBatched = true)] ServiceBusReceivedMessage[] messages
    ) => journal.Say($"{messages[0].SessionId} {string.Join(',', messages.Select(m => m.Body.ToString()))}");

    [Function("SbWaits")]
    public async Task Waits([ServiceBusTrigger("%Queue%", Connection = "Bus")] string body, CancellationToken cancellationToken)
    {
        journal.Say($"waiting {body}");
        await journal.Go.Task.WaitAsync(cancellationToken);
    }

    [Function("SbTrace")]
    public void Trace([ServiceBusTrigger("%Queue%", Connection = "Bus")] string body, FunctionContext context) =>
        journal.Say($"{body} {context.TraceContext.TraceParent}");

    [Function("SbBatchMismatch")]
    public void BatchMismatch([ServiceBusTrigger("q", Connection = "Bus", IsBatched = true)] string body) => journal.Say(body);

    [Function("SbSessionMismatch")]
    public void SessionMismatch([ServiceBusTrigger("q", Connection = "Bus")] string body, ServiceBusSessionMessageActions session) =>
        journal.Say($"{body} {session.SessionLockedUntil}");
}
