using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using IntegrationHub.Cli.Running;
using IntegrationHub.Cli.Send;
using IntegrationHub.Cli.Token;
using IntegrationHub.Cli.Up;

namespace IntegrationHub.Bench;

/// <summary>
/// How long a read of a long record takes over HTTP, beside the bare table query that fetches the same rows from the same storage, by
/// turns in one process.
/// </summary>
internal static class ReadFigures
{
    private const int Rounds = 30;
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
            HttpPipelineTransport? storage = null;
            machine.Between = transport => storage = transport;
            await using var host = await HubRun.StartAsync(machine, 0, cancellation);
            await Readiness.WaitAsync(host.Addresses[0], TimeProvider.System, cancellation);
            using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = host.Addresses[0] };
            using (var tokens = LocalTokens.Open(data, TimeProvider.System))
                http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
                    "Bearer",
                    tokens.Issue(TokenRequest.Of("X90001", "gp-system"))
                );
            var table = new TableClient(
                "UseDevelopmentStorage=true",
                "CareRecord",
                new TableClientOptions { Transport = storage ?? throw new InvalidOperationException("No storage was opened.") }
            );

            await output.WriteLineAsync("| record | as | median | bare query of its rows | ratio |");
            await output.WriteLineAsync("|---|---|---:|---:|---:|");
            foreach (var (serial, entries) in ((int, int)[])[(1, 2_000), (2, 20_000)])
            {
                var record = await FillAsync(http, SyntheticNhsNumber.FromSerial(serial), entries, cancellation);
                foreach (var accept in (string[])["application/json", "text/html"])
                    await MeasureAsync(output, http, table, record, entries, accept, cancellation);
            }
        }
        finally
        {
            System.IO.Directory.Delete(data.Path, recursive: true);
        }
    }

    private static async Task MeasureAsync(
        TextWriter output,
        HttpClient http,
        TableClient table,
        string record,
        int entries,
        string accept,
        CancellationToken cancellation
    )
    {
        var (read, bare) = (new List<double>(), new List<double>());
        for (var round = -5; round < Rounds; round++)
        {
            var started = Stopwatch.GetTimestamp();
            using (var request = new HttpRequestMessage(HttpMethod.Get, $"records/{record}"))
            {
                request.Headers.Accept.ParseAdd(accept);
                using var answer = await http.SendAsync(request, cancellation);
                answer.EnsureSuccessStatusCode();
                await answer.Content.ReadAsByteArrayAsync(cancellation);
            }

            var between = Stopwatch.GetTimestamp();
            var rows = 0;
            var filter = TableClient.CreateQueryFilter($"PartitionKey eq {record} and RowKey ge {"a"} and RowKey lt {"f"}");
            await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
                rows += row.Count > 0 ? 1 : 0;
            if (rows <= entries)
                throw new InvalidOperationException($"The query brought {rows} rows.");
            if (round < 0)
                continue;
            read.Add(Stopwatch.GetElapsedTime(started, between).TotalMilliseconds);
            bare.Add(Stopwatch.GetElapsedTime(between).TotalMilliseconds);
        }

        var (whole, query) = (Median(read), Median(bare));
        var what =
            accept == "text/html" ? "page"
            : entries > Page ? "JSON, first 2,000"
            : "JSON";
        await output.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"| {entries:N0} entries | {what} | {whole:0.0} ms | {query:0.0} ms | {whole / query:0.00} |"
            )
        );
    }

    private static async Task<string> FillAsync(HttpClient http, string number, int entries, CancellationToken cancellation)
    {
        for (var from = 0; from < entries; from += Page)
        {
            using var content = new StringContent(Bundle(number, from, Page), Encoding.UTF8, "application/fhir+json");
            using var answer = await http.PostAsync("fhir", content, cancellation);
            answer.EnsureSuccessStatusCode();
        }

        using var form = new FormUrlEncodedContent([new("identifier", "https://fhir.nhs.uk/Id/nhs-number|" + number)]);
        using var found = await http.PostAsync("fhir/Patient/_search", form, cancellation);
        using var json = JsonDocument.Parse(await found.Content.ReadAsByteArrayAsync(cancellation));
        return json.RootElement.GetProperty("entry")[0].GetProperty("resource").GetProperty("id").GetString()!;
    }

    private static string Bundle(string number, int from, int count)
    {
        var entries = new JsonArray();
        for (var i = from; i < from + count; i++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"result-{i}");
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
                            ["code"] = "1000731000000107",
                            ["display"] = "Serum creatinine level",
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
