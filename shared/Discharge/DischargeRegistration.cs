using IntegrationHub.Discharge.Alerts;
using IntegrationHub.Discharge.Answers;
using IntegrationHub.Discharge.Boards;
using IntegrationHub.Discharge.Fairness;
using IntegrationHub.Discharge.Projection;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Discharge;

/// <summary>Cases of hospital stays, their alerts, and the boards they stand on.</summary>
public static class DischargeRegistration
{
    public static IServiceCollection AddHubDischarge(this IServiceCollection services) =>
        services
            .AddSingleton<CaseStore>()
            .AddSingleton<BoardStore>()
            .AddSingleton<BoardReads>()
            .AddSingleton<FairnessStore>()
            .AddSingleton<CaseProjector>()
            .AddSingleton<BoardDoor>()
            .AddSingleton<AlertReads>()
            .AddSingleton<CaseReads>()
            .AddSingleton<AlertTelling>()
            .AddSingleton<AlertHandling>()
            .AddSingleton<AlertDesk>()
            .AddSingleton<AnswerDesk>();
}
