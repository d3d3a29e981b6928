using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using IntegrationHub.Cli.Running;
using IntegrationHub.Cli.Send;
using IntegrationHub.Cli.Token;
using IntegrationHub.Cli.Up;

namespace IntegrationHub.Bench;

/// <summary>
/// How long a read of a long record takes over HTTP, beside the bare table queries that fetch its rows, by turns in one process. The reader is a
/// clinician; the record is told by a practice and a trust, every tenth result by both. The bare queries are those that the read makes, as they were
/// seen to pass.
/// </summary>
internal static class ReadFigures
{
    private const int Page = 2_000;

    public static async Task PrintAsync(TextWriter output, CancellationToken cancellation)
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
            QueryLog? storage = null;
            machine.Between = transport => storage = new QueryLog(transport);
            await using var host = await HubRun.StartAsync(machine, 0, cancellation);
            await Readiness.WaitAsync(host.Addresses[0], TimeProvider.System, cancellation);
            using var tokens = LocalTokens.Open(data, TimeProvider.System);
            using var practice = Caller(host.Addresses[0], tokens, "X90001", "gp-system");
            using var trust = Caller(host.Addresses[0], tokens, "RX1", "trust-system");
            using var clinician = Caller(host.Addresses[0], tokens, "X90001", "clinician");
            var log = storage ?? throw new InvalidOperationException("No storage was opened.");
            var table = new TableClient("UseDevelopmentStorage=true", "CareRecord", new TableClientOptions { Transport = log });

            await output.WriteLineAsync("| record | as | storage calls | median | bare queries of its rows | ratio |");
            await output.WriteLineAsync("|---|---|---:|---:|---:|---:|");
            foreach (var (serial, entries, rounds) in ((int, int, int)[])[(1, 2_000, 30), (2, 20_000, 8)])
            {
                var record = await FillAsync(practice, trust, SyntheticNhsNumber.FromSerial(serial), entries, cancellation);
                var one = new Measured(output, clinician, table, log, record, entries, rounds);
                await one.PrintAsync(entries > Page ? "JSON, first 2,000" : "JSON", one.ReadAsync, cancellation);
                if (entries > Page)
                {
                    await one.PrintAsync("JSON, the sixth 2,000", await one.PageAfterAsync(5, cancellation), cancellation);
                    await one.PrintAsync("JSON, all ten pages", one.ReadAllAsync, cancellation);
                }

                await one.PrintAsync("page", one.ReadPageAsync, cancellation);
            }
        }
        finally
        {
            System.IO.Directory.Delete(data.Path, recursive: true);
        }
    }

    private static HttpClient Caller(Uri hub, LocalTokens tokens, string organisation, string role)
    {
        var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = hub };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            tokens.Issue(TokenRequest.Of(organisation, role))
        );
        return http;
    }

    private sealed record Measured(
        TextWriter Output,
        HttpClient Http,
        TableClient Table,
        QueryLog Log,
        string Record,
        int Entries,
        int Rounds
    )
    {
        public async Task PrintAsync(string what, Func<CancellationToken, Task> read, CancellationToken cancellation)
        {
            Log.Start();
            await ReadAsync(cancellation);
            var queries = Log.Stop().OfType<TableQuery>().Where(query => query.IsFirstPage).ToList();
            var calls = int.MaxValue;
            var (whole, bare) = (new List<double>(), new List<double>());
            for (var round = -Rounds; round < Rounds; round++)
            {
                Log.Start();
                var started = Stopwatch.GetTimestamp();
                await read(cancellation);
                var between = Stopwatch.GetTimestamp();
                // The hub's own work beside the read passes too, in some rounds.
                calls = Math.Min(calls, Log.Stop().Count);
                var rows = 0;
                foreach (var query in queries)
                await foreach (
                    var row in Table.QueryAsync<TableEntity>(query.Filter, select: query.Select, cancellationToken: cancellation)
                )
                    rows += row.Count > 0 ? 1 : 0;
                if (rows <= Entries)
                    throw new InvalidOperationException($"The queries brought {rows} rows.");
                if (round < 0)
                    continue;
                whole.Add(Stopwatch.GetElapsedTime(started, between).TotalMilliseconds);
                bare.Add(Stopwatch.GetElapsedTime(between).TotalMilliseconds);
            }

            var (took, queried) = (Median(whole), Median(bare));
            await Output.WriteLineAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {Entries:N0} entries | {what} | {calls} | {took:0.0} ms | {queried:0.0} ms | {took / queried:0.00} |"
                )
            );
        }

        public Task<byte[]> ReadAsync(CancellationToken cancellation) => GetAsync($"records/{Record}", "application/json", cancellation);

        public Task<byte[]> ReadPageAsync(CancellationToken cancellation) => GetAsync($"records/{Record}", "text/html", cancellation);

        public async Task ReadAllAsync(CancellationToken cancellation)
        {
            string? next = null;
            do next = Next(await GetAsync(Address(next), "application/json", cancellation));
            while (next is not null);
        }

        /// <summary>One page in the midst, by the cursor of the page before.</summary>
        public async Task<Func<CancellationToken, Task>> PageAfterAsync(int pages, CancellationToken cancellation)
        {
            string? next = null;
            for (var i = 0; i < pages; i++)
                next = Next(await GetAsync(Address(next), "application/json", cancellation));
            return token => GetAsync(Address(next), "application/json", token);
        }

        private string Address(string? cursor) => cursor is null ? $"records/{Record}" : $"records/{Record}?cursor={cursor}";

        private async Task<byte[]> GetAsync(string address, string accept, CancellationToken cancellation)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Accept.ParseAdd(accept);
            using var answer = await Http.SendAsync(request, cancellation);
            answer.EnsureSuccessStatusCode();
            return await answer.Content.ReadAsByteArrayAsync(cancellation);
        }

        /// <summary>It stands at the end; to read the whole answer for it would be the bench's time, not the hub's.</summary>
        private static string? Next(byte[] json)
        {
            var at = json.AsSpan().LastIndexOf("\"next\":\""u8);
            return at < 0 ? null : Encoding.ASCII.GetString(json.AsSpan()[(at + 8)..^2]);
        }
    }

    private static async Task<string> FillAsync(
        HttpClient practice,
        HttpClient trust,
        string number,
        int entries,
        CancellationToken cancellation
    )
    {
        for (var from = 0; from < entries; from += Page)
        {
            // Every tenth of the practice's results is the trust's as well.
            await PostAsync(practice, Bundle(number, "gp", Enumerable.Range(from, Page / 2)), cancellation);
            await PostAsync(
                trust,
                Bundle(number, "trust", Enumerable.Range(from, Page / 2).Select(i => i % 10 == 0 ? i : i + Page / 2)),
                cancellation
            );
        }

        using var form = new FormUrlEncodedContent([new("identifier", "https://fhir.nhs.uk/Id/nhs-number|" + number)]);
        using var found = await practice.PostAsync("fhir/Patient/_search", form, cancellation);
        using var json = JsonDocument.Parse(await found.Content.ReadAsByteArrayAsync(cancellation));
        return json.RootElement.GetProperty("entry")[0].GetProperty("resource").GetProperty("id").GetString()!;
    }

    private static async Task PostAsync(HttpClient sender, string bundle, CancellationToken cancellation)
    {
        using var content = new StringContent(bundle, Encoding.UTF8, "application/fhir+json");
        using var answer = await sender.PostAsync("fhir", content, cancellation);
        answer.EnsureSuccessStatusCode();
    }

    private static string Bundle(string number, string sender, IEnumerable<int> results)
    {
        var entries = new JsonArray();
        foreach (var i in results)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"{sender}-{i}");
            var resource = new JsonObject
            {
                ["resourceType"] = "Observation",
                ["id"] = id,
                ["status"] = "final",
                ["code"] = new JsonObject
                {
                    ["coding"] = new JsonArray(
                        new JsonObject
                        {
                            ["system"] = "http://snomed.info/sct",
                            ["code"] = string.Create(CultureInfo.InvariantCulture, $"9{i % 211:D3}731000000107"),
                            ["display"] = string.Create(CultureInfo.InvariantCulture, $"Serum level of substance {i % 211}"),
                        }
                    ),
                },
                ["subject"] = new JsonObject
                {
                    ["identifier"] = new JsonObject { ["system"] = "https://fhir.nhs.uk/Id/nhs-number", ["value"] = number },
                },
                ["effectiveDateTime"] = new DateOnly(2006, 1, 1).AddDays(i % 7000).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                ["valueQuantity"] = new JsonObject { ["value"] = 60 + i % 90, ["unit"] = "umol/L" },
            };
            entries.Add(
                new JsonObject
                {
                    ["fullUrl"] = $"https://sender.example/Observation/{id}",
                    ["resource"] = resource,
                    ["request"] = new JsonObject { ["method"] = "PUT", ["url"] = $"Observation/{id}" },
                }
            );
        }

        return new JsonObject
        {
            ["resourceType"] = "Bundle",
            ["type"] = "transaction",
            ["entry"] = entries,
        }.ToJsonString();
    }

    private static double Median(List<double> times)
    {
        times.Sort();
        return times[times.Count / 2];
    }
}
