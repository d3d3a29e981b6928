using IntegrationHub.Directory;
using IntegrationHub.Discharge.Projection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IntegrationHub.Discharge.Clocks;

public static class ClocksRegistration
{
    public static IServiceCollection AddHubClocks(this IServiceCollection services)
    {
        services.TryAddSingleton<CaseLookup>(provider =>
        {
            var cases = provider.GetRequiredService<CaseStore>();
            return async (caseId, cancellationToken) => (await cases.FindAsync(caseId, cancellationToken))?.Case;
        });
        return services
            .AddSingleton(provider => new WorkingCalendar(provider.GetRequiredService<HubDirectory>().BankHolidays))
            .AddSingleton<ClockSchedule>()
            .AddSingleton<ClockWork>();
    }
}
