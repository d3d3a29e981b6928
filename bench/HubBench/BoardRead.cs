using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using IntegrationHub.Cli.Running;
using IntegrationHub.Cli.Token;
using IntegrationHub.Cli.Up;
using IntegrationHub.Storage;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Bench;

/// <summary>How long a board with very many open cases takes over HTTP: whole, narrowed, and asked again when nothing has changed.</summary>
internal static class BoardRead
{
    private const string Board = "hub-northfield";
    private const int Warm = 20;

    public static async Task PrintAsync(TextWriter output, int cases, int rounds, CancellationToken cancellation)
    {
        var data = HubUnderTest.NewFolder();
        try
        {
            data.Create();
            var options = new UpOptions(
                0,
                data,
                Path.Combine(AppContext.BaseDirectory, "directory"),
                Demonstration: false,
                StorageKind.Embedded
            );
            await using var machine = await OneMachine.OpenAsync(options, TextWriter.Null, TimeProvider.System, cancellation);
            HttpPipelineTransport? storage = null;
            machine.Between = transport => storage = transport;
            await using var host = await HubRun.StartAsync(machine, 0, cancellation);
            await Readiness.WaitAsync(host.Addresses[0], TimeProvider.System, cancellation);
            var service = new TableServiceClient(
                "UseDevelopmentStorage=true",
                new TableClientOptions { Transport = storage ?? throw new InvalidOperationException("No storage was opened.") }
            );
            await FillAsync(output, new Tables(service), cases, cancellation);

            using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = host.Addresses[0] };
            using (var tokens = LocalTokens.Open(data, TimeProvider.System))
                http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
                    "Bearer",
                    tokens.Issue(TokenRequest.Of("RX1", "discharge-coordinator"))
                );
            var ward = new Discharge.Boards.BoardFilter(Discharge.Boards.BoardDimension.Ward, "Ward 7").Token;
            var turn = new Discharge.Boards.BoardFilter(Discharge.Boards.BoardDimension.Turn, "council").Token;
            await output.WriteLineAsync("| asked | as | bytes | median | p99 |");
            await output.WriteLineAsync("|---|---|---:|---:|---:|");
            foreach (var accept in (string[])["application/json", "text/html"])
            {
                await MeasureAsync(output, http, "whole board", $"boards/{Board}", accept, rounds, cancellation);
                await MeasureAsync(output, http, "one ward", $"boards/{Board}?ward={ward}", accept, rounds, cancellation);
                await MeasureAsync(
                    output,
                    http,
                    "one ward, one turn",
                    $"boards/{Board}?ward={ward}&turn={turn}",
                    accept,
                    rounds,
                    cancellation
                );
            }

            await MeasureAsync(output, http, "wall", $"boards/{Board}/wall", "text/html", rounds, cancellation);
            await MeasureAsync(output, http, "figures, 28 days", $"boards/{Board}/figures", "text/html", rounds, cancellation);
            await MeasureAsync(output, http, "unchanged (304)", $"boards/{Board}", "text/html", rounds, cancellation, again: true);
        }
        finally
        {
            System.IO.Directory.Delete(data.Path, recursive: true);
        }
    }

    private static async Task FillAsync(TextWriter output, Tables tables, int cases, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var now = TimeProvider.System.GetUtcNow();
        await BoardFill.FillAsync(tables, Board, [.. Enumerable.Range(0, cases).Select(n => NumberedCards.Of(n, now))], cancellation);
        await output.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{cases:N0} open cases on one board, put there in {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s."
            )
        );
        await output.WriteLineAsync();
    }

    private static async Task MeasureAsync(
        TextWriter output,
        HttpClient http,
        string what,
        string path,
        string accept,
        int rounds,
        CancellationToken cancellation,
        bool again = false
    )
    {
        var each = new List<TimeSpan>();
        var bytes = 0;
        string? known = null;
        for (var round = -Warm; round < rounds; round++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Accept.ParseAdd(accept);
            if (again && known is not null)
                request.Headers.TryAddWithoutValidation("If-None-Match", known);
            var started = Stopwatch.GetTimestamp();
            using var answer = await http.SendAsync(request, cancellation);
            bytes = (await answer.Content.ReadAsByteArrayAsync(cancellation)).Length;
            var took = Stopwatch.GetElapsedTime(started);
            if ((int)answer.StatusCode is not (200 or 304))
                throw new InvalidOperationException($"The hub answered {(int)answer.StatusCode}.");
            known = answer.Headers.ETag?.ToString();
            if (round >= 0)
                each.Add(took);
        }

        var timings = Timings.Of(each, TimeSpan.FromTicks(each.Sum(time => time.Ticks)), refused: 0);
        await output.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"| {what} | {(accept == "text/html" ? "page" : "JSON")} | {bytes:N0} | {timings.Median.TotalMilliseconds:0.0} ms | {timings.P99.TotalMilliseconds:0.0} ms |"
            )
        );
    }
}
