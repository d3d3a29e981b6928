using System.Globalization;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Directory.Files;

/// <summary>Checks single values of one file, and notes what is wrong with them.</summary>
internal sealed class FaultList(string file, ICollection<DirectoryFault> faults)
{
    public string File { get; } = file;

    public void Add(string path, DirectoryRule rule) => faults.Add(new(File, path, rule));

    public bool Require(bool kept, string path, DirectoryRule rule)
    {
        if (!kept)
            Add(path, rule);
        return kept;
    }

    public bool Id(string text, string path) =>
        Require(text.Length is >= 2 and <= 40 && char.IsAsciiLetterLower(text[0]) && IsSlug(text), path, DirectoryRule.IdShape);

    public bool EntityName(string text, string path) => Require(text.Length <= 50 && IsSlug(text), path, DirectoryRule.EntityNameShape);

    /// <summary>A public server's name: labels of a-z, 0-9 and hyphens between points, at least two, the last not of digits alone.</summary>
    public bool Host(string text, string path)
    {
        var labels = text.Split('.');
        var kept =
            text.Length <= 253
            && labels.Length >= 2
            && Array.TrueForAll(labels, label => label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-')
            && text.All(c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '-' or '.')
            && !labels[^1].All(char.IsAsciiDigit);
        return Require(kept, path, DirectoryRule.HostShape);
    }

    public bool Text(string text, string path) =>
        Require(
            text.Length is > 0 and <= 120 && !text.Any(char.IsControl) && text.Trim().Length == text.Length,
            path,
            DirectoryRule.TextShape
        );

    // Lower case would make two spellings of one code, and Bicep compares the text as it stands.
    public bool Ods(string text, string path, out OdsCode code) =>
        Require(
            OdsCode.TryParse(text, out code) && string.Equals(code.Value, text, StringComparison.Ordinal),
            path,
            DirectoryRule.OdsShape
        );

    public bool Word<T>(T member, string path)
        where T : struct, Enum => Require(!EqualityComparer<T>.Default.Equals(member, default), path, DirectoryRule.NotInClosedSet);

    /// <summary>The members of a closed set that a list names, each once.</summary>
    public List<T> Words<T>(Func<string, T> member, string[] texts, string path)
        where T : struct, Enum
    {
        var members = new List<T>(texts.Length);
        for (var i = 0; i < texts.Length; i++)
        {
            Word(member(texts[i]), $"{path}[{i}]");
            Require(Array.IndexOf(texts, texts[i]) == i, $"{path}[{i}]", DirectoryRule.ItemTwice);
            members.Add(member(texts[i]));
        }

        return members;
    }

    public bool Duration(string text, string path, out TimeSpan duration) =>
        Require(DurationText.TryParse(text, out duration), path, DirectoryRule.DurationShape);

    public static string At(string list, int index) => string.Create(CultureInfo.InvariantCulture, $"$.{list}[{index}]");

    /// <summary>Groups of a-z and 0-9 joined by single hyphens. By hand: four regular expressions would cost more than the rest of the load.</summary>
    private static bool IsSlug(string text)
    {
        var previous = '-';
        foreach (var c in text)
        {
            if (c == '-' ? previous == '-' : c is not (>= 'a' and <= 'z' or >= '0' and <= '9'))
                return false;
            previous = c;
        }

        return previous != '-';
    }
}
