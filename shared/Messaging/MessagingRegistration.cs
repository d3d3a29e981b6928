using System.ComponentModel.DataAnnotations;
using Azure.Messaging.ServiceBus;
using IntegrationHub.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Messaging;

/// <summary>Makes the Service Bus client from <c>ServiceBusConnection</c>, the setting that the triggers name too.</summary>
public static class MessagingRegistration
{
    public const string Connection = "ServiceBusConnection";

    public static IServiceCollection AddHubMessaging(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var connectionString = configuration[Connection];
        var serviceBusNamespace = configuration[$"{Connection}:fullyQualifiedNamespace"];
        if (string.IsNullOrEmpty(connectionString) && string.IsNullOrEmpty(serviceBusNamespace))
            throw new ValidationException("ServiceBusConnection or ServiceBusConnection__fullyQualifiedNamespace must be set.");

        services.AddSingleton(_ =>
            string.IsNullOrEmpty(connectionString)
                ? new ServiceBusClient(serviceBusNamespace!, StorageRegistration.Credential(configuration))
                : new ServiceBusClient(connectionString)
        );
        services.AddSingleton<MessageSender>();
        services.AddSingleton<Outbox>();
        services.AddSingleton<ParkedWork>();
        services.AddSingleton<WaitingPersons>();
        services.AddSingleton<WaitingReads>();
        services.AddSingleton<OutboxDispatcher>();
        services.AddHostedService(provider => provider.GetRequiredService<OutboxDispatcher>());
        services.AddSingleton<Sweeper>();
        return services;
    }
}
