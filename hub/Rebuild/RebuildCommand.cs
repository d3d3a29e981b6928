using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using IntegrationHub.Cli.DirectoryCheck;
using IntegrationHub.Cli.Help;
using IntegrationHub.Cli.Running;
using IntegrationHub.Cli.Terminal;
using IntegrationHub.Cli.Token;
using IntegrationHub.Directory;
using IntegrationHub.Rebuild;

namespace IntegrationHub.Cli.Rebuild;

/// <summary><c>hub rebuild</c>: has the record tables made anew from the snapshots and compared. Interrupted, it is run again and goes on.</summary>
internal static class RebuildCommand
{
    private const string Route = "operations/rebuild";

    /// <summary>How many differences are printed.</summary>
    private const int Printed = 20;

    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(300);

    public static Command Create()
    {
        var organisation = new Option<string?>("--org")
        {
            Description = "ODS code of the operator's organisation [default: the integrated care board in the directory]",
            HelpName = "CODE",
        };
        var drop = new Option<bool>("--drop") { Description = "Give up the rebuild that is under way, and drop the new tables" };
        var url = HubAddress.Option();
        var data = DataOption.Create();
        var command = new ExampleCommand(
            "rebuild",
            "Makes the tables of care records anew from the stored messages, beside those that serve, and compares them row by row. The hub works by itself: Ctrl-C only stops the watching, and the same command goes on where it was. Exits with 2 where they are not equal.",
            "hub rebuild",
            "hub rebuild --drop"
        )
        {
            organisation,
            drop,
            url,
            data,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var folder = DataFolder.At(parsed.GetRequiredValue(data));
                var address = HubAddress.Of(parsed.GetValue(url)) ?? folder.RunningHubAddress();
                using var tokens = LocalTokens.Open(folder, TimeProvider.System);
                var token = tokens.Issue(TokenRequest.Of(parsed.GetValue(organisation) ?? CareBoard(), "operator"));
                using var hub = new HubConnection(address, token, TimeProvider.System);
                var output = parsed.InvocationConfiguration.Output;
                return parsed.GetValue(drop) ? await DropAsync(hub, output, cancellation) : await RunAsync(hub, output, cancellation);
            }
        );
        return command;
    }

    private static async Task<int> RunAsync(HubConnection hub, TextWriter output, CancellationToken cancellation)
    {
        var state = Read(await hub.SendAsync(HttpMethod.Post, Route, null, null, cancellation));
        while (state.Phase == "counting")
            state = await NextAsync(hub, cancellation);
        await MeasuredWork.ShowAsync(
            "Making the tables anew",
            state.Snapshots,
            output,
            async show =>
            {
                for (; state.Phase == "replaying"; state = await NextAsync(hub, cancellation))
                    show(state.Replayed);
                show(state.Snapshots);
            }
        );
        await MeasuredWork.ShowAsync(
            "Comparing",
            1000,
            output,
            async show =>
            {
                for (; state.Phase == "comparing"; state = await NextAsync(hub, cancellation))
                    show((long)(state.Compared * 1000));
                show(1000);
            }
        );
        return await PrintAsync(hub, state, output, cancellation);
    }

    private static async Task<int> PrintAsync(HubConnection hub, RebuildSummary state, TextWriter output, CancellationToken cancellation)
    {
        if (state.Phase != "done")
            throw new CommandFailure("The rebuild was given up.");
        var done = string.Create(
            CultureInfo.InvariantCulture,
            $"{state.Replayed} messages worked in, {state.Records} records with {state.Rows} rows compared"
        );
        if (state.Equal is true)
        {
            await output.WriteLineAsync($"{done}: equal.");
            return 0;
        }

        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{done}: {state.Differences} differences."));
        var reply = await hub.GetAsync($"{Route}/differences", cancellation);
        var differences = JsonSerializer.Deserialize(Check(reply).Body, RebuildJson.Default.IReadOnlyListDifference) ?? [];
        foreach (var group in differences.GroupBy(each => (each.Kind, each.Table, each.Column)).Take(Printed))
        {
            var (kind, table, column) = group.Key;
            var example = group.First();
            await output.WriteLineAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {group.Count(), 5} × {kind} {table}{(column is null ? "" : "." + column)}, for example {example.Record} {example.Row}"
                )
            );
        }

        return 2;
    }

    private static async Task<int> DropAsync(HubConnection hub, TextWriter output, CancellationToken cancellation)
    {
        Check(await hub.SendAsync(HttpMethod.Delete, Route, null, null, cancellation));
        await output.WriteLineAsync("The new tables are dropped.");
        return 0;
    }

    private static async Task<RebuildSummary> NextAsync(HubConnection hub, CancellationToken cancellation)
    {
        await Task.Delay(Between, TimeProvider.System, cancellation);
        return Read(await hub.GetAsync(Route, cancellation));
    }

    private static RebuildSummary Read(HubConnection.Reply reply) =>
        JsonSerializer.Deserialize(Check(reply).Body, RebuildJson.Default.RebuildSummary)
        ?? throw new CommandFailure("The hub's answer cannot be read.");

    private static HubConnection.Reply Check(HubConnection.Reply reply) =>
        reply.IsSuccess ? reply : throw new CommandFailure($"The hub refuses: {(int)reply.Status} {reply.Code}.");

    private static string CareBoard() =>
        HubDirectory.Load(DirectoryFolder.Find(null)).Directory?.CareSystem.OdsCode.Value
        ?? throw new CommandFailure("The directory has faults: say with --org for which organisation you operate.");
}
