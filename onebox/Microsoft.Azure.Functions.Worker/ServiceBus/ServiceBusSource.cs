using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Where a function's messages come from and how they are taken: its attribute, with settings resolved, over host.json's extensions.serviceBus.</summary>
internal sealed record ServiceBusSource
{
    public required FunctionModel Function { get; init; }

    public string? Connection { get; init; }

    /// <summary>Null for a subscription.</summary>
    public string? Queue { get; init; }

    public string? Topic { get; init; }

    public string? Subscription { get; init; }

    public bool HasSessions { get; init; }

    public bool IsBatched { get; init; }

    public bool AutoComplete { get; init; }

    public int MaxConcurrentCalls { get; init; }

    public int MaxConcurrentSessions { get; init; }

    public int PrefetchCount { get; init; }

    public TimeSpan MaxAutoLockRenewalDuration { get; init; }

    /// <summary>How long a session is held with no message for it; the client's own try timeout (a minute) when null.</summary>
    public TimeSpan? SessionIdleTimeout { get; init; }

    public int MaxMessageBatchSize { get; init; }

    public string Entity => Queue ?? $"{Topic}/Subscriptions/{Subscription}";

    /// <exception cref="FunctionWorkerException">A setting that is missing or out of range.</exception>
    public static ServiceBusSource For(FunctionModel function, IConfiguration configuration)
    {
        var attribute = (ServiceBusTriggerAttribute)function.Attribute;
        var host = configuration.GetSection($"{HostJson.Section}:extensions:serviceBus");
        string? Resolved(string? name) => name is null ? null : AppSettings.Resolve(configuration, function, name);
        int AtLeast(int least, string name, int otherwise)
        {
            var value = host.GetValue(name, otherwise);
            return value >= least ? value : throw function.Refuse($"host.json's serviceBus.{name} is {value}; it is at least {least}");
        }
        return new ServiceBusSource
        {
            Function = function,
            Connection = attribute.Connection,
            Queue = Resolved(attribute.QueueName),
            Topic = Resolved(attribute.TopicName),
            Subscription = Resolved(attribute.SubscriptionName),
            HasSessions = attribute.IsSessionsEnabled,
            IsBatched = attribute.IsBatched,
            AutoComplete = SaysAutoComplete(function) ? attribute.AutoCompleteMessages : host.GetValue("autoCompleteMessages", true),
            MaxConcurrentCalls = AtLeast(1, "maxConcurrentCalls", 16),
            MaxConcurrentSessions = AtLeast(1, "maxConcurrentSessions", 8),
            PrefetchCount = AtLeast(0, "prefetchCount", 0),
            MaxAutoLockRenewalDuration = host.GetValue("maxAutoLockRenewalDuration", TimeSpan.FromMinutes(5)),
            SessionIdleTimeout = host.GetValue<TimeSpan?>("sessionIdleTimeout"),
            MaxMessageBatchSize = AtLeast(1, "maxMessageBatchSize", 1000),
        };
    }

    // A bool cannot tell "false" from "not said", and only what is said overrides host.json.
    private static bool SaysAutoComplete(FunctionModel function) =>
        function
            .Trigger.GetCustomAttributesData()
            .Where(a => a.AttributeType == typeof(ServiceBusTriggerAttribute))
            .SelectMany(a => a.NamedArguments)
            .Any(a => a.MemberName == nameof(ServiceBusTriggerAttribute.AutoCompleteMessages));
}
