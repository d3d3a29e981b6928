using System.Globalization;
using System.Text.Json.Nodes;
using IntegrationHub.Cli.Demonstration;

namespace IntegrationHub.Bench;

/// <summary>A practice that refers people of its place to the place's council.</summary>
internal sealed record ReferringPractice(string OdsCode, DemonstrationPlace Place);

/// <summary>The demonstration directory with as many more practices as are asked for, in turn in each of its places.</summary>
internal static class ManyPractices
{
    private static readonly Dictionary<string, string> Neighbourhoods = new(StringComparer.Ordinal)
    {
        ["northfield"] = "harbour-hill",
        ["midvale"] = "abbey-meadow",
        ["southport"] = "lighthouse",
    };

    public static IReadOnlyList<ReferringPractice> Write(string folder, int count)
    {
        var original = Path.Combine(AppContext.BaseDirectory, "directory");
        foreach (var file in System.IO.Directory.EnumerateFiles(original, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(original, file));
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var practices = Enumerable
            .Range(0, count)
            .Select(number => new ReferringPractice(
                string.Create(CultureInfo.InvariantCulture, $"X9{1000 + number}"),
                DemonstrationPlace.All[number % DemonstrationPlace.All.Length]
            ))
            .ToList();
        var organisations = Path.Combine(folder, "organisations.json");
        var json = JsonNode.Parse(File.ReadAllText(organisations))!;
        foreach (var practice in practices)
            json["organisations"]!
                .AsArray()
                .Add(
                    new JsonObject
                    {
                        ["odsCode"] = practice.OdsCode,
                        ["name"] = $"Practice {practice.OdsCode}",
                        ["kind"] = "practice",
                        ["neighbourhood"] = Neighbourhoods[practice.Place.Id],
                    }
                );
        File.WriteAllText(organisations, json.ToJsonString());
        return practices;
    }
}
