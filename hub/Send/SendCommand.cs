using System.CommandLine;
using IntegrationHub.Cli.Help;
using IntegrationHub.Cli.Running;
using IntegrationHub.Cli.Terminal;
using IntegrationHub.Cli.Token;

namespace IntegrationHub.Cli.Send;

/// <summary><c>hub send</c>: posts files to a hub and says what became of them.</summary>
internal static class SendCommand
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("paths")
        {
            Description = "JSON files, or folders whose .json files are all sent",
            HelpName = "FILE|DIR",
            Arity = ArgumentArity.OneOrMore,
        };
        var organisation = new Option<string>("--org")
        {
            Description = "ODS code to send as",
            HelpName = "CODE",
            DefaultValueFactory = _ => "X90001",
        };
        var role = new Option<string>("--role")
        {
            Description = "Role to send in",
            HelpName = "ROLE",
            DefaultValueFactory = _ => "gp-system",
        };
        var url = HubAddress.Option();
        var give = new Option<bool>("--give-nhs-numbers")
        {
            Description = "First give each Patient that has no NHS number one of the 999 range, derived from its id",
        };
        var concurrency = new Option<int>("--concurrency")
        {
            Description = "Messages under way at once, 1 to 256",
            HelpName = "N",
            DefaultValueFactory = _ => 4,
        };
        concurrency.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 256)
                result.AddError("--concurrency takes 1 to 256.");
        });
        var data = DataOption.Create();

        var command = new ExampleCommand(
            "send",
            "Posts JSON files to the hub: Bundles, single resources and CloudEvents, each to the address that takes it. Prints a summary by status and code. Exits with 1 if the hub failed on any (5xx or no answer); a refusal is no failure.",
            "hub send bundle.json",
            "hub send a03.json --org RX1 --role trust-system",
            "hub send ../shared/samples/synthea --give-nhs-numbers --concurrency 8"
        )
        {
            paths,
            organisation,
            role,
            url,
            give,
            concurrency,
            data,
        };
        command.SetAction(
            (parsed, cancellation) =>
                SendAsync(
                    new SendOrder(
                        MessageFiles.Find(parsed.GetRequiredValue(paths)),
                        TokenRequest.Of(parsed.GetRequiredValue(organisation), parsed.GetRequiredValue(role)),
                        HubAddress.Of(parsed.GetValue(url)),
                        parsed.GetValue(give),
                        parsed.GetRequiredValue(concurrency),
                        DataFolder.At(parsed.GetRequiredValue(data))
                    ),
                    parsed.InvocationConfiguration.Output,
                    cancellation
                )
        );
        return command;
    }

    private static async Task<int> SendAsync(SendOrder order, TextWriter output, CancellationToken cancellation)
    {
        var url = order.Url ?? order.Data.RunningHubAddress();
        using var tokens = LocalTokens.Open(order.Data, TimeProvider.System);
        var token = tokens.Issue(order.Caller);
        using var sender = new MessageSender(url, TimeProvider.System);
        await sender.CheckReachableAsync(cancellation);

        var summary = new SendSummary();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = order.Concurrency, CancellationToken = cancellation };
        await CountedWork.ShowAsync(
            "Sending",
            order.Files.Count,
            output,
            step =>
                Parallel.ForEachAsync(
                    order.Files,
                    parallel,
                    async (file, stop) =>
                    {
                        var body = await File.ReadAllBytesAsync(file, stop);
                        var message = OutgoingMessage.From(file, order.GiveNhsNumbers ? NhsNumberGiving.Give(body) : body);
                        summary.Add(message.Name, await sender.SendAsync(message, token, stop));
                        step();
                    }
                )
        );
        SummaryTable.Print(summary, output);
        return summary.ExitCode;
    }

    private sealed record SendOrder(
        IReadOnlyList<string> Files,
        TokenRequest Caller,
        Uri? Url,
        bool GiveNhsNumbers,
        int Concurrency,
        DataFolder Data
    );
}
