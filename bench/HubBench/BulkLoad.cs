using System.Text.Json;
using IntegrationHub.Cli.Import;
using IntegrationHub.Cli.Running;
using IntegrationHub.Cli.Token;
using IntegrationHub.Import;
using IntegrationHub.Rebuild;

namespace IntegrationHub.Bench;

/// <summary>What a file brings in, and the tables made anew, each from the first byte or request until the hub says that it is done.</summary>
/// <param name="Count">Resources, or for a rebuild messages.</param>
internal sealed record BulkRate(string What, long Count, TimeSpan Took)
{
    public double PerSecond => Count / Took.TotalSeconds;
}

/// <summary>Loads the same GP bundles over HTTP, as lines of a file, and as loose resources, each time into a new hub.</summary>
internal static class BulkLoad
{
    private const int Senders = 16;

    public static async IAsyncEnumerable<BulkRate> MeasureAsync(int bundles)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(15));
        var warm = MessageSet.GpBundles().Next(1000);
        var messages = MessageSet.GpBundles().Next(1000 + bundles).Skip(1000).ToList();
        var loose = messages.Select(Resources).ToList();
        yield return await HttpAsync(warm, messages, limit.Token);
        yield return await FileAsync("a Bundle a line", warm, messages.Select(OneLine), limit.Token);
        yield return await FileAsync("a resource a line, person by person", warm, loose.SelectMany(each => each), limit.Token);
        yield return await FileAsync(
            "a resource a line, type by type",
            warm,
            loose.SelectMany(each => each).GroupBy(TypeOf).OrderBy(group => group.Key == "Patient" ? 0 : 1).SelectMany(group => group),
            limit.Token
        );
        yield return await RebuildAsync(warm, messages, limit.Token);
    }

    private static async Task<BulkRate> HttpAsync(
        IReadOnlyList<byte[]> warm,
        IReadOnlyList<byte[]> messages,
        CancellationToken cancellation
    )
    {
        await using var hub = await WarmHubAsync(warm, cancellation);
        var began = TimeProvider.System.GetTimestamp();
        await SendAsync(hub, messages, cancellation);
        return new BulkRate("over HTTP, 16 senders", messages.Sum(Count), TimeProvider.System.GetElapsedTime(began));
    }

    private static async Task<BulkRate> FileAsync(
        string what,
        IReadOnlyList<byte[]> warm,
        IEnumerable<string> lines,
        CancellationToken cancellation
    )
    {
        await using var hub = await WarmHubAsync(warm, cancellation);
        var path = Path.Combine(hub.Data.Path, "bench.ndjson");
        await File.WriteAllLinesAsync(path, lines, cancellation);
        using var connection = new HubConnection(hub.Address, hub.Token, TimeProvider.System);
        var client = new ImportClient(connection);
        var file = await ImportFile.OpenAsync(path, cancellation);
        var began = TimeProvider.System.GetTimestamp();
        await client.UploadAsync(file, _ => { }, cancellation);
        while (true)
        {
            if ((await client.StateAsync(file, cancellation)).State is { State: ImportSummary.Done } done)
                return done.Refused == 0
                    ? new BulkRate(what, done.Resources, TimeProvider.System.GetElapsedTime(began))
                    : throw new InvalidOperationException($"{done.Refused} lines were refused: these figures would not count.");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellation);
        }
    }

    private static async Task<BulkRate> RebuildAsync(
        IReadOnlyList<byte[]> warm,
        IReadOnlyList<byte[]> messages,
        CancellationToken cancellation
    )
    {
        await using var hub = await WarmHubAsync(warm, cancellation);
        await SendAsync(hub, messages, cancellation);
        using var tokens = LocalTokens.Open(hub.Data, TimeProvider.System);
        using var connection = new HubConnection(hub.Address, tokens.Issue(TokenRequest.Of("QZ9", "operator")), TimeProvider.System);
        // Snapshots younger than that would come in with the comparison.
        await Task.Delay(TimeSpan.FromSeconds(31), TimeProvider.System, cancellation);
        var began = TimeProvider.System.GetTimestamp();
        await connection.SendAsync(HttpMethod.Post, "operations/rebuild", null, null, cancellation);
        while (true)
        {
            var reply = await connection.GetAsync("operations/rebuild", cancellation);
            var state = JsonSerializer.Deserialize(reply.Body, RebuildJson.Default.RebuildSummary)!;
            if (state.Phase == "done")
                return state.Equal is true
                    ? new BulkRate("rebuild: messages worked in and compared", state.Replayed, TimeProvider.System.GetElapsedTime(began))
                    : throw new InvalidOperationException("The tables made anew are not equal.");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellation);
        }
    }

    private static async Task<HubUnderTest> WarmHubAsync(IReadOnlyList<byte[]> warm, CancellationToken cancellation)
    {
        var hub = await HubUnderTest.StartAsync(cancellation);
        await SendAsync(hub, warm, cancellation);
        return hub;
    }

    private static async Task SendAsync(HubUnderTest hub, IReadOnlyList<byte[]> messages, CancellationToken cancellation)
    {
        using var connection = new HubConnection(hub.Address, hub.Token, TimeProvider.System);
        await Parallel.ForEachAsync(
            messages,
            new ParallelOptions { MaxDegreeOfParallelism = Senders, CancellationToken = cancellation },
            async (message, stop) =>
            {
                var reply = await connection.SendAsync(HttpMethod.Post, "fhir", "application/fhir+json", message, stop);
                if (!reply.IsSuccess)
                    throw new InvalidOperationException($"A bundle was refused with {reply.Code}.");
            }
        );
    }

    private static long Count(byte[] bundle) => Resources(bundle).Count;

    /// <summary>Outside a Bundle a patient is named by type and id.</summary>
    private static List<string> Resources(byte[] bundle)
    {
        using var json = JsonDocument.Parse(bundle);
        var resources = json.RootElement.GetProperty("entry").EnumerateArray().Select(entry => entry.GetProperty("resource")).ToList();
        var patient = resources.Single(each => each.GetProperty("resourceType").GetString() == "Patient").GetProperty("id").GetString();
        return [.. resources.Select(each => OneLine(each).Replace($"urn:uuid:{patient}", $"Patient/{patient}", StringComparison.Ordinal))];
    }

    private static string TypeOf(string resource)
    {
        using var json = JsonDocument.Parse(resource);
        return json.RootElement.GetProperty("resourceType").GetString()!;
    }

    private static string OneLine(byte[] bundle)
    {
        using var json = JsonDocument.Parse(bundle);
        return OneLine(json.RootElement);
    }

    private static string OneLine(JsonElement json) => JsonSerializer.Serialize(json);
}
