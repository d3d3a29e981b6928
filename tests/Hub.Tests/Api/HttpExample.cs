using System.Globalization;
using System.Text.RegularExpressions;

namespace IntegrationHub.Tests.Api;

/// <summary>One request of docs/examples.http.</summary>
/// <param name="MediaType">Null where nothing is expected of it.</param>
/// <param name="Keep">Names, each with the path of the value in the answer.</param>
internal sealed partial record HttpExample(
    string Title,
    HttpMethod Method,
    string Address,
    IReadOnlyList<(string Name, string Value)> Headers,
    string? Body,
    int Status,
    string? MediaType,
    IReadOnlyList<(string Name, string Path)> Keep
)
{
    public static IReadOnlyList<HttpExample> ReadAll(string text)
    {
        return [.. text.Split("\n### ").Skip(1).Select(Read)];
    }

    private static HttpExample Read(string text)
    {
        var lines = text.Split('\n');
        var notes = lines.Where(line => line.StartsWith("# ", StringComparison.Ordinal)).Select(line => line[2..].Split(' ')).ToList();
        var request = lines.Skip(1).SkipWhile(line => line.StartsWith('#')).ToList();
        var head = request.TakeWhile(line => line.Length > 0).ToList();
        var first = head[0].Split(' ');
        var body = string.Join('\n', request.Skip(head.Count + 1)).Trim();
        var expect = notes.Single(note => note[0] == "expect");
        return new HttpExample(
            lines[0],
            HttpMethod.Parse(first[0]),
            first[1],
            [.. head.Skip(1).Select(line => line.Split(": ", 2)).Select(parts => (parts[0], parts[1]))],
            body.Length == 0 ? null : body,
            int.Parse(expect[1], CultureInfo.InvariantCulture),
            expect.ElementAtOrDefault(2),
            [.. notes.Where(note => note[0] == "keep").Select(note => (note[1], note[2]))]
        );
    }

    /// <summary>The text with what stands in double braces filled in.</summary>
    public static string Fill(string text, Func<string, string> value) => Place.Replace(text, match => value(match.Groups["name"].Value));

    [GeneratedRegex(@"\{\{(?<name>[^}]+)\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Place { get; }
}
