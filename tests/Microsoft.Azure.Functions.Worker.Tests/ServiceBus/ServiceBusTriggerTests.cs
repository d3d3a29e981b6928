using Azure.Messaging.ServiceBus;
using Azure.Messaging.ServiceBus.Onebox;
using IntegrationHub.Testing;
using Microsoft.Azure.Functions.Worker;

namespace WorkerTests.ServiceBus;

public sealed class ServiceBusTriggerTests : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Broker _broker;
    private readonly ServiceBusClient _client;
    private readonly string _connection;

    public ServiceBusTriggerTests()
    {
        var address = $"{Guid.NewGuid():N}.servicebus.windows.net";
        _connection = $"Endpoint=sb://{address}/;SharedAccessKeyName=test;SharedAccessKey=AAAA";
        _broker = Broker.Open(
            _folder.Path,
            new BrokerTopology(
                [new QueueDeclaration("plain") { MaxDeliveryCount = 3 }, new QueueDeclaration("sessions") { RequiresSession = true }],
                [new TopicDeclaration("news") { Subscriptions = [new SubscriptionDeclaration("council")] }]
            ),
            address
        );
        _client = new ServiceBusClient(_connection);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _broker.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("SbText", """{"text":"hi","times":2}""", """{"text":"hi","times":2} m1 1""")]
    [InlineData("SbBytes", "12345", "5 bytes")]
    [InlineData("SbData", "x", "data x")]
    [InlineData("SbJson", """{"text":"hi","times":2}""", "hi x2")]
    public async Task A_message_comes_as_the_type_that_is_asked_for_and_is_completed_on_success(string function, string body, string said)
    {
        await using var app = await StartAsync(function);
        await SendAsync("plain", new ServiceBusMessage(body) { MessageId = "m1" });
        Assert.Equal(said, await app.NextAsync());
        await app.Host.StopAsync(Cancel);
        Assert.Null(await PeekAsync("plain"));
    }

    [Fact]
    public async Task A_subscription_is_listened_to_by_names_from_settings()
    {
        await using var app = await StartAsync("SbSubscription");
        await SendAsync("news", new ServiceBusMessage("headline"));
        Assert.Equal("subscribed headline", await app.NextAsync());
    }

    [Fact]
    public async Task The_function_settles_by_the_actions()
    {
        await using var app = await StartAsync("SbMessage");
        await SayAndSendAsync("complete", "complete 1 id-complete", app);
        await SayAndSendAsync("renew", "renew 1 id-renew", app);
        await SayAndSendAsync("dead", "dead 1 id-dead", app);
        await SayAndSendAsync("defer", "defer 1 id-defer", app);
        await SayAndSendAsync("abandon", "abandon 1 id-abandon", app);
        Assert.Equal("abandon 2 id-abandon", await app.NextAsync());
        await app.Host.StopAsync(Cancel);

        var left = await PeekAsync("plain");
        Assert.Equal(("id-defer", ServiceBusMessageState.Deferred), (left!.MessageId, left.State));
        await using var dead = _client.CreateReceiver("plain", new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        var letter = await dead.ReceiveMessageAsync(TimeSpan.FromSeconds(10), Cancel);
        Assert.Equal(("id-dead", "INT999"), (letter!.MessageId, letter.DeadLetterReason));
        Assert.Equal("test", letter.ApplicationProperties["Kind"]);
    }

    [Fact]
    public async Task What_the_function_leaves_stays_locked_where_auto_complete_is_off()
    {
        await using var app = await StartAsync("SbMessage");
        await SayAndSendAsync("leave", "leave 1 id-leave", app);
        await app.Host.StopAsync(Cancel);
        Assert.Equal("id-leave", (await PeekAsync("plain"))!.MessageId);
    }

    [Fact]
    public async Task Host_json_says_auto_complete_where_the_attribute_does_not()
    {
        await using var app = await StartAsync(
            "SbData",
            new() { ["AzureFunctionsJobHost:extensions:serviceBus:autoCompleteMessages"] = "false" }
        );
        await SendAsync("plain", new ServiceBusMessage("kept"));
        Assert.Equal("data kept", await app.NextAsync());
        await app.Host.StopAsync(Cancel);
        Assert.NotNull(await PeekAsync("plain"));
    }

    [Fact]
    public async Task An_exception_abandons_until_the_message_is_dead_lettered()
    {
        await using var app = await StartAsync("SbThrows");
        await SendAsync("plain", new ServiceBusMessage("poison"));
        for (var delivery = 1; delivery <= 3; delivery++)
            Assert.Equal($"poison {delivery}", await app.NextAsync());
        await using var dead = _client.CreateReceiver("plain", new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        var letter = await dead.ReceiveMessageAsync(TimeSpan.FromSeconds(10), Cancel);
        Assert.Equal("MaxDeliveryCountExceeded", letter!.DeadLetterReason);
        Assert.True(app.Journal.IsQuiet);
    }

    [Fact]
    public async Task A_batch_comes_as_an_array_and_is_completed_as_one()
    {
        await using var sender = _client.CreateSender("plain");
        await sender.SendMessagesAsync([new ServiceBusMessage("a"), new ServiceBusMessage("b"), new ServiceBusMessage("c")], Cancel);
        await using var app = await StartAsync("SbBatch");
        Assert.Equal("a,b,c", await app.NextAsync());
        await app.Host.StopAsync(Cancel);
        Assert.Null(await PeekAsync("plain"));
    }

    [Fact]
    public async Task A_session_is_taken_in_order_with_its_state()
    {
        await using var app = await StartAsync("SbSession", new() { ["Queue"] = "sessions" });
        for (var i = 1; i <= 3; i++)
            await SendAsync("sessions", new ServiceBusMessage($"{i}") { SessionId = "s1" });
        Assert.Equal("s1 1 True", await app.NextAsync());
        Assert.Equal("s1 12 True", await app.NextAsync());
        Assert.Equal("s1 123 True", await app.NextAsync());
    }

    [Fact]
    public async Task A_batch_is_of_one_session()
    {
        await using var sender = _client.CreateSender("sessions");
        await sender.SendMessagesAsync(
            [
                new ServiceBusMessage("a") { SessionId = "s1" },
                new ServiceBusMessage("b") { SessionId = "s2" },
                new ServiceBusMessage("c") { SessionId = "s1" },
            ],
            Cancel
        );
        await using var app = await StartAsync("SbSessionBatch", new() { ["Queue"] = "sessions" });
        string[] said = [await app.NextAsync(), await app.NextAsync()];
        Assert.Equal(["s1 a,c", "s2 b"], said.Order());
    }

    [Fact]
    public async Task A_message_in_hand_is_finished_and_completed_before_the_stop()
    {
        await using var app = await StartAsync("SbWaits");
        await SendAsync("plain", new ServiceBusMessage("work"));
        Assert.Equal("waiting work", await app.NextAsync());
        var stopping = app.Host.StopAsync(Cancel);
        await SendAsync("plain", new ServiceBusMessage("later"));
        app.Journal.Go.SetResult();
        await stopping;
        var left = await PeekAsync("plain");
        Assert.True(left is null || left.Body.ToString() == "later");
        if (left is null)
            Assert.Equal("waiting later", await app.NextAsync());
    }

    [Fact]
    public async Task The_senders_trace_goes_on_in_the_invocation()
    {
        const string parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        await using var app = await StartAsync("SbTrace");
        await SendAsync("plain", new ServiceBusMessage("traced") { ApplicationProperties = { ["Diagnostic-Id"] = parent } });
        Assert.Equal($"traced {parent}", await app.NextAsync());
    }

    [Theory]
    [InlineData("SbBatchMismatch", "IsBatched and the type of its parameter 'body' disagree")]
    [InlineData("SbSessionMismatch", "it takes ServiceBusSessionMessageActions without IsSessionsEnabled")]
    public async Task An_attribute_at_odds_with_its_parameters_stops_the_start(string function, string reason)
    {
        var refused = await Assert.ThrowsAsync<FunctionWorkerException>(() => StartAsync(function));
        Assert.StartsWith($"Function '{function}' cannot run: {reason}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_connection_stops_the_start()
    {
        var refused = await Assert.ThrowsAsync<FunctionWorkerException>(() =>
            RunningApp.StartAsync(["SbData"], new() { ["Queue"] = "plain" })
        );
        Assert.Equal("Function 'SbData' cannot run: the Service Bus connection setting Bus is missing", refused.Message);
    }

    private Task<RunningApp> StartAsync(string function, Dictionary<string, string?>? settings = null)
    {
        settings ??= [];
        settings["Bus"] = _connection;
        settings.TryAdd("Queue", "plain");
        settings["Topic"] = "news";
        settings["Subscription"] = "council";
        return RunningApp.StartAsync([function], settings);
    }

    private async Task SayAndSendAsync(string subject, string said, RunningApp app)
    {
        await SendAsync("plain", new ServiceBusMessage("body") { Subject = subject, MessageId = $"id-{subject}" });
        Assert.Equal(said, await app.NextAsync());
    }

    private async Task SendAsync(string entity, ServiceBusMessage message)
    {
        await using var sender = _client.CreateSender(entity);
        await sender.SendMessageAsync(message, Cancel);
    }

    private async Task<ServiceBusReceivedMessage?> PeekAsync(string queue)
    {
        await using var receiver = _client.CreateReceiver(queue);
        return await receiver.PeekMessageAsync(cancellationToken: Cancel);
    }
}
