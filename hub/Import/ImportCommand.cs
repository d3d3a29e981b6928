using System.CommandLine;
using System.Globalization;
using System.Text.Json.Serialization;
using IntegrationHub.Cli.Help;
using IntegrationHub.Cli.Running;
using IntegrationHub.Cli.Terminal;
using IntegrationHub.Cli.Token;
using IntegrationHub.Import;

namespace IntegrationHub.Cli.Import;

/// <summary><c>hub import</c>: loads files of any size, and says what became of each. Interrupted, it is run again and goes on.</summary>
internal static class ImportCommand
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(300);

    public static Command Create()
    {
        var paths = new Argument<string[]>("paths")
        {
            Description = "NDJSON files (a resource or Bundle a line) and JSON files, or folders of such",
            HelpName = "FILE|DIR",
            Arity = ArgumentArity.OneOrMore,
        };
        var organisation = new Option<string>("--org")
        {
            Description = "ODS code of the organisation that the data is from",
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
        var data = DataOption.Create();

        var command = new ExampleCommand(
            "import",
            "Loads NDJSON and JSON files into the hub, however large. The hub reads them by itself: Ctrl-C only stops the watching, and the same command goes on where it was. What is refused is listed beside each file, in FILE.errors.ndjson, by line and code.",
            "hub import export/ --org X90001",
            "hub import Patient.ndjson Observation.ndjson --org RX1 --role trust-system"
        )
        {
            paths,
            organisation,
            role,
            url,
            data,
        };
        command.SetAction(
            (parsed, cancellation) =>
            {
                var folder = DataFolder.At(parsed.GetRequiredValue(data));
                var caller = TokenRequest.Of(parsed.GetRequiredValue(organisation), parsed.GetRequiredValue(role));
                var files = ImportFile.Find(parsed.GetRequiredValue(paths));
                return RunAsync(
                    files,
                    folder,
                    HubAddress.Of(parsed.GetValue(url)) ?? folder.RunningHubAddress(),
                    caller,
                    parsed.InvocationConfiguration.Output,
                    cancellation
                );
            }
        );
        return command;
    }

    private static async Task<int> RunAsync(
        IReadOnlyList<string> paths,
        DataFolder data,
        Uri address,
        TokenRequest caller,
        TextWriter output,
        CancellationToken cancellation
    )
    {
        using var tokens = LocalTokens.Open(data, TimeProvider.System);
        using var connection = new HubConnection(address, tokens.Issue(caller), TimeProvider.System);
        var client = new ImportClient(connection);
        var files = new List<ImportFile>();
        var total = paths.Sum(path => new FileInfo(path).Length);
        var sent = 0L;
        await MeasuredWork.ShowAsync(
            "Uploading",
            total,
            output,
            async show =>
            {
                foreach (var path in paths)
                {
                    var file = await ImportFile.OpenAsync(path, cancellation);
                    await client.UploadAsync(file, bytes => show(sent += bytes), cancellation);
                    files.Add(file);
                }
            }
        );
        var results = new Dictionary<ImportFile, ImportSummary>();
        await MeasuredWork.ShowAsync("Importing", total, output, show => WatchAsync(client, files, results, show, cancellation));
        foreach (var (file, result) in results)
            Print(file, result, await client.SaveErrorsAsync(file, cancellation), output);
        await output.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{results.Count} files: {results.Values.Sum(each => each.Resources)} resources imported, {results.Values.Sum(each => each.Refused)} refused"
            )
        );
        return results.Values.Any(each => each.Stopped is not null) ? 1 : 0;
    }

    /// <summary>Until the hub is done with all of them.</summary>
    private static async Task WatchAsync(
        ImportClient client,
        IReadOnlyList<ImportFile> files,
        Dictionary<ImportFile, ImportSummary> results,
        Action<long> show,
        CancellationToken cancellation
    )
    {
        var doneBytes = 0L;
        foreach (var file in files)
        {
            while (true)
            {
                if ((await client.StateAsync(file, cancellation)).State is { } state)
                {
                    show(doneBytes + (state.State == ImportSummary.Done ? file.Bytes : state.Read));
                    if (state.State == ImportSummary.Done)
                    {
                        results[file] = state;
                        break;
                    }
                }

                await Task.Delay(Between, TimeProvider.System, cancellation);
            }

            doneBytes += file.Bytes;
        }
    }

    private static void Print(ImportFile file, ImportSummary result, string? errors, TextWriter output)
    {
        var codes = string.Join(
            ", ",
            result.Codes.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Value} × {pair.Key}")
        );
        var refused = result.Refused == 0 ? "" : $", {result.Refused} refused ({codes}): see {errors}";
        var stopped = result.Stopped is null ? "" : $", stopped with {result.Stopped}";
        output.WriteLine($"{file.Path}: {result.Lines} lines, {result.Resources} resources{refused}{stopped}");
    }
}

/// <param name="Blocks">How many there are.</param>
internal sealed record StartUpload(int Blocks);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(StartUpload))]
[JsonSerializable(typeof(ImportSummary))]
internal sealed partial class ImportCommandJson : JsonSerializerContext;
