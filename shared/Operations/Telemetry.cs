using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;

namespace IntegrationHub.Operations;

/// <summary>
/// Sends traces and metrics to a collector where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names one; the exporter's other settings are OpenTelemetry's
/// own (<c>OTEL_EXPORTER_OTLP_PROTOCOL</c>, <c>OTEL_SERVICE_NAME</c> ...). Only the hub's own meter and source are listened to: those of
/// ASP.NET Core and of the HTTP client name addresses.
/// </summary>
internal static class Telemetry
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static IServiceCollection AddHubTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<HubFigures>().AddHostedService(provider => provider.GetRequiredService<HubFigures>());
        if (!string.IsNullOrWhiteSpace(configuration[Endpoint]))
            services
                .AddOpenTelemetry()
                .WithTracing(traces => traces.AddSource(HubTrace.Name))
                .WithMetrics(metrics => metrics.AddMeter(HubMeter.Name))
                .UseOtlpExporter();
        return services;
    }
}
