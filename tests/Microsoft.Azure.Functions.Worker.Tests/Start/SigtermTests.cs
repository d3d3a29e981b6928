using System.Diagnostics;
using TestFunctionApp;

namespace WorkerTests.Start;

/// <summary>The app as a process of its own, as a service manager runs it.</summary>
public sealed class SigtermTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task On_sigterm_the_answer_in_hand_is_finished_and_the_process_ends_well()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGTERM on Windows.");
        using var process = Process.Start(
            new ProcessStartInfo(
                "dotnet",
                [
                    typeof(Journal).Assembly.Location,
                    "--urls=http://127.0.0.1:0",
                    "--AzureFunctionsJobHost:functions:0=OutlastsTheStop",
                    "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Information",
                ]
            )
            {
                RedirectStandardOutput = true,
            }
        )!;
        try
        {
            using var http = new HttpClient { BaseAddress = await AddressAsync(process) };
            using var response = await http.GetAsync("/api/OutlastsTheStop", HttpCompletionOption.ResponseHeadersRead, Cancel);
            using var body = new StreamReader(await response.Content.ReadAsStreamAsync(Cancel));
            var begun = new char[5];
            await body.ReadBlockAsync(begun, Cancel);
            Assert.Equal("begun", new string(begun));

            using (var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]))
                await kill.WaitForExitAsync(Cancel);
            Assert.Equal(" and ended", await body.ReadToEndAsync(Cancel));
            await process.WaitForExitAsync(Cancel).WaitAsync(TimeSpan.FromSeconds(20), Cancel);
            Assert.Equal(0, process.ExitCode);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

    private static async Task<Uri> AddressAsync(Process process)
    {
        const string listening = "Now listening on: ";
        while (await process.StandardOutput.ReadLineAsync(Cancel).AsTask().WaitAsync(TimeSpan.FromSeconds(20), Cancel) is { } line)
        {
            var at = line.IndexOf(listening, StringComparison.Ordinal);
            if (at >= 0)
                return new Uri(line[(at + listening.Length)..].Trim());
        }
        throw new InvalidOperationException("The app ended before it listened.");
    }
}
