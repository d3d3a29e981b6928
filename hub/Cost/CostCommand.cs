using System.CommandLine;
using IntegrationHub.Cli.Help;

namespace IntegrationHub.Cli.Cost;

/// <summary><c>hub cost</c>: what messages and requests cost at list prices, from the counts that a test made.</summary>
internal static class CostCommand
{
    public static Command Create()
    {
        var command = new ExampleCommand(
            "cost",
            "Prints what each kind of message or request costs in Azure: calls as a test of the whole hub counts them, times the prices of hub/Cost/prices.json, for the volumes of hub/Cost/volumes.json.",
            "hub cost"
        )
        {
            DataOption.Create(),
        };
        command.SetAction(parsed =>
        {
            parsed.InvocationConfiguration.Output.Write(CostReport.Render(CostData.Counts, CostData.Prices, CostData.Volumes));
            return 0;
        });
        return command;
    }
}
