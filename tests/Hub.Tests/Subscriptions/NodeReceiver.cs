using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using IntegrationHub.Testing;

namespace IntegrationHub.Tests.Subscriptions;

/// <summary>An event that a subscriber's program took, as the libraries it uses say.</summary>
internal sealed record TakenEvent(string Id, string Sequence, string Type);

/// <summary>
/// A subscriber's program in JavaScript: it verifies each post with <c>standardwebhooks</c>, reads it with <c>cloudevents</c>, and says a line for
/// each before it answers. What cannot be verified or read it refuses, and says so.
/// </summary>
internal sealed class NodeReceiver : IAsyncDisposable
{
    private const string Program = """
        const { Webhook } = require('standardwebhooks');
        const { HTTP } = require('cloudevents');
        const [, port, known] = process.argv;
        const say = line => process.stdout.write(JSON.stringify(line) + '\n');
        let webhook = known && new Webhook(known);
        const server = require('http').createServer((request, response) => {
          if (request.method === 'OPTIONS') {
            response.setHeader('WebHook-Allowed-Origin', request.headers['webhook-request-origin']);
            response.end();
            return;
          }
          let body = '';
          request.setEncoding('utf8').on('data', part => body += part).on('end', () => {
            try {
              webhook.verify(body, request.headers);
              const event = HTTP.toEvent({ headers: request.headers, body });
              event.validate();
              if (event.id !== request.headers['webhook-id']) throw new Error('The id is not that of the headers.');
              say({ id: event.id, sequence: event.sequence, type: event.type });
              response.writeHead(204).end();
            } catch (fault) {
              say({ fault: `${fault}` });
              response.writeHead(400).end();
            }
          });
        });
        server.listen(Number(port), '127.0.0.1', () => say({ port: server.address().port }));
        require('readline').createInterface({ input: process.stdin })
          .on('line', secret => { webhook = new Webhook(secret); say({ secret: 'known' }); })
          .on('close', () => process.exit(0));
        """;

    private readonly Process process;
    private readonly Channel<JsonNode> lines = Channel.CreateUnbounded<JsonNode>();
    private readonly ConcurrentQueue<TakenEvent> taken = new();
    private readonly TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task reading;

    private NodeReceiver(Process process)
    {
        this.process = process;
        reading = ReadAsync();
    }

    internal int Port { get; private set; }

    internal string Url => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}/");

    /// <summary>In the order in which they came.</summary>
    internal IReadOnlyList<TakenEvent> Taken => [.. taken];

    /// <summary>Ends when it has taken one.</summary>
    internal Task First => first.Task;

    /// <param name="packages">The folder whose node_modules holds the libraries.</param>
    /// <param name="port">0 for any that is free.</param>
    /// <param name="secret">What posts are signed with; null where it is not known yet.</param>
    internal static async Task<NodeReceiver> StartAsync(string packages, int port, string? secret, CancellationToken cancellationToken)
    {
        string[] arguments = ["-e", Program.ReplaceLineEndings("\n"), "--", port.ToString(CultureInfo.InvariantCulture), secret ?? ""];
        var start = new ProcessStartInfo("node", arguments)
        {
            WorkingDirectory = packages,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var receiver = new NodeReceiver(Process.Start(start) ?? throw new InvalidOperationException("Node did not start."));
        receiver.Port = (int)(await receiver.lines.Reader.ReadAsync(cancellationToken))["port"]!;
        return receiver;
    }

    /// <summary>Ends when it knows the secret that posts are signed with.</summary>
    internal async Task KnowAsync(string secret, CancellationToken cancellationToken)
    {
        await process.StandardInput.WriteLineAsync(secret.AsMemory(), cancellationToken);
        await process.StandardInput.FlushAsync(cancellationToken);
        Assert.Equal("known", (string?)(await lines.Reader.ReadAsync(cancellationToken))["secret"]);
    }

    /// <summary>As when the machine fails: whatever was under way is cut off. What it had said is still read.</summary>
    internal async Task KillAsync(CancellationToken cancellationToken)
    {
        process.Kill();
        await process.WaitForExitAsync(cancellationToken);
        await reading;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill();
        await reading;
        process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            // A line that the end cut off was of a post that was never answered.
            if (!line.EndsWith('}'))
                break;
            var json = JsonNode.Parse(line)!;
            if (json["id"] is null)
            {
                lines.Writer.TryWrite(json);
                continue;
            }

            taken.Enqueue(new TakenEvent((string)json["id"]!, (string)json["sequence"]!, (string)json["type"]!));
            first.TrySetResult();
        }

        lines.Writer.TryComplete();
    }

    /// <summary>What it refused; read when it is done.</summary>
    internal IEnumerable<string> Faults()
    {
        while (lines.Reader.TryRead(out var line))
            yield return line.ToJsonString();
    }
}
