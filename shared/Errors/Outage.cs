using Azure;
using Azure.Messaging.ServiceBus;

namespace IntegrationHub.Errors;

/// <summary>How storage or messaging show that they do not answer, so that trying again later is right.</summary>
public static class Outage
{
    /// <remarks>
    /// When every try of an Azure client failed to get an answer at all, it throws one AggregateException of what the tries came to
    /// (Azure.Core, RetryPolicy), and a try that timed out ends as a cancellation that nobody asked for.
    /// </remarks>
    public static bool Is(Exception fault) =>
        fault switch
        {
            RequestFailedException or ServiceBusException or IOException or TimeoutException => true,
            AggregateException tries => tries.InnerExceptions.Count > 0
                && tries.InnerExceptions.All(one => one is OperationCanceledException || Is(one)),
            _ => false,
        };
}
