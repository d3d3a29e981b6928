using System.Text.RegularExpressions;

namespace IntegrationHub.Infra.Tests;

/// <summary>
/// One template, read by its lines: enough to ask what is declared and what a property is set to. It relies on the layout that
/// Bicep's own formatter gives: two spaces a level, one property a line.
/// </summary>
internal sealed partial class BicepFile
{
    private BicepFile(string name, string[] lines)
    {
        Name = name;
        Lines = lines;
        Blocks = [.. ReadBlocks()];
    }

    /// <summary>Relative to infra/, with forward slashes.</summary>
    public string Name { get; }

    /// <summary>Without comments; a line that was a comment is empty.</summary>
    public string[] Lines { get; }

    public string Text => string.Join('\n', Lines);

    /// <summary>Every param, var, resource, module, output and type, nested resources too, in order.</summary>
    public IReadOnlyList<BicepBlock> Blocks { get; }

    public IEnumerable<BicepBlock> Resources(string? type = null) =>
        Blocks.Where(block => block.Keyword == "resource" && !block.IsExisting && (type is null || block.Type == type));

    public BicepBlock Block(string keyword, string symbol) => Blocks.Single(block => block.Keyword == keyword && block.Symbol == symbol);

    public static BicepFile Parse(string name, string text) => new(name, [.. text.Split('\n').Select(WithoutComment)]);

    private IEnumerable<BicepBlock> ReadBlocks()
    {
        var decorators = new List<string>();
        for (var i = 0; i < Lines.Length; i++)
        {
            var match = Declaration.Match(Lines[i]);
            if (!match.Success)
            {
                // Decorators stand right above what they decorate.
                if (Lines[i].TrimStart().StartsWith('@'))
                    decorators.Add(Lines[i].Trim());
                else if (Lines[i].Length > 0)
                    decorators.Clear();
                continue;
            }

            var end = EndOf(i, match.Groups["indent"].Length);

            yield return new BicepBlock(
                this,
                match.Groups["keyword"].Value,
                match.Groups["symbol"].Value,
                match.Groups["type"].Value,
                [.. decorators],
                Lines[i..end]
            );
            decorators.Clear();
        }
    }

    /// <summary>The line after a declaration: after the closing bracket at its own depth, or right after it where it takes one line.</summary>
    private int EndOf(int start, int indent)
    {
        if (Lines[start][^1] is not ('{' or '[' or '('))
            return start + 1;
        var end = start + 1;
        while (end < Lines.Length && (Lines[end].Length == 0 || IndentOf(Lines[end]) > indent))
            end++;
        return Math.Min(end + 1, Lines.Length);
    }

    private static int IndentOf(string line) => line.Length - line.TrimStart().Length;

    private static string WithoutComment(string line)
    {
        var isText = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '\'' && (i == 0 || line[i - 1] != '\\'))
                isText = !isText;
            if (!isText && line[i] == '/' && i + 1 < line.Length && line[i + 1] == '/')
                return line[..i].TrimEnd();
        }

        return line.TrimEnd();
    }

    [GeneratedRegex(
        @"^(?<indent> *)(?<keyword>param|var|resource|module|output|type|func) (?<symbol>\w+) ?(?:'(?<type>[^']*)')?",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Declaration { get; }
}
