namespace Microsoft.Azure.Functions.Worker;

/// <summary>The triggers that onebox runs.</summary>
internal static class TriggerKinds
{
    public static readonly IReadOnlyDictionary<Type, ITriggerKind> All = new Dictionary<Type, ITriggerKind>
    {
        [typeof(HttpTriggerAttribute)] = new HttpTriggerKind(),
        [typeof(TimerTriggerAttribute)] = new TimerTriggerKind(),
        [typeof(ServiceBusTriggerAttribute)] = new ServiceBusTriggerKind(),
        [typeof(BlobTriggerAttribute)] = new BlobTriggerKind(),
    };
}
