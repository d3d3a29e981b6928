using Azure.Messaging.ServiceBus;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Messaging;

/// <summary>The queue care-events: the same messages as over HTTP, from integration engines.</summary>
public sealed class QueueIntakeTests(LiveHub live) : IClassFixture<LiveHub>
{
    private const string Queue = "care-events";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_with_a_token_goes_into_the_record()
    {
        foreach (
            var message in new[]
            {
                Messages.Stay(TestPerson.New(), "stay", discharged: true, version: 1),
                Messages.DischargedEvent(TestPerson.New(), "stay"),
            }
        )
        {
            var committed = live.Hub.Storage.Next(call => call.Kind is StorageCallKind.Transaction);
            await PutAsync(message.ContentType, message.Body, $"Bearer {live.TokenOf(message.From)}");
            await committed.WaitAsync(Patience, Cancellation);

            Assert.Equal((1, message.Entries), await live.Hub.Truth.SeenOfAsync(live.Hub.RecordOf(message.Person), message, Cancellation));
        }
    }

    public static TheoryData<string, string, string> Refusals =>
        new()
        {
            { "INT002", "text/plain", "token" },
            { "INT117", "application/fhir+json; fhirVersion=3.0", "token" },
            { "INT300", "application/fhir+json; fhirVersion=4.0", "" },
            { "INT300", "application/fhir+json", "Bearer nonsense" },
            { "INT005", "application/fhir+json", "token not JSON" },
            { "INT250", "application/cloudevents+json", "token empty" },
            { "INT301", "application/fhir+json", "clinician" },
        };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task What_is_refused_lies_in_the_dead_letter_queue_with_its_code_and_nothing_else(
        string code,
        string contentType,
        string authorization
    )
    {
        var before = await live.StoredAsync(Cancellation);
        var sender = authorization is "clinician" ? TestSender.Clinician : TestSender.Trust;
        var body = authorization switch
        {
            "token not JSON" => "Zqxvwbane7Merrowick"u8.ToArray(),
            "token empty" => "{\"id\":\"Zqxvwbane7Merrowick\"}"u8.ToArray(),
            _ => Messages.Gp(TestPerson.New(), 2).Body,
        };
        var value = authorization is "" or "Bearer nonsense" ? authorization : $"Bearer {live.TokenOf(sender)}";
        await using var dead = live.Hub.ServiceBus.CreateReceiver(Queue, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        await PutAsync(contentType, body, value);

        var letter = await dead.ReceiveMessageAsync(Patience, Cancellation);

        Assert.NotNull(letter);
        await dead.CompleteMessageAsync(letter, Cancellation);
        Assert.Equal(code, letter.DeadLetterReason);
        Assert.True(string.IsNullOrEmpty(letter.DeadLetterErrorDescription));
        Assert.Equal(body, letter.Body.ToArray());
        var after = await live.StoredAsync(Cancellation);
        // Nothing new; what an earlier message left in an outbox may be worked off meanwhile.
        Assert.Empty(after.Snapshots.Except(before.Snapshots));
        Assert.Empty(after.Records.Except(before.Records));
    }

    private async Task PutAsync(string contentType, byte[] body, string authorization)
    {
        await using var sender = live.Hub.ServiceBus.CreateSender(Queue);
        var message = new ServiceBusMessage(body) { ContentType = contentType, MessageId = Messages.NewName("queued") };
        if (authorization.Length > 0)
            message.ApplicationProperties["authorization"] = authorization;
        await sender.SendMessageAsync(message, Cancellation);
    }
}
