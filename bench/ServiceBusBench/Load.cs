using Azure.Messaging.ServiceBus;

namespace ServiceBusBench;

/// <summary>The ways that the hub uses a broker.</summary>
internal sealed class Load(ServiceBusClient client, TimeSpan time)
{
    private static readonly BinaryData Body = BinaryData.FromBytes(new byte[2048]);

    public async Task SendSingly(string entity, int callers)
    {
        await using var sender = client.CreateSender(entity);
        await Measured.Run(
            $"single sends to {entity}, {callers} callers",
            callers,
            time,
            async (_, stop) =>
            {
                await sender.SendMessageAsync(new ServiceBusMessage(Body), stop);
                return 1;
            }
        );
    }

    public async Task SendBatches(string entity, int callers, int size)
    {
        await using var sender = client.CreateSender(entity);
        await Measured.Run(
            $"sends in batches of {size}, {callers} callers",
            callers,
            time,
            async (_, stop) =>
            {
                using var batch = await sender.CreateMessageBatchAsync(stop);
                while (batch.Count < size && batch.TryAddMessage(new ServiceBusMessage(Body))) { }
                await sender.SendMessagesAsync(batch, stop);
                return batch.Count;
            }
        );
    }

    public async Task Cycle(string entity, int callers)
    {
        await using var sender = client.CreateSender(entity);
        await using var receiver = client.CreateReceiver(entity);
        await Measured.Run(
            $"send, receive, complete, {callers} callers",
            callers,
            time,
            async (_, stop) =>
            {
                await sender.SendMessageAsync(new ServiceBusMessage(Body), stop);
                var message = await receiver.ReceiveMessageAsync(cancellationToken: stop);
                await receiver.CompleteMessageAsync(message!, stop);
                return 1;
            }
        );
    }

    public async Task SessionCycle(string entity, int sessions)
    {
        await using var sender = client.CreateSender(entity);
        var receivers = await Task.WhenAll(
            Enumerable.Range(0, sessions).Select(session => client.AcceptSessionAsync(entity, $"session {session}"))
        );
        await Measured.Run(
            $"send, receive, complete in {sessions} sessions",
            sessions,
            time,
            async (caller, stop) =>
            {
                await sender.SendMessageAsync(new ServiceBusMessage(Body) { SessionId = receivers[caller].SessionId }, stop);
                var message = await receivers[caller].ReceiveMessageAsync(cancellationToken: stop);
                await receivers[caller].CompleteMessageAsync(message!, stop);
                return 1;
            }
        );
    }

    /// <summary>What a discharge hub does: one alert in a session of its own, claimed by whoever is next.</summary>
    public async Task Claim(string entity, int callers)
    {
        await using var sender = client.CreateSender(entity);
        await Measured.Run(
            $"send, accept next session, complete, close, {callers} callers",
            callers,
            time,
            async (_, stop) =>
            {
                await sender.SendMessageAsync(new ServiceBusMessage(Body) { SessionId = Guid.NewGuid().ToString() }, stop);
                await using var session = await client.AcceptNextSessionAsync(entity, cancellationToken: stop);
                var message = await session.ReceiveMessageAsync(cancellationToken: stop);
                await session.CompleteMessageAsync(message!, stop);
                return 1;
            }
        );
    }

    /// <summary>A backlog in hundreds, each hundred completed together.</summary>
    public async Task Drain(string entity, int receivers)
    {
        await using var receiver = client.CreateReceiver(entity);
        await Measured.Run(
            "receive and complete a backlog, by 100",
            receivers,
            time,
            async (_, stop) =>
            {
                var messages = await receiver.ReceiveMessagesAsync(100, TimeSpan.FromMilliseconds(100), stop);
                await Task.WhenAll(messages.Select(message => receiver.CompleteMessageAsync(message, stop)));
                return messages.Count;
            }
        );
    }
}
