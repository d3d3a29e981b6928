using System.Buffers;

namespace Azure.Messaging.ServiceBus.Onebox;

/// <summary>What the real service would refuse when an entity is created, checked when a broker is opened.</summary>
internal static class TopologyRules
{
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._/-"
    );

    private static readonly TimeSpan MaxLock = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan MinWindow = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan MaxWindow = TimeSpan.FromDays(7);

    /// <exception cref="ArgumentException">A name or setting is outside the service's rules; the message names it.</exception>
    public static void Check(BrokerTopology topology)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var queue in topology.Queues)
        {
            CheckName(queue.Name, 260, taken);
            CheckReceiving(queue, queue.Name);
            CheckWindow(queue.DuplicateDetectionWindow, queue.Name);
        }
        foreach (var topic in topology.Topics)
        {
            CheckName(topic.Name, 260, taken);
            CheckWindow(topic.DuplicateDetectionWindow, topic.Name);
            Require(topic.DefaultTimeToLive > TimeSpan.Zero, topic.Name, "a default time to live above zero");
            var subscriptions = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            foreach (var subscription in topic.Subscriptions)
            {
                CheckName(subscription.Name, 50, subscriptions);
                CheckReceiving(subscription, EntityPaths.Subscription(topic.Name, subscription.Name));
                _ = new MessageFilter(subscription.Filters);
            }
        }
    }

    private static void CheckReceiving(ReceivableDeclaration entity, string path)
    {
        Require(entity.LockDuration > TimeSpan.Zero && entity.LockDuration <= MaxLock, path, "a lock duration of at most 5 minutes");
        Require(entity.MaxDeliveryCount is >= 1 and <= 2000, path, "a maximum delivery count of 1 to 2,000");
        Require(entity.DefaultTimeToLive > TimeSpan.Zero, path, "a default time to live above zero");
    }

    private static void CheckWindow(TimeSpan? window, string path) =>
        Require(
            window is null || (window >= MinWindow && window <= MaxWindow),
            path,
            "a duplicate detection window of 20 seconds to 7 days"
        );

    private static void CheckName(string name, int maxLength, HashSet<string> taken)
    {
        Require(name.Length <= maxLength && IsEntityName(name), name, $"a name of letters, digits, . - _ (up to {maxLength})");
        Require(taken.Add(name), name, "a name of its own");
    }

    private static void Require(bool holds, string path, string what)
    {
        if (!holds)
            throw new ArgumentException($"The entity '{path}' needs {what}.");
    }

    /// <summary>Not by a regular expression: its first use would cost each start of the process some 20 ms.</summary>
    private static bool IsEntityName(string name) =>
        name.Length > 0
        && char.IsAsciiLetterOrDigit(name[0])
        && char.IsAsciiLetterOrDigit(name[^1])
        && !name.AsSpan().ContainsAnyExcept(NameCharacters);
}
