using System.Net.Http.Headers;
using System.Text.Json;
using IntegrationHub.Cli.Running;
using IntegrationHub.Cli.Send;
using IntegrationHub.Cli.Terminal;
using IntegrationHub.Cli.Token;

namespace IntegrationHub.Cli.Demonstration;

/// <summary>Loads the demonstration day into a hub, over HTTP as its senders would, once a data folder.</summary>
internal static class DemonstrationLoad
{
    private const int Seed = 20260401;
    private const int AtOnce = 8;

    /// <returns>A record to look at, loaded now or by an earlier start.</returns>
    /// <exception cref="CommandFailure">The hub did not take a message of the day.</exception>
    public static async Task<ShownRecord> EnsureAsync(
        DataFolder data,
        Uri hub,
        TextWriter output,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        var progress = DemonstrationProgress.Read(data.DemonstrationFile);
        if (progress?.Shown is { } known)
            return known;

        // An interrupted load goes on with the same day: then its messages are the same to the byte, and sending them again does no harm.
        progress ??= new DemonstrationProgress(time.GetUtcNow(), null);
        progress.Write(data.DemonstrationFile);
        var day = DemonstrationDay.Make(Seed, progress.Day);
        using var tokens = LocalTokens.Open(data, time);
        await SendAsync(day, tokens, hub, output, time, cancellation);
        var shown = new ShownRecord(await FindRecordAsync(day.Shown, tokens, hub, cancellation), day.Shown.Practice);
        (progress with { Shown = shown }).Write(data.DemonstrationFile);
        return shown;
    }

    private static async Task SendAsync(
        DemonstrationDay day,
        LocalTokens tokens,
        Uri hub,
        TextWriter output,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        var bearers = day
            .Stages.SelectMany(stage => stage.Messages)
            .Select(message => (message.Organisation, message.Role))
            .Distinct()
            .ToDictionary(who => who, who => tokens.Issue(TokenRequest.Of(who.Organisation, who.Role)));
        using var sender = new MessageSender(hub, time);
        var summary = new SendSummary();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation };
        await CountedWork.ShowAsync(
            "Loading the demonstration day",
            day.Count,
            output,
            async step =>
            {
                foreach (var stage in day.Stages)
                {
                    await Parallel.ForEachAsync(
                        stage.Messages,
                        parallel,
                        async (each, stop) =>
                        {
                            var answer = await sender.SendAsync(each.Message, bearers[(each.Organisation, each.Role)], stop);
                            summary.Add(stage.Title, answer);
                            step();
                        }
                    );
                }
            }
        );
        if (summary.Accepted == summary.Total)
            return;
        SummaryTable.Print(summary, output);
        throw new CommandFailure("The hub did not take all of the demonstration day: start with --no-demo to go on without it.");
    }

    /// <summary>As a clinician would: the NHS number goes in the body, the record's opaque name comes back.</summary>
    private static async Task<string> FindRecordAsync(SyntheticPerson person, LocalTokens tokens, Uri hub, CancellationToken cancellation)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = hub };
        var token = tokens.Issue(TokenRequest.Of(person.Practice, "clinician"));
        using var request = new HttpRequestMessage(HttpMethod.Post, "fhir/Patient/_search")
        {
            Content = new FormUrlEncodedContent([new("identifier", "https://fhir.nhs.uk/Id/nhs-number|" + person.NhsNumber)]),
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
        };
        using var response = await http.SendAsync(request, cancellation);
        var body = await response.Content.ReadAsByteArrayAsync(cancellation);
        return FirstId(body)
            ?? throw new CommandFailure(
                $"The hub took the demonstration day but does not find its first patient (status {(int)response.StatusCode}): start with --no-demo to go on without it."
            );
    }

    /// <summary>The id of the first match of a searchset Bundle.</summary>
    private static string? FirstId(byte[] searchset)
    {
        try
        {
            using var document = JsonDocument.Parse(searchset);
            return
                document.RootElement.TryGetProperty("entry", out var entries)
                && entries.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } entry
                && entry.TryGetProperty("resource", out var resource)
                && resource.TryGetProperty("id", out var id)
                ? id.GetString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
