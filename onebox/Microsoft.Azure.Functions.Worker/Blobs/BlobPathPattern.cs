using System.Text;
using System.Text.RegularExpressions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>A blob trigger's path: the container, and which blobs of it. Tokens take as much as they can, slashes included.</summary>
internal sealed class BlobPathPattern
{
    // Made when the first blob is looked at: a start need not pay for it.
    private readonly Lazy<Regex>? _pattern;

    private BlobPathPattern(string container, string prefix, Lazy<Regex>? pattern)
    {
        Container = container;
        Prefix = prefix;
        _pattern = pattern;
    }

    public string Container { get; }

    /// <summary>What every matching name begins with, for the listing.</summary>
    public string Prefix { get; }

    /// <exception cref="FormatException">No container, a token in the container's name, or a token that is not closed, named twice or has no name.</exception>
    public static BlobPathPattern Parse(string path)
    {
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var container = slash < 0 ? path : path[..slash];
        if (container.Length == 0 || container.Contains('{', StringComparison.Ordinal))
            throw new FormatException($"'{path}' does not begin with a container's name");
        var blob = slash < 0 ? "" : path[(slash + 1)..];
        if (blob.Length == 0)
            return new BlobPathPattern(container, "", null);
        var firstToken = blob.IndexOf('{', StringComparison.Ordinal);
        return new BlobPathPattern(container, firstToken < 0 ? blob : blob[..firstToken], Compile(path, blob));
    }

    /// <summary>The tokens' values; null when the name does not match.</summary>
    public Dictionary<string, object?>? Match(string blobName)
    {
        var values = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        if (_pattern is null)
            return values;
        var match = _pattern.Value.Match(blobName);
        if (!match.Success)
            return null;
        foreach (var group in match.Groups.Values.Where(g => g.Name != "0"))
            values[group.Name] = group.Value;
        return values;
    }

    private static Lazy<Regex> Compile(string path, string blob)
    {
        var expression = new StringBuilder("\\A");
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var at = 0; at < blob.Length; )
        {
            var open = blob.IndexOf('{', at);
            if (open < 0)
            {
                expression.Append(Regex.Escape(blob[at..]));
                break;
            }
            expression.Append(Regex.Escape(blob[at..open]));
            var close = blob.IndexOf('}', open);
            var name = close < 0 ? "" : blob[(open + 1)..close];
            if (name.Length == 0 || !name.All(char.IsAsciiLetterOrDigit) || char.IsAsciiDigit(name[0]) || !names.Add(name))
                throw new FormatException($"'{path}' has a token that is not closed, has no plain name, or comes twice");
            expression.Append("(?<").Append(name).Append(">.+)");
            at = close + 1;
        }
        var whole = expression.Append("\\z").ToString();
        return new Lazy<Regex>(() => new Regex(whole, RegexOptions.NonBacktracking | RegexOptions.Singleline));
    }
}
