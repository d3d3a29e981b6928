using System.Text;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using IntegrationHub.Testing;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.CareRecord.Mapping;

/// <summary>
/// Published samples of other people, sent to a running hub one by one: what became of each resource. docs/samples.md is written from it.
/// </summary>
public sealed class SampleTableTests(LiveHub live) : IClassFixture<LiveHub>
{
    private static readonly string Page = Path.Combine(RepositoryRoot.Path, "docs", "samples.md");
    private static readonly string[] Folders = ["uk-core", "uk-frameworks", "pds", "immunisation-api", "synthea"];

    private static readonly Comparer<(string, string)> Ordinally = Comparer<(string, string)>.Create(
        (left, right) =>
            string.CompareOrdinal(left.Item1, right.Item1) is not 0 and var type ? type : string.CompareOrdinal(left.Item2, right.Item2)
    );

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_table_of_what_became_of_the_samples_is_in_step()
    {
        var sent = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var refused = new SortedDictionary<(string Type, string Code), int>(Ordinally);
        var files = new List<string>();
        foreach (var folder in Folders)
        {
            if (SharedMaterial.TryFind("samples/" + folder) is not { } path)
            {
                Assert.Skip($"The sample folder {folder} is not beside the repository.");
                return;
            }

            foreach (
                var file in System.IO.Directory.EnumerateFiles(path, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            )
            foreach (var message in Messages(await File.ReadAllBytesAsync(file, Cancellation)))
            {
                foreach (var type in message.Types)
                    sent[type] = sent.GetValueOrDefault(type) + 1;
                var reply = await live.AskAsync(TestSender.Practice, HttpMethod.Post, message.Path, Cancellation, message.Body);
                Assert.True(reply.Status < 500, $"{Path.GetFileName(file)}: {reply.Body}");
                if (reply.Status < 300)
                    continue;
                var codes = string.Join(", ", reply.Codes.Distinct().Order(StringComparer.Ordinal));
                foreach (var type in message.Types)
                    refused[(type, codes)] = refused.GetValueOrDefault((type, codes)) + 1;
                files.Add($"| {folder}/{Path.GetFileName(file)} | {message.Types[0]} | {codes} | {Where(reply)} |");
            }
        }

        var written = Write(sent, await KeptAsync(), refused, files);
        if (Environment.GetEnvironmentVariable("HUB_WRITE_DOCS") == "1")
            await File.WriteAllTextAsync(Page, written, Cancellation);
        Assert.Equal(written, await File.ReadAllTextAsync(Page, Cancellation));
    }

    private static string Write(
        SortedDictionary<string, int> sent,
        SortedDictionary<(string Type, string Reason), int> kept,
        SortedDictionary<(string Type, string Code), int> refused,
        List<string> files
    )
    {
        var page = new StringBuilder();
        page.Append(
            $"""
            # What became of published samples

            Written by a test that sends each file of the sample folders {string.Join(
                ", ",
                Folders
            )} to a running hub, as a practice would; do not edit.
            `HUB_WRITE_DOCS=1 dotnet test tests/Hub.Tests --filter FullyQualifiedName~SampleTableTests` writes it anew. A Bundle of a kind that may
            be sent goes as it is; of any other kind (searchset, history) each resource goes by itself. What is sent twice is kept once.

            Reasons are those of [mapping.md](mapping.md), codes those of [errors.md](errors.md).

            | resource type | sent | mapped | kept unmapped | refused |
            |---|--:|--:|---|---|

            """
        );
        foreach (var (type, count) in sent)
            page.Append(
                $"| {type} | {count} | {kept.GetValueOrDefault((type, ""))} | {Listed(kept.Where(pair => pair.Key.Type == type && pair.Key.Reason.Length > 0).Select(pair => (pair.Key.Reason, pair.Value)))} | {Listed(refused.Where(pair => pair.Key.Type == type).Select(pair => (pair.Key.Code, pair.Value)))} |\n"
            );
        page.Append(
            """

            ## Refused, file by file

            Each was looked at. INT200: the number's check digit is wrong. INT202: entries name another Patient than the message holds. INT203: a birth in 1879 (Albert
            Einstein's). INT206: a stay that is finished has no period, so nobody could say when the person left. INT303: the message names another
            sender than the one who sends it. INT100, INT121, INT122, INT123: it is not R4 (two values in one extension, objects where lists
            belong, a fullUrl that is no absolute address); a sender whose policy is lenient gets the last three through with warnings.


            """
        );
        page.Append("| file | first resource | codes | where |\n|---|---|---|---|\n");
        page.AppendJoin('\n', files);
        return page.Append('\n').ToString();
    }

    private static string Listed(IEnumerable<(string What, int Count)> counts) =>
        string.Join(", ", counts.Select(each => $"{each.What} {each.Count}"));

    private static string Where(Reply reply) =>
        string.Join(
            ", ",
            (reply.Json["issue"]?.AsArray() ?? [])
                .Select(issue => $"{issue!["expression"]?[0]} {issue["diagnostics"]}".Trim())
                .Distinct()
                .Take(3)
        );

    /// <summary>What may be sent of a file: a whole Bundle, or resources by themselves.</summary>
    private static IEnumerable<(string Path, byte[] Body, IReadOnlyList<string> Types)> Messages(byte[] bytes)
    {
        var root = JsonNode.Parse(bytes)!;
        if ((string?)root["resourceType"] is not "Bundle")
            return [($"fhir/{(string?)root["resourceType"]}", bytes, [(string?)root["resourceType"] ?? "?"])];
        var resources = (root["entry"]?.AsArray() ?? []).Select(entry => entry?["resource"]).OfType<JsonNode>().ToList();
        if ((string?)root["type"] is "transaction" or "batch" or "message" or "document" or "collection")
            return [("fhir", bytes, [.. resources.Select(resource => (string?)resource["resourceType"] ?? "?")])];
        return resources.Select(resource =>
            (
                $"fhir/{(string?)resource["resourceType"]}",
                Encoding.UTF8.GetBytes(resource.ToJsonString()),
                (IReadOnlyList<string>)[(string?)resource["resourceType"] ?? "?"]
            )
        );
    }

    private async Task<SortedDictionary<(string Type, string Reason), int>> KeptAsync()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var kept = new SortedDictionary<(string, string), int>(Ordinally);
        foreach (var table in new[] { live.Hub.Truth.Tables.CareRecord, live.Hub.Truth.Tables.Unmatched })
        await foreach (
            var row in table.QueryAsync<TableEntity>(
                "RowKey ge 'e|' and RowKey lt 'f'",
                select: ["PartitionKey", "RowKey", "Type", "Unmapped"],
                cancellationToken: Cancellation
            )
        )
        {
            // Whose number came later has two records of the same rows: who they were, and who they are.
            if (!seen.Add(string.Join('|', row.RowKey.Split('|').Take(4))))
                continue;
            var key = (row.GetString("Type") ?? "", row.GetString("Unmapped") ?? "");
            kept[key] = kept.GetValueOrDefault(key) + 1;
        }

        return kept;
    }
}
