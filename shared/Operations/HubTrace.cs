using System.Diagnostics;
using Azure.Messaging.ServiceBus;

namespace IntegrationHub.Operations;

/// <summary>
/// The way of a message as a trace: from the sender's <c>traceparent</c> through commit and outbox to the queue, and on from there. Spans
/// are named after functions and carry codes; never an address or anything of a person.
/// </summary>
public static class HubTrace
{
    public const string Name = "IntegrationHub";

    /// <summary>W3C Trace Context, as header and as application property of a message.</summary>
    public const string Header = "traceparent";

    private static readonly ActivitySource Source = new(Name);

    /// <param name="traceparent">As it came; what is none begins a trace of its own.</param>
    /// <returns>Null where nobody collects traces.</returns>
    public static Activity? Receive(string function, string? traceparent) =>
        Source.StartActivity(function, ActivityKind.Server, ActivityContext.TryParse(traceparent, null, out var sender) ? sender : default);

    /// <summary>Goes on with what a commit left to do, in the trace of the message that left it.</summary>
    internal static Activity? Continue(string work, ActivityContext of) => Source.StartActivity(work, ActivityKind.Producer, of);

    /// <summary>The trace that is under way, as it is stored beside what is left to do; null where nobody collects traces.</summary>
    internal static string? Current => Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity.Id : null;

    /// <summary>Goes on with stored work in the trace that it was stored with, whichever process left it.</summary>
    /// <returns>Null where that trace is under way already, or the work has none.</returns>
    internal static Activity? Resume(string work, string? stored) =>
        ActivityContext.TryParse(stored, null, out var of) && Activity.Current?.TraceId != of.TraceId ? Continue(work, of) : null;

    /// <summary>One attempt to bring an event to a subscriber.</summary>
    internal static Activity? Deliver(string organisation, string channel, int attempt, string? stored)
    {
        // Who woke this lane is another story: only what is stored says whose event it is.
        Activity.Current = null;
        var activity = Source.StartActivity(
            "Deliver",
            ActivityKind.Client,
            ActivityContext.TryParse(stored, null, out var of) ? of : default
        );
        return activity?.SetTag("hub.organisation", organisation).SetTag("hub.channel", channel).SetTag("hub.attempt", attempt);
    }

    /// <summary>Lets the subscriber's server go on with the trace.</summary>
    internal static void PutInto(HttpRequestMessage request)
    {
        if (Current is { } trace)
            request.Headers.TryAddWithoutValidation(Header, trace);
    }

    /// <summary>Lets whoever receives the message go on with the trace.</summary>
    internal static void PutInto(ServiceBusMessage message)
    {
        if (Current is { } trace)
            message.ApplicationProperties[Header] = trace;
    }

    /// <summary>The sender's, or what the client library put in.</summary>
    public static string? Of(ServiceBusReceivedMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return message.ApplicationProperties.TryGetValue(Header, out var own) ? own as string
            : message.ApplicationProperties.TryGetValue("Diagnostic-Id", out var librarys) ? librarys as string
            : null;
    }
}
