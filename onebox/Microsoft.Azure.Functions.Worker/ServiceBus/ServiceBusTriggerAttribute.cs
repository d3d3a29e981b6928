using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The function takes messages of a queue or of a topic's subscription. Names may hold settings as <c>%Name%</c>.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ServiceBusTriggerAttribute : TriggerBindingAttribute, ISupportCardinality
{
    public ServiceBusTriggerAttribute(string queueName)
    {
        QueueName = queueName;
    }

    public ServiceBusTriggerAttribute(string topicName, string subscriptionName)
    {
        TopicName = topicName;
        SubscriptionName = subscriptionName;
    }

    /// <summary>
    /// The setting that holds a connection string, or below which <c>fullyQualifiedNamespace</c> is; AzureWebJobsServiceBus when null.
    /// </summary>
    public string? Connection { get; set; }

    public string? QueueName { get; }

    public string? TopicName { get; }

    public string? SubscriptionName { get; }

    public bool IsSessionsEnabled { get; set; }

    /// <summary>The function takes an array of messages.</summary>
    public bool IsBatched { get; set; }

    /// <summary>
    /// Complete a message that the function returned from without settling it. Where the attribute does not say, host.json does
    /// (<c>extensions.serviceBus.autoCompleteMessages</c>, default true).
    /// </summary>
    public bool AutoCompleteMessages { get; set; }

    Cardinality ISupportCardinality.Cardinality
    {
        get => IsBatched ? Cardinality.Many : Cardinality.One;
        set => IsBatched = value == Cardinality.Many;
    }
}

public enum ServiceBusEntityType
{
    Queue,
    Topic,
}
