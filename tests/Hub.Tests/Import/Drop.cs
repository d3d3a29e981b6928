using System.Globalization;
using System.Text;
using System.Text.Json;
using Azure.Storage.Blobs;
using IntegrationHub.Import;
using IntegrationHub.Storage;
using IntegrationHub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Tests.Import;

/// <summary>Drops files into a hub's container and has them read, as trigger and timer do.</summary>
internal static class Drop
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    internal static async Task PutAsync(TestHub hub, string name, params string[] lines) =>
        await Inbound(hub).GetBlobClient(name).UploadAsync(BinaryData.FromString(string.Join('\n', lines)), overwrite: true, Cancellation);

    /// <returns>What became of the file; null for what is no import.</returns>
    internal static async Task<ImportSummary?> ReadAsync(TestHub hub, string name)
    {
        if (await hub.Services.GetRequiredService<DropBox>().TakeAsync(name, Cancellation) is not { } import)
            return null;
        await hub.Services.GetRequiredService<ImportRunner>().RunAsync(import, Cancellation);
        return ImportSummary.Of((await hub.Services.GetRequiredService<ImportLedger>().FindAsync(import, Cancellation))!);
    }

    internal static async Task<ImportSummary?> PutAndReadAsync(TestHub hub, string name, params string[] lines)
    {
        await PutAsync(hub, name, lines);
        return await ReadAsync(hub, name);
    }

    /// <summary>The error file beside a dropped one, as (line, code, location).</summary>
    internal static async Task<IReadOnlyList<(long Line, string Code, string? Location)>> ErrorsAsync(TestHub hub, string name)
    {
        var blob = Inbound(hub).GetBlobClient(name + DroppedFile.ErrorsEnding);
        if (!await blob.ExistsAsync(Cancellation))
            return [];
        var text = (await blob.DownloadContentAsync(Cancellation)).Value.Content.ToString();
        return
        [
            .. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonDocument.Parse(line).RootElement)
                .Select(line =>
                    (
                        line.GetProperty("line").GetInt64(),
                        line.GetProperty("code").GetString()!,
                        line.TryGetProperty("location", out var location) ? location.GetString() : null
                    )
                ),
        ];
    }

    internal static BlobContainerClient Inbound(TestHub hub) =>
        hub.Services.GetRequiredService<BlobServiceClient>().GetBlobContainerClient(StoreNames.Inbound);

    internal static string Patient(TestPerson person) =>
        $$"""{"resourceType":"Patient","id":"{{person.PatientId}}","meta":{"lastUpdated":"2025-01-06T08:00:00Z"},"identifier":[{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"{{person.Number}}"}],"birthDate":"1950-04-01"}""";

    internal static string Observation(TestPerson person, string id, string value = "72") =>
        $$"""{"resourceType":"Observation","id":"{{id}}","meta":{"lastUpdated":"2025-01-06T08:00:00Z"},"status":"final","code":{"text":"Pulse rate"},"subject":{"reference":"Patient/{{person.PatientId}}"},"valueString":"{{value}}"}""";

    /// <summary>A file of people and their Observations, in no particular order.</summary>
    internal static string[] Mixed(IReadOnlyList<TestPerson> people, int observations, int seed)
    {
        var random = new Random(seed);
        var lines = people
            .SelectMany(person =>
                Enumerable
                    .Range(0, observations)
                    .Select(n => Observation(person, string.Create(CultureInfo.InvariantCulture, $"obs-{person.Serial}-{n}")))
                    .Append(Patient(person))
            )
            .ToArray();
        random.Shuffle(lines);
        return lines;
    }

    internal static Stream ToStream(IEnumerable<string> lines) => new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
}
