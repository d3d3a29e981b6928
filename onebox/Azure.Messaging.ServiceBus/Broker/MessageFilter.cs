using Azure.Messaging.ServiceBus.Administration;

namespace Azure.Messaging.ServiceBus.Onebox;

/// <summary>A subscription's filters, compiled: a message is taken when any of them matches.</summary>
internal sealed class MessageFilter
{
    private readonly Func<BrokeredContent, bool>[] _rules;

    /// <exception cref="ArgumentException">An SQL filter's expression cannot be read.</exception>
    public MessageFilter(IReadOnlyList<RuleFilter> filters) =>
        _rules = filters.Any(filter => filter is TrueRuleFilter) ? [] : [.. filters.Select(Compile)];

    public bool Matches(BrokeredContent content)
    {
        if (_rules.Length == 0)
            return true;
        foreach (var rule in _rules)
            if (rule(content))
                return true;
        return false;
    }

    private static Func<BrokeredContent, bool> Compile(RuleFilter filter) =>
        filter switch
        {
            SqlRuleFilter sql => Matching(SqlFilterParser.Parse(sql.SqlExpression, sql.Parameters)),
            CorrelationRuleFilter correlation => Matching(correlation),
            _ => throw new ArgumentException($"A filter of type {filter.GetType().Name} is not supported."),
        };

    private static Func<BrokeredContent, bool> Matching(SqlCondition condition) => content => condition.Evaluate(content) == true;

    private static Func<BrokeredContent, bool> Matching(CorrelationRuleFilter filter)
    {
        // Copied: changing the filter object later must not change the subscription.
        (string? Wanted, Func<BrokeredContent, string?> Of)[] all =
        [
            (filter.CorrelationId, content => content.CorrelationId),
            (filter.MessageId, content => content.MessageId),
            (filter.To, content => content.To),
            (filter.ReplyTo, content => content.ReplyTo),
            (filter.Subject, content => content.Subject),
            (filter.SessionId, content => content.SessionId),
            (filter.ReplyToSessionId, content => content.ReplyToSessionId),
            (filter.ContentType, content => content.ContentType),
        ];
        var system = all.Where(property => !string.IsNullOrEmpty(property.Wanted)).ToArray();
        var application = filter.ApplicationProperties.ToArray();
        return content =>
        {
            foreach (var (wanted, of) in system)
                if (!string.Equals(wanted, of(content), StringComparison.Ordinal))
                    return false;
            foreach (var (name, wanted) in application)
                if (!content.Properties.TryGetValue(name, out var value) || SqlValues.AreEqual(wanted, value) != true)
                    return false;
            return true;
        };
    }
}
