using System.Text.RegularExpressions;

namespace IntegrationHub.Infra.Tests;

/// <summary>One declaration of a template.</summary>
/// <param name="Address">What stands in quotes after a resource's or module's name.</param>
internal sealed record BicepBlock(
    BicepFile File,
    string Keyword,
    string Symbol,
    string Address,
    IReadOnlyList<string> Decorators,
    IReadOnlyList<string> Lines
)
{
    /// <summary>A resource's type without its version.</summary>
    public string Type => Address.Split('@')[0];

    public bool IsExisting => Lines[0].Contains(" existing ", StringComparison.Ordinal);

    public bool IsDescribed => Decorators.Any(decorator => decorator.StartsWith("@description('", StringComparison.Ordinal));

    /// <summary>What follows the first equals sign, on one line, with single spaces.</summary>
    public string Expression
    {
        get
        {
            var text = string.Join(' ', Lines.Select(line => line.Trim()).Where(line => line.Length > 0));
            var at = text.IndexOf(" = ", StringComparison.Ordinal);
            return at < 0 ? "" : text[(at + 3)..];
        }
    }

    /// <summary>The value of the property at a path such as <c>properties.publicNetworkAccess</c>; null where it is not set.</summary>
    public string? Value(string path)
    {
        var names = new Stack<(int Indent, string Name)>();
        foreach (var line in Lines.Skip(1))
        {
            var match = Regex.Match(line, @"^(?<indent> *)(?<name>'[^']+'|[\w$]+): ?(?<value>.*)$", RegexOptions.CultureInvariant);
            if (!match.Success)
                continue;
            var indent = match.Groups["indent"].Length;
            while (names.TryPeek(out var top) && top.Indent >= indent)
                names.Pop();
            names.Push((indent, match.Groups["name"].Value));
            if (string.Join('.', names.Reverse().Select(item => item.Name)) == path)
                return match.Groups["value"].Value;
        }

        return null;
    }

    /// <summary>The names of the properties directly under a line that opens an object.</summary>
    public IEnumerable<string> NamesUnder(string opening)
    {
        var start = Lines
            .Select((line, index) => (line, index))
            .First(row => row.line.TrimStart().StartsWith(opening, StringComparison.Ordinal))
            .index;
        var indent = Lines[start].Length - Lines[start].TrimStart().Length;
        return Lines
            .Skip(start + 1)
            .TakeWhile(line => line.Length == 0 || line.Length - line.TrimStart().Length > indent)
            .Where(line => line.Length - line.TrimStart().Length == indent + 2)
            .Select(line => line.TrimStart().Split(':')[0]);
    }
}
