using Azure.Messaging.ServiceBus;

namespace IntegrationHub.Messaging;

/// <summary>Something to be done after a commit, stored in the same transaction and done at least once.</summary>
/// <param name="Kind"><see cref="ToQueue"/>, <see cref="ToSubscribers"/> or <see cref="ProjectCases"/>.</param>
/// <param name="MessageId">Derived from the content, so that the broker and every consumer can tell a repeat.</param>
public sealed record OutboxMessage(string Kind, string MessageId)
{
    /// <summary>Send <see cref="Body"/> to the queue or topic <see cref="Target"/>.</summary>
    public const string ToQueue = "send";

    /// <summary>
    /// Project the record's discharge cases from what was committed; with <see cref="WithReferrals"/> as subject its referrals too.
    /// </summary>
    public const string ProjectCases = "cases";

    /// <summary>The record has referrals to social care.</summary>
    public const string WithReferrals = "referrals";

    /// <summary>
    /// Number the event in <see cref="Body"/> for each subscriber that it is for; with <see cref="UnlessObjected"/> as subject not where any
    /// record of the person says that they objected.
    /// </summary>
    public const string ToSubscribers = "subscribers";

    /// <summary>The record is read as one with others, and only they say whether the person ever objected to sharing.</summary>
    public const string UnlessObjected = "unless-objected";

    public string Target
    {
        get => field ?? "";
        init;
    } = "";

    /// <summary>Keeps order: all messages of a record share the session.</summary>
    public string? SessionId { get; init; }

    public string? Subject { get; init; }

    public string? ContentType { get; init; }

    public string? Body { get; init; }

    public IReadOnlyDictionary<string, string> Properties
    {
        get => field ?? new Dictionary<string, string>();
        init;
    } = new Dictionary<string, string>();

    internal ServiceBusMessage ToServiceBus()
    {
        var sent = new ServiceBusMessage(Body)
        {
            MessageId = MessageId,
            SessionId = SessionId,
            Subject = Subject,
            ContentType = ContentType,
        };
        foreach (var (name, value) in Properties)
            sent.ApplicationProperties[name] = value;
        return sent;
    }
}
