using System.Diagnostics;
using System.Net;
using System.Reflection;
using IntegrationHub.Functions.Pages.Subscriptions;
using IntegrationHub.Testing;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace IntegrationHub.Tests.Subscriptions;

/// <summary>
/// The examples on the page do what they say with a message that the hub really sent: they take it by the key before a change and by the key
/// after it, and take nothing that was changed or that another key signed.
/// </summary>
public sealed class VerifyExampleTests(LiveHub live) : IClassFixture<LiveHub>
{
    private const string OtherSecret = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_JavaScript_does()
    {
        var script = $$"""
            {{VerifyExamples.JavaScript}}
            const [, , id, at, signature, body, ...secrets] = process.argv;
            const headers = { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature };
            console.log(
              ...secrets.map(secret => isFromHub(headers, body, secret)),
              isFromHub(headers, body + ' ', secrets[0]),
              isFromHub({ ...headers, 'webhook-timestamp': '1' }, body, secrets[0]));
            """;
        var sent = await SentAsync();
        // node's own name stands before the arguments of a script that is given with -e, but no script's.
        Assert.Equal(
            "true true false false false",
            await RunAsync("node", ["-e", script.ReplaceLineEndings("\n"), "--", "script", .. sent.Arguments, OtherSecret])
        );
    }

    [Fact]
    public async Task The_Python_does()
    {
        var script = $"""
            import sys
            {VerifyExamples.Python}
            _, id, at, signature, body, *secrets = sys.argv
            headers = dict([("webhook-id", id), ("webhook-timestamp", at), ("webhook-signature", signature)])
            print(*[is_from_hub(headers, body.encode(), secret) for secret in secrets], is_from_hub(headers, body.encode() + b" ", secrets[0]),
                  is_from_hub(dict(headers, **dict([("webhook-timestamp", "1")])), body.encode(), secrets[0]))
            """;
        var sent = await SentAsync();
        Assert.Equal("True True False False False", await RunAsync("python3", ["-c", script, .. sent.Arguments, OtherSecret]));
    }

    [Fact]
    public async Task The_command_line_does()
    {
        var sent = await SentAsync();
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(
            Path.Combine(folder.Path, "headers.txt"),
            $"Webhook-Id: {sent.Id}\r\nwebhook-timestamp: {sent.At}\r\n",
            Cancellation
        );
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "body.json"), sent.Body, Cancellation);
        var script = VerifyExamples.Curl.Split("# One of")[0];
        var known = sent.Signature.Split(' ');
        foreach (var (secret, isOne) in new[] { (sent.Before, true), (sent.After, true), (OtherSecret, false) })
        {
            var computed = await RunAsync("bash", ["-c", $"WEBHOOK_SECRET={secret}\n{script}"], folder.Path);
            Assert.Equal(isOne, known.Contains($"v1,{computed}"));
        }
    }

    [Fact]
    public async Task The_question_for_the_ledger_does()
    {
        var sent = await SentAsync();
        var script = VerifyExamples
            .Curl.Split('\n')
            .Single(line => line.StartsWith("curl ", StringComparison.Ordinal))
            .Replace("https://$HUB", "http://$HUB", StringComparison.Ordinal)
            .Replace("curl ", "curl -s ", StringComparison.Ordinal);
        var set = $"TOKEN={live.TokenOf(TestSender.Council)} HUB={live.Address.Authority} SUBSCRIPTION={sent.Subscription}";
        var ledger = await RunAsync("bash", ["-c", $"export {set}\n{script.TrimEnd()}"]);
        Assert.Contains($"\"event\":\"{sent.Id}\"", ledger, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_CSharp_does()
    {
        var sent = await SentAsync();
        var check = Compiled();
        var headers = new HeaderDictionary
        {
            ["webhook-id"] = sent.Id,
            ["webhook-timestamp"] = sent.At,
            ["webhook-signature"] = sent.Signature,
        };
        var body = System.Text.Encoding.UTF8.GetBytes(sent.Body);
        var now = TimeProvider.System.GetUtcNow();
        Assert.True(check(headers, body, sent.Before, now));
        Assert.True(check(headers, body, sent.After, now));
        Assert.False(check(headers, body, OtherSecret, now));
        Assert.False(check(headers, [.. body, (byte)' '], sent.Before, now));
        Assert.False(check(headers, body, sent.Before, now.AddMinutes(6)));
    }

    /// <summary>A message of the hub's while two keys count.</summary>
    private async Task<Sent> SentAsync()
    {
        await using var receiver = await Receiver.StartAsync();
        var made = (await live.SubscribeAsync(TestSender.Council, SubscriberApi.Body("webhook", receiver.Url)))
            .Is(HttpStatusCode.Created)
            .Json;
        var id = (string)made["id"]!;
        var changed = (await live.JsonAsync(TestSender.Council, HttpMethod.Post, $"subscriptions/{id}/keys")).Is(HttpStatusCode.OK).Json;
        await live.Hub.PublishAsync(SomeEvents.Referral(live.Hub) with { Kind = "Ünï" });
        await live.Hub.SentAsync();
        var post = receiver.Posts[^1];
        Assert.Equal(4, post.Headers["webhook-signature"].Split(' ').Length);
        (await live.JsonAsync(TestSender.Council, HttpMethod.Delete, $"subscriptions/{id}")).Is(HttpStatusCode.OK);
        return new Sent(
            id,
            post.Id,
            post.Headers["webhook-timestamp"],
            post.Headers["webhook-signature"],
            post.Body,
            (string)made["secret"]!,
            (string)changed["secret"]!
        );
    }

    private static Func<IHeaderDictionary, byte[], string, DateTimeOffset, bool> Compiled()
    {
        var source = $$"""
            using System;
            using System.Linq;
            using System.Security.Cryptography;
            using System.Text;
            using Microsoft.AspNetCore.Http;
            public static class Example
            {
                public {{VerifyExamples.CSharp}}
            }
            """;
        var known = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        var compilation = CSharpCompilation.Create(
            "Example",
            [CSharpSyntaxTree.ParseText(source, cancellationToken: Cancellation)],
            known.Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)
        );
        using var assembly = new MemoryStream();
        var emitted = compilation.Emit(assembly, cancellationToken: Cancellation);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics));
        return Assembly
            .Load(assembly.ToArray())
            .GetType("Example")!
            .GetMethod("IsFromHub")!
            .CreateDelegate<Func<IHeaderDictionary, byte[], string, DateTimeOffset, bool>>();
    }

    private static async Task<string> RunAsync(string program, string[] arguments, string? folder = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (folder is not null)
            start.WorkingDirectory = folder;
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

    /// <param name="Before">The secret that was given first.</param>
    /// <param name="After">The one that it was changed to.</param>
    private sealed record Sent(string Subscription, string Id, string At, string Signature, string Body, string Before, string After)
    {
        internal string[] Arguments => [Id, At, Signature, Body, Before, After];

        public override string ToString() => $"Sent {{ Id = {Id} }}";
    }
}
