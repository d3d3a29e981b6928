using System.Text;
using Hl7.Fhir.Introspection;
using Hl7.Fhir.Serialization;

namespace Hl7.Fhir.Validation;

/// <summary>
/// Checks a narrative as UTF-8, without making anything of it: well-formed XML with one div around it, only the elements that FHIR
/// allows (HTML 4 chapters 7-11 and 15), no scripts, and some content.
/// </summary>
internal ref struct Narratives
{
    private const int Deepest = 64;

    private static readonly Utf8Table<Allowed> AllowedElements = new(
        Array.ConvertAll(
            (
                "p br div h1 h2 h3 h4 h5 h6 a span b em i strong small big tt dfn q var abbr acronym cite blockquote hr address bdo kbd sub sup "
                + "ul ol li dl dt dd pre table caption colgroup col thead tr tfoot tbody th td code samp img map area ins del u s strike font center"
            ).Split(' '),
            name => new Allowed(name)
        )
    );

    private sealed class Allowed(string name) : IUtf8Named
    {
        public byte[] Utf8Name { get; } = Encoding.ASCII.GetBytes(name);
    }

    private ReadOnlySpan<byte> rest;
    private bool hasContent;

    /// <summary>What is wrong with it, or null.</summary>
    public static Issue? Fault(ReadOnlySpan<byte> text)
    {
        var check = new Narratives { rest = TrimStart(text) };
        if (!check.rest.StartsWith("<div"u8))
            return Issue.NarrativeNotXml;
        return check.Run() ?? (check.hasContent ? null : Issue.NarrativeEmpty);
    }

    private Issue? Run()
    {
        Span<Range> open = stackalloc Range[Deepest];
        var whole = rest;
        var depth = 0;
        do
        {
            var next = rest.IndexOfAny((byte)'<', (byte)'&');
            if (next < 0)
                return Issue.NarrativeNotXml;
            hasContent = hasContent || IndexOfNonSpace(rest[..next]) >= 0;
            rest = rest[next..];
            if (rest[0] == (byte)'&')
            {
                hasContent = true;
                if (!Entity())
                    return Issue.NarrativeNotXml;
                continue;
            }
            if (rest.StartsWith("<!--"u8))
            {
                if (!SkipPast("-->"u8))
                    return Issue.NarrativeNotXml;
                continue;
            }
            if (rest.StartsWith("</"u8))
            {
                rest = rest[2..];
                var closed = Name();
                if (depth == 0 || !whole[open[--depth]].SequenceEqual(closed) || !SkipPast(">"u8))
                    return Issue.NarrativeNotXml;
                continue;
            }
            rest = rest[1..];
            var start = whole.Length - rest.Length;
            var name = Name();
            if (name.Length == 0)
                return rest.Length > 0 && rest[0] is (byte)'!' or (byte)'?' ? Issue.NarrativeNotAllowed : Issue.NarrativeNotXml;
            if (!AllowedElements.TryFind(name, out _))
                return Issue.NarrativeNotAllowed;
            hasContent = hasContent || name.SequenceEqual("img"u8);
            if (Attributes(out var isEmpty) is { } fault)
                return fault;
            if (isEmpty)
                continue;
            if (depth == Deepest)
                return Issue.NarrativeNotAllowed;
            open[depth++] = new Range(start, start + name.Length);
        } while (depth > 0);
        return IndexOfNonSpace(rest) < 0 ? null : Issue.NarrativeNotXml;
    }

    private ReadOnlySpan<byte> Name()
    {
        var end = IndexOfNameEnd(rest);
        var name = end < 0 ? rest : rest[..end];
        if (name.Length > 0 && !char.IsAsciiLetter((char)name[0]))
            name = default;
        rest = rest[name.Length..];
        return name;
    }

    // Short loops and no vectors: names and gaps are of a few bytes, and a first read has less to compile.
    private static int IndexOfNameEnd(ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < text.Length; i++)
            if (IsSpace(text[i]) || text[i] is (byte)'/' or (byte)'>' or (byte)'=')
                return i;
        return -1;
    }

    private static int IndexOfNonSpace(ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < text.Length; i++)
            if (!IsSpace(text[i]))
                return i;
        return -1;
    }

    private static bool IsSpace(byte c) => c is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';

    private static ReadOnlySpan<byte> TrimStart(ReadOnlySpan<byte> text) =>
        IndexOfNonSpace(text) is var at && at < 0 ? default : text[at..];

    // Up to and with the end of the tag.
    private Issue? Attributes(out bool isEmpty)
    {
        isEmpty = false;
        while (true)
        {
            var parted = IndexOfNonSpace(rest);
            if (parted < 0)
                return Issue.NarrativeNotXml;
            rest = rest[parted..];
            if (rest[0] == (byte)'>')
            {
                rest = rest[1..];
                return null;
            }
            if (rest.StartsWith("/>"u8))
            {
                rest = rest[2..];
                isEmpty = true;
                return null;
            }
            var name = Name();
            if (parted == 0 || name.Length == 0)
                return Issue.NarrativeNotXml;
            rest = TrimStart(rest);
            if (rest.Length < 3 || rest[0] != (byte)'=')
                return Issue.NarrativeNotXml;
            rest = TrimStart(rest[1..]);
            if (rest.Length < 2 || rest[0] is not ((byte)'"' or (byte)'\''))
                return Issue.NarrativeNotXml;
            var end = rest[1..].IndexOf(rest[0]);
            if (end < 0 || rest.Slice(1, end).Contains((byte)'<'))
                return Issue.NarrativeNotXml;
            var value = TrimStart(rest.Slice(1, end));
            // Event handlers and script addresses: a narrative may be shown in a browser.
            if (name.StartsWith("on"u8) || Ascii.EqualsIgnoreCase(value[..Math.Min(11, value.Length)], "javascript:"u8))
                return Issue.NarrativeNotAllowed;
            rest = rest[(end + 2)..];
        }
    }

    // &amp; &#160; &#xA0; and the names of HTML 4.
    private bool Entity()
    {
        var end = rest[..Math.Min(rest.Length, 12)].IndexOf((byte)';');
        if (end < 2)
            return false;
        var name = rest[1..end];
        rest = rest[(end + 1)..];
        if (name[0] == (byte)'#')
            name = name.Length > 2 && name[1] == (byte)'x' ? name[2..] : name[1..];
        foreach (var c in name)
            if (!char.IsAsciiLetterOrDigit((char)c))
                return false;
        return name.Length > 0;
    }

    private bool SkipPast(ReadOnlySpan<byte> end)
    {
        var at = rest.IndexOf(end);
        if (at < 0)
            return false;
        rest = rest[(at + end.Length)..];
        return true;
    }
}
