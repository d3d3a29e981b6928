using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Xml;
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

    public bool Word<T>(FrozenDictionary<string, T> words, string text, string path, [MaybeNullWhen(false)] out T value) =>
        Require(words.TryGetValue(text, out value), path, DirectoryRule.NotInClosedSet);

    /// <summary>The words of a list, each once; those that are wrong are left out.</summary>
    public List<T> Words<T>(FrozenDictionary<string, T> words, string[] texts, string path)
        where T : notnull
    {
        var values = new List<T>(texts.Length);
        for (var i = 0; i < texts.Length; i++)
        {
            if (!Word(words, texts[i], $"{path}[{i}]", out var value))
                continue;
            if (Require(!values.Contains(value), $"{path}[{i}]", DirectoryRule.ItemTwice))
                values.Add(value);
        }

        return values;
    }

    public bool Duration(string text, string path, out TimeSpan duration)
    {
        duration = default;
        var kept = text.Length <= 20 && IsDayTimeDuration(text) && TryConvert(text, out duration) && duration > TimeSpan.Zero;
        return Require(kept, path, DirectoryRule.DurationShape);
    }

    private static bool TryConvert(string text, out TimeSpan duration)
    {
        try
        {
            duration = XmlConvert.ToTimeSpan(text);
            return true;
        }
        catch (Exception fault) when (fault is FormatException or OverflowException)
        {
            duration = default;
            return false;
        }
    }

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

    /// <summary>No years and months: their length depends on the calendar, and Service Bus does not take them.</summary>
    private static bool IsDayTimeDuration(string text)
    {
        var time = text.IndexOf('T', StringComparison.Ordinal);
        var date = time < 0 ? text : text[..time];
        return text.All(c => char.IsAsciiDigit(c) || c is 'P' or 'T' or 'D' or 'H' or 'M' or 'S')
            && !date.Contains('M', StringComparison.Ordinal);
    }
}
