namespace Azure.Messaging.ServiceBus.Onebox;

/// <summary>A property that an SQL filter names. Names are not case-sensitive.</summary>
internal sealed record SqlProperty(SqlOperand Operand, Func<BrokeredContent, bool> IsThere)
{
    public static SqlProperty OfApplication(string name) =>
        new(new SqlOperand(content => Find(content, name, out var value) ? value : null), content => Find(content, name, out _));

    /// <exception cref="ArgumentException">Messages have no such system property: the service calls that an error, too.</exception>
    public static SqlProperty OfSystem(string name)
    {
        Func<BrokeredContent, object?> value = name.ToUpperInvariant() switch
        {
            "MESSAGEID" => content => content.MessageId,
            "SESSIONID" => content => content.SessionId,
            "CORRELATIONID" => content => content.CorrelationId,
            "LABEL" or "SUBJECT" => content => content.Subject,
            "TO" => content => content.To,
            "REPLYTO" => content => content.ReplyTo,
            "REPLYTOSESSIONID" => content => content.ReplyToSessionId,
            "CONTENTTYPE" => content => content.ContentType,
            "PARTITIONKEY" => content => content.PartitionKey,
            _ => throw new ArgumentException($"The SQL filter names sys.{name}, which messages do not have."),
        };
        return new(new SqlOperand(value), content => value(content) is not null);
    }

    private static bool Find(BrokeredContent content, string name, out object? value)
    {
        if (content.Properties.TryGetValue(name, out value))
            return true;
        foreach (var (candidate, found) in content.Properties)
        {
            if (candidate.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                value = found;
                return true;
            }
        }
        return false;
    }
}
