using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>What goes wrong between the broker and the function: a lost lock, an entity that is not there.</summary>
internal static partial class ListenerErrors
{
    public static Task Log(ILogger logger, ServiceBusSource source, ProcessErrorEventArgs args)
    {
        Log(logger, source, args.ErrorSource.ToString(), args.Exception);
        return Task.CompletedTask;
    }

    public static void Log(ILogger logger, ServiceBusSource source, string during, Exception cause)
    {
        if (cause is not OperationCanceledException)
            LogError(logger, source.Function.Name, source.Entity, during, cause);
    }

    [LoggerMessage(1, LogLevel.Error, "Service Bus trigger of {Function} on {Entity} failed during {During}")]
    private static partial void LogError(ILogger logger, string function, string entity, string during, Exception cause);
}
