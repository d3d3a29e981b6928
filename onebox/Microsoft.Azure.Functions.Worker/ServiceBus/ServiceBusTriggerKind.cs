using System.Reflection;
using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// Service Bus functions take the message as ServiceBusReceivedMessage, string, byte[], BinaryData or an object read from JSON (an array of
/// these when batched), the two kinds of actions, and message properties by name.
/// </summary>
internal sealed class ServiceBusTriggerKind : ITriggerKind
{
    public string BindingType => "serviceBusTrigger";

    public void Check(FunctionModel function)
    {
        var isArray = function.Trigger.ParameterType.IsArray && function.Trigger.ParameterType != typeof(byte[]);
        if (((ServiceBusTriggerAttribute)function.Attribute).IsBatched != isArray)
            throw function.Refuse($"IsBatched and the type of its parameter '{function.Trigger.Name}' disagree: a batch is an array");
    }

    public ArgumentSource? Argument(FunctionModel function, ParameterInfo parameter)
    {
        if (parameter.Position == function.Trigger.Position)
            return Message(parameter.ParameterType, ((ServiceBusTriggerAttribute)function.Attribute).IsBatched);
        if (parameter.ParameterType == typeof(ServiceBusMessageActions))
            return static context => ValueTask.FromResult<object?>(Delivery(context).Actions);
        if (parameter.ParameterType == typeof(ServiceBusSessionMessageActions))
        {
            return ((ServiceBusTriggerAttribute)function.Attribute).IsSessionsEnabled
                ? static context => ValueTask.FromResult<object?>(Delivery(context).Session)
                : throw function.Refuse("it takes ServiceBusSessionMessageActions without IsSessionsEnabled");
        }
        return Arguments.FromBindingData(parameter);
    }

    public ITriggerListener CreateListener(FunctionModel function, IServiceProvider services)
    {
        var source = ServiceBusSource.For(function, services.GetRequiredService<IConfiguration>());
        var client = services.GetRequiredService<ServiceBusClients>().Open(function, source.Connection);
        var dispatcher = services.GetRequiredService<InvocationDispatcher>();
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger<ServiceBusTriggerKind>();
        return (source.IsBatched, source.HasSessions) switch
        {
            (false, false) => new QueueListener(source, client, dispatcher, logger),
            (false, true) => new SessionListener(source, client, dispatcher, logger),
            _ => new BatchListener(source, client, dispatcher, services.GetRequiredService<TimeProvider>(), logger),
        };
    }

    private static ServiceBusDelivery Delivery(InvocationContext context) => (ServiceBusDelivery)context.Trigger;

    private static ArgumentSource? Message(Type type, bool isBatched)
    {
        var element = isBatched ? type.GetElementType()! : type;
        if (Reader(element) is not { } read)
            return null;
        if (!isBatched)
            return context => ValueTask.FromResult(read(Delivery(context).Messages[0]));
        return context =>
        {
            var messages = Delivery(context).Messages;
            var array = Array.CreateInstance(element, messages.Count);
            for (var i = 0; i < messages.Count; i++)
                array.SetValue(read(messages[i]), i);
            return ValueTask.FromResult<object?>(array);
        };
    }

    private static Func<ServiceBusReceivedMessage, object?>? Reader(Type type)
    {
        if (type == typeof(ServiceBusReceivedMessage))
            return static message => message;
        if (type == typeof(string))
            return static message => message.Body.ToString();
        if (type == typeof(byte[]))
            return static message => message.Body.ToArray();
        if (type == typeof(BinaryData))
            return static message => message.Body;
        // Anything else of the app's own is read as JSON; interfaces and the framework's types have no such reading.
        return type is { IsAbstract: false } && type.Namespace?.StartsWith("System", StringComparison.Ordinal) is not true
            ? message => JsonSerializer.Deserialize(message.Body, type, JsonSerializerOptions.Web)
            : null;
    }
}
