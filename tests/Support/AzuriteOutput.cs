using System.Diagnostics;
using System.Text.RegularExpressions;

namespace IntegrationHub.Testing;

/// <summary>Reads from Azurite's own output that it is ready, and where.</summary>
internal static partial class AzuriteOutput
{
    [GeneratedRegex(
        @"^Azurite (?<service>Blob|Table) service is successfully listening at (?<address>http://[0-9.]+:[0-9]+)",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Listening();

    /// <summary>Completes when both services have said that they listen. Output is read (and dropped) for as long as the process lives.</summary>
    public static async Task<(Uri Blobs, Uri Tables)> ListeningAsync(Process process, CancellationToken cancellationToken)
    {
        var blobs = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var tables = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var errors = new List<string>();
        process.ErrorDataReceived += (_, line) =>
        {
            lock (errors)
            {
                if (line.Data is not null && errors.Count < 20)
                    errors.Add(line.Data);
            }
        };
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
            {
                // End of output: the process ended. Harmless once both have listened.
                string[] said;
                lock (errors)
                    said = [.. errors];
                var fault = new InvalidOperationException($"Azurite ended instead of listening. {string.Join('\n', said)}");
                blobs.TrySetException(fault);
                tables.TrySetException(fault);
            }
            else if (Listening().Match(line.Data) is { Success: true } match)
            {
                var service = match.Groups["service"].ValueSpan is "Blob" ? blobs : tables;
                service.TrySetResult(new Uri(match.Groups["address"].Value));
            }
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await Task.WhenAll(blobs.Task, tables.Task).WaitAsync(cancellationToken);
        return (await blobs.Task, await tables.Task);
    }
}
