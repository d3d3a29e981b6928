using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IntegrationHub.Functions.Pages.Subscriptions;
using IntegrationHub.Testing;

namespace IntegrationHub.Tests.Subscriptions;

/// <summary>The examples on the page do what they say: they take what is signed, and nothing that was changed.</summary>
public sealed class VerifyExampleTests
{
    private const string Id = "event-1";
    private const string Body = "{\"specversion\":\"1.0\",\"type\":\"Ünï\"}";

    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(number => (byte)number)];
    private static readonly string Secret = "whsec_" + Convert.ToBase64String(Key);
    private static readonly string At = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string Signature => Convert.ToBase64String(HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes($"{Id}.{At}.{Body}")));

    [Fact]
    public async Task The_JavaScript_does()
    {
        using var folder = new TempFolder();
        var script = $$"""
            {{VerifyExamples.JavaScript}}
            const [, , id, at, signature, body, secret] = process.argv;
            const headers = { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': `v1a,xxxx v1,${signature}` };
            console.log(isFromHub(headers, body, secret), isFromHub(headers, body + ' ', secret), isFromHub({ ...headers, 'webhook-timestamp': '1' }, body, secret));
            """;
        var output = await RunAsync(
            "node",
            ["-e", script.ReplaceLineEndings("\n"), "--", Id, At, Signature, Body, Secret],
            folder.Path,
            shift: true
        );
        Assert.Equal("true false false", output);
    }

    [Fact]
    public async Task The_Python_does()
    {
        using var folder = new TempFolder();
        var script = $"""
            import sys
            {VerifyExamples.Python}
            _, id, at, signature, body, secret = sys.argv
            headers = dict([("webhook-id", id), ("webhook-timestamp", at), ("webhook-signature", "v1a,xxxx v1," + signature)])
            print(is_from_hub(headers, body.encode(), secret), is_from_hub(headers, body.encode() + b" ", secret))
            """;
        Assert.Equal("True False", await RunAsync("python3", ["-c", script, Id, At, Signature, Body, Secret], folder.Path, shift: false));
    }

    [Fact]
    public async Task The_command_line_does()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(
            Path.Combine(folder.Path, "headers.txt"),
            $"Webhook-Id: {Id}\r\nwebhook-timestamp: {At}\r\n",
            Cancellation
        );
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "body.json"), Body, Cancellation);
        var script = VerifyExamples.Curl.Split("# One of")[0];
        Assert.Equal(Signature, await RunAsync("bash", ["-c", $"WEBHOOK_SECRET={Secret}\n{script}"], folder.Path, shift: false));
    }

    private static async Task<string> RunAsync(string program, string[] arguments, string folder, bool shift)
    {
        // node's own name stands before the arguments of a script that is given with -e, but no script's.
        if (shift)
            arguments = [.. arguments[..3], "script", .. arguments[3..]];
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process? process;
        try
        {
            process = Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            process = null;
        }

        Assert.SkipWhen(process is null, $"{program} is not installed.");
        using (process)
        {
            var errors = process!.StandardError.ReadToEndAsync(Cancellation);
            var output = await process.StandardOutput.ReadToEndAsync(Cancellation);
            await process.WaitForExitAsync(Cancellation);
            Assert.True(process.ExitCode == 0, await errors);
            return output.Trim();
        }
    }
}
