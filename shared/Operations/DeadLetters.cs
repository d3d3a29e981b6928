using Azure.Messaging.ServiceBus;
using IntegrationHub.Directory;
using IntegrationHub.Errors;
using IntegrationHub.Intake;

namespace IntegrationHub.Operations;

/// <summary>
/// What lies in dead-letter queues, by reason, and having it worked again. A care event goes through intake, judged by its token as of when
/// it was queued; an alert or referral is sent anew under an id of its own, because the broker would drop the old one as a repeat. What
/// consumers do with one they know already, they do by the id in its body.
/// </summary>
public sealed class DeadLetters(ServiceBusClient serviceBus, HubDirectory directory, CareEventIntake careEvents)
{
    /// <summary>How many of a queue are looked at.</summary>
    public const int Looked = 250;

    private const int MaxMessageId = 128;

    private static readonly ServiceBusReceiverOptions OfDead = new() { SubQueue = SubQueue.DeadLetter };

    /// <summary>The longest that the next batch is waited for.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    /// <summary>Every queue and subscription that holds any.</summary>
    public async Task<IReadOnlyList<DeadLetterList>> ReadAsync(CancellationToken cancellationToken)
    {
        var queues = new List<DeadLetterList>();
        foreach (var entity in Entities())
        {
            await using var receiver = ReceiverOf(entity);
            var messages = await receiver.PeekMessagesAsync(Looked, fromSequenceNumber: 0, cancellationToken);
            if (messages.Count > 0)
                queues.Add(
                    new DeadLetterList(
                        entity.Name,
                        messages.Count,
                        messages.Count == Looked,
                        messages.Min(message => message.EnqueuedTime),
                        [
                            .. messages
                                .GroupBy(ReasonOf, StringComparer.Ordinal)
                                .OrderBy(group => group.Key, StringComparer.Ordinal)
                                .Select(group => new DeadLetterReason(group.Key, group.Count())),
                        ],
                        [.. messages.Select(message => new DeadLetter(message.SequenceNumber, ReasonOf(message), message.EnqueuedTime))]
                    )
                );
        }

        return queues;
    }

    /// <summary>Has one message worked again, or all that are there.</summary>
    /// <param name="name">As in <see cref="ReadAsync"/>.</param>
    /// <param name="sequenceNumber">Of the one; null for all.</param>
    /// <returns>Null where there is no such queue, or no such message.</returns>
    public async Task<Replayed?> ReplayAsync(string name, long? sequenceNumber, CancellationToken cancellationToken)
    {
        if (Entities().FirstOrDefault(entity => entity.Name == name) is not { } found)
            return null;
        await using var receiver = ReceiverOf(found);
        await using var sender = serviceBus.CreateSender(found.Target);
        var left = new List<ServiceBusReceivedMessage>();
        var worked = 0;
        string? code = null;
        try
        {
            while (await receiver.ReceiveMessagesAsync(32, Look, cancellationToken) is { Count: > 0 } messages)
            {
                left.AddRange(messages);
                foreach (var message in messages.Where(message => sequenceNumber is null || message.SequenceNumber == sequenceNumber))
                {
                    code = await WorkAsync(found, message, sender, cancellationToken);
                    if (code is not null)
                        continue;
                    await receiver.CompleteMessageAsync(message, cancellationToken);
                    left.Remove(message);
                    worked++;
                }

                if (sequenceNumber is not null && messages.Any(message => message.SequenceNumber == sequenceNumber) || left.Count >= Looked)
                    break;
            }
        }
        finally
        {
            // Given back only now, so that none of them is met twice.
            foreach (var message in left)
                await receiver.AbandonMessageAsync(message, cancellationToken: cancellationToken);
        }

        return sequenceNumber is not null && worked == 0 && code is null
            ? null
            : new Replayed(
                worked,
                sequenceNumber is null ? left.Count : 1 - worked,
                worked > 0 && sequenceNumber is not null ? null : code
            );
    }

    /// <returns>Null when it is done, else the code of why not.</returns>
    private async Task<string?> WorkAsync(
        Entity entity,
        ServiceBusReceivedMessage message,
        ServiceBusSender sender,
        CancellationToken cancellationToken
    )
    {
        if (entity.Name == EntityTopologySettings.CareEventsQueue)
            return (await careEvents.ReceiveAsync(message, cancellationToken))?.Code;
        var id = $"{message.MessageId}.{message.SequenceNumber}";
        var anew = new ServiceBusMessage(message) { MessageId = id.Length <= MaxMessageId ? id : id[^MaxMessageId..] };
        await sender.SendMessageAsync(anew, cancellationToken);
        return null;
    }

    private ServiceBusReceiver ReceiverOf(Entity entity) =>
        entity.Subscription is { } subscription
            ? serviceBus.CreateReceiver(entity.Target, subscription, OfDead)
            : serviceBus.CreateReceiver(entity.Target, OfDead);

    private IEnumerable<Entity> Entities()
    {
        foreach (var queue in directory.Messaging.Queues)
            yield return new Entity(queue.Name, queue.Name, null);
        foreach (var topic in directory.Messaging.Topics)
        {
            foreach (var subscription in topic.Subscriptions)
                yield return new Entity($"{topic.Name}.{subscription.Name}", topic.Name, subscription.Name);
        }
    }

    /// <summary>A code or the broker's own word; whatever else somebody wrote is not repeated.</summary>
    private static string ReasonOf(ServiceBusReceivedMessage message) =>
        message.DeadLetterReason is { Length: > 0 and <= 64 } reason && reason.All(char.IsAsciiLetterOrDigit) ? reason : "other";

    /// <param name="Target">What is sent to.</param>
    private sealed record Entity(string Name, string Target, string? Subscription);
}

/// <param name="AtLeast">Whether there may be more than were looked at.</param>
public sealed record DeadLetterList(
    string Name,
    int Count,
    bool AtLeast,
    DateTimeOffset Oldest,
    IReadOnlyList<DeadLetterReason> Reasons,
    IReadOnlyList<DeadLetter> Messages
);

public sealed record DeadLetterReason(string Reason, int Count);

/// <param name="QueuedAt">When the broker first took it.</param>
public sealed record DeadLetter(long SequenceNumber, string Reason, DateTimeOffset QueuedAt);

/// <param name="Left">How many were refused and stay.</param>
/// <param name="Code">Why the last of these was refused.</param>
public sealed record Replayed(int Done, int Left, string? Code);
