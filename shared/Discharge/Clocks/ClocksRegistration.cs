using IntegrationHub.Directory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IntegrationHub.Discharge.Clocks;

public static class ClocksRegistration
{
    public static IServiceCollection AddHubClocks(this IServiceCollection services)
    {
        services.TryAddSingleton<CaseLookup>((_, _) => throw new InvalidOperationException("No CaseLookup is registered."));
        return services
            .AddSingleton(provider => new WorkingCalendar(provider.GetRequiredService<HubDirectory>().BankHolidays))
            .AddSingleton<ClockSchedule>()
            .AddSingleton<ClockWork>();
    }
}
