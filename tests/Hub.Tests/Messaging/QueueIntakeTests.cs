using Azure.Messaging.ServiceBus;
using IntegrationHub.Access;
using IntegrationHub.Functions.Intake;
using IntegrationHub.Identifiers;
using IntegrationHub.Testing;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Support;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

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
            var done = live.Hub.OutboxDoneOf(message.Person);
            await PutAsync(message.ContentType, message.Body, $"Bearer {live.TokenOf(message.From)}");
            await done.WaitAsync(Patience, Cancellation);

            Assert.Equal((1, message.Entries), await live.Hub.Truth.SeenOfAsync(live.Hub.RecordOf(message.Person), message, Cancellation));
        }
    }

    /// <summary>A backlog of hours must not turn every message in it into a refused one.</summary>
    [Theory]
    [InlineData(5, true)]
    [InlineData(120, false)]
    public async Task A_message_is_taken_by_the_token_that_was_valid_when_the_broker_took_it(int minutesAfterIssue, bool taken)
    {
        var issued = TimeProvider.System.GetUtcNow().AddHours(-9);
        using var issuer = LocalIssuer.Open(live.Keys, new TestClock(issued));
        var told = Messages.DischargedEvent(TestPerson.New(), "stay");
        var message = ServiceBusModelFactory.ServiceBusReceivedMessage(
            BinaryData.FromBytes(told.Body),
            contentType: told.ContentType,
            properties: new Dictionary<string, object>
            {
                ["authorization"] =
                    $"Bearer {issuer.Issue(OdsCode.Parse(told.From.Organisation), Role.TrustSystem, lifetime: TimeSpan.FromHours(1))}",
            },
            enqueuedTime: issued.AddMinutes(minutesAfterIssue)
        );
        var settled = new Settled();
        await ActivatorUtilities.CreateInstance<QueueIntake>(live.Hub.Services).Run(message, settled, Cancellation);

        Assert.Equal(taken ? "completed" : "INT300", settled.As);
        var record = live.Hub.RecordOf(told.Person);
        Assert.Equal(taken ? (1, 1) : (0, 0), await live.Hub.Truth.SeenOfAsync(record, told, Cancellation));
    }

    [Fact]
    public async Task A_message_that_the_storage_cannot_take_now_stays_locked_and_is_neither_given_back_nor_dead_lettered()
    {
        var told = Messages.DischargedEvent(TestPerson.New(), "stay");
        var message = ServiceBusModelFactory.ServiceBusReceivedMessage(
            BinaryData.FromBytes(told.Body),
            contentType: told.ContentType,
            properties: new Dictionary<string, object> { ["authorization"] = $"Bearer {live.TokenOf(told.From)}" },
            enqueuedTime: TimeProvider.System.GetUtcNow()
        );
        var settled = new Settled();
        var intake = ActivatorUtilities.CreateInstance<QueueIntake>(live.Hub.Services);
        // Only intake writes snapshots: what works off an outbox beside it takes none of the fault.
        var struck = live.Hub.Storage.Arm(0, Fault.Unreached, call => call.Kind is StorageCallKind.BlobWrite);
        await intake.Run(message, settled, Cancellation);
        await struck.WaitAsync(Cancellation);

        Assert.Null(settled.As);
    }

    private sealed class Settled : ServiceBusMessageActions
    {
        public string? As { get; private set; }

        public override Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default)
        {
            As = "completed";
            return Task.CompletedTask;
        }

        public override Task AbandonMessageAsync(
            ServiceBusReceivedMessage message,
            IDictionary<string, object>? propertiesToModify = default,
            CancellationToken cancellationToken = default
        )
        {
            As = "abandoned";
            return Task.CompletedTask;
        }

        public override Task DeadLetterMessageAsync(
            ServiceBusReceivedMessage message,
            Dictionary<string, object>? propertiesToModify = default,
            string? deadLetterReason = default,
            string? deadLetterErrorDescription = default,
            CancellationToken cancellationToken = default
        )
        {
            As = deadLetterReason;
            return Task.CompletedTask;
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
