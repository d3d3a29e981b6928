using IntegrationHub.Referrals.Closing;
using IntegrationHub.Referrals.Projection;
using IntegrationHub.Referrals.Work;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Referrals;

/// <summary>Referrals to adult social care, and the lists they stand on.</summary>
public static class ReferralsRegistration
{
    public static IServiceCollection AddHubReferrals(this IServiceCollection services) =>
        services
            .AddSingleton<ReferralStore>()
            .AddSingleton<ReferralLists>()
            .AddSingleton<ReferralProjector>()
            .AddSingleton<PresentReferrals>()
            .AddSingleton<ReferralReads>()
            .AddSingleton<ReferralTaskReads>()
            .AddSingleton<ReferralDesk>()
            .AddSingleton<ReferralTasks>()
            .AddSingleton<ReferralMessage>();
}
