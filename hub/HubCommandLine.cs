using System.CommandLine;
using IntegrationHub.Cli.Cost;
using IntegrationHub.Cli.DirectoryCheck;
using IntegrationHub.Cli.Down;
using IntegrationHub.Cli.Help;
using IntegrationHub.Cli.Import;
using IntegrationHub.Cli.Publish;
using IntegrationHub.Cli.Rebuild;
using IntegrationHub.Cli.Send;
using IntegrationHub.Cli.Token;
using IntegrationHub.Cli.Up;

namespace IntegrationHub.Cli;

/// <summary>All commands of <c>hub</c>, and how their failures end.</summary>
internal static class HubCommandLine
{
    /// <returns>The process's exit code: 0 done, 1 failed, and whatever else a command says in its help.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var invocation = new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            // A hub that drains may take longer than any default patience; `up` ends the process itself.
            ProcessTerminationTimeout = null,
        };
        try
        {
            return await Build().Parse(args).InvokeAsync(invocation);
        }
        catch (CommandFailure failure)
        {
            await error.WriteLineAsync(failure.Message);
            return 1;
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("Stopped before it was done.");
            return 130;
        }
    }

    internal static RootCommand Build()
    {
        var root = new RootCommand(
            "An integration hub on one machine: GP bundles in, shared care records and discharge alerts out. In the examples `hub` stands for `dotnet run --project hub --`."
        )
        {
            UpCommand.Create(),
            DownCommand.Create(),
            TokenCommand.Create(),
            SendCommand.Create(),
            ImportCommand.Create(),
            RebuildCommand.Create(),
            DirectoryCommand.Create(),
            CostCommand.Create(),
            PublishCommand.Create(),
        };
        HelpWithExamples.AddTo(
            root,
            "hub up",
            "hub send bundle.json --org X90001 --role gp-system",
            "hub import export/ --org X90001",
            "hub token --org RX1 --role discharge-coordinator",
            "hub down"
        );
        return root;
    }
}
