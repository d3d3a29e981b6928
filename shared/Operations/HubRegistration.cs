using Azure.Messaging.ServiceBus;
using Azure.Storage.Blobs;
using IntegrationHub.Access;
using IntegrationHub.Audit;
using IntegrationHub.CareRecord;
using IntegrationHub.CareRecord.Reading;
using IntegrationHub.Directory;
using IntegrationHub.Discharge;
using IntegrationHub.Discharge.Clocks;
using IntegrationHub.Fhir;
using IntegrationHub.Identifiers;
using IntegrationHub.Import;
using IntegrationHub.Intake;
using IntegrationHub.Intake.Persons;
using IntegrationHub.Messaging;
using IntegrationHub.Rebuild;
using IntegrationHub.Referrals;
using IntegrationHub.Storage;
using IntegrationHub.Subscriptions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Operations;

/// <summary>All features of the hub, in the order in which a message meets them.</summary>
public static class HubRegistration
{
    public static IServiceCollection AddIntegrationHub(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.TryAddSingleton(TimeProvider.System);
        // ASP.NET Core's own lines and scopes hold whole addresses, and somebody may ask for one that names a person.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None));
        services.AddHubDirectory(configuration).AddHubAccess(configuration).AddHubStorage(configuration).AddHubMessaging(configuration);

        services.AddSingleton(
            Pseudonyms.From(configuration.GetSection(PseudonymOptions.Section).Get<PseudonymOptions>() ?? new PseudonymOptions())
        );
        services.AddOptions<JsonLimits>().Bind(configuration.GetSection(JsonLimits.Section)).ValidateDataAnnotations().ValidateOnStart();
        services
            .AddSingleton<RecordStore>()
            .AddSingleton<RecordReader>()
            .AddSingleton<IdentityHistory>()
            .AddSingleton(provider => new SensitiveContent(provider.GetRequiredService<HubDirectory>().Reading.Sensitive))
            .AddSingleton<PageCursors>()
            .AddSingleton<BreakGlassLog>()
            .AddSingleton<RecordDoor>()
            .AddSingleton<OpenRecords>()
            .AddSingleton<RecordReads>()
            .AddSingleton<ResourceReads>()
            .AddSingleton<Originals>()
            .AddSingleton<EverythingReads>()
            .AddSingleton<IntakeService>()
            .AddSingleton<CareEventIntake>();

        services.AddHubDischarge();
        services.AddHubReferrals();
        services.AddHubClocks();
        services.AddHubSubscriptions(configuration);
        services.AddHubImport(configuration).AddHubRebuild(configuration);
        services.AddSingleton<AuditTrail>().AddHostedService(provider => provider.GetRequiredService<AuditTrail>());
        services.AddSingleton<StartUp>().AddHostedService(provider => provider.GetRequiredService<StartUp>());
        services.AddSingleton<DeadLetters>();
        services.AddSingleton(provider => new Dependencies(
            provider.GetRequiredService<StartUp>(),
            provider.GetRequiredService<Tables>(),
            provider.GetRequiredService<BlobServiceClient>(),
            provider.GetRequiredService<ServiceBusClient>(),
            provider.GetRequiredService<SigningKeys>(),
            provider.GetRequiredService<TimeProvider>()
        ));
        services.AddHubTelemetry(configuration);
        return services;
    }
}
