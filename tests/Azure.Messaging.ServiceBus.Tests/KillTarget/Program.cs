using Azure.Messaging.ServiceBus;
using Azure.Messaging.ServiceBus.Onebox;

// Arguments: data folder, a prefix for message bodies. Sends and completes until killed. Standard output, one line each:
// "sent ID." after a send was acknowledged; "completing ID." before and "completed ID." after a completion was.
var (folder, prefix) = (args[0], args[1]);
await using var broker = Broker.Open(folder, new BrokerTopology([new QueueDeclaration("queue") { MaxDeliveryCount = 2000 }], []), "kill");
await using var client = new ServiceBusClient("Endpoint=sb://kill/;SharedAccessKeyName=n;SharedAccessKey=k");
var output = Console.Out;

await Task.WhenAll(Enumerable.Range(0, 4).Select(Send).Concat(Enumerable.Range(0, 3).Select(_ => Complete())));

async Task Send(int sender)
{
    await using var queue = client.CreateSender("queue");
    for (var i = 0; ; i++)
    {
        var id = $"{prefix}-{sender}-{i}";
        await queue.SendMessageAsync(new ServiceBusMessage(id) { MessageId = id });
        Say("sent", id);
    }
}

async Task Complete()
{
    await using var queue = client.CreateReceiver("queue");
    while (true)
    {
        foreach (var message in await queue.ReceiveMessagesAsync(4))
        {
            Say("completing", message.MessageId);
            await queue.CompleteMessageAsync(message);
            Say("completed", message.MessageId);
        }
    }
}

void Say(string what, string id)
{
    // One write a line, flushed: what the parent has read is what was acknowledged before the kill.
    lock (output)
    {
        output.WriteLine($"{what} {id}.");
        output.Flush();
    }
}
