using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace IntegrationHub.Hypertext;

/// <summary>
/// A piece of HTML that is safe to send. It is made from text in the program with holes, <c>Html.Of($"&lt;li&gt;{name}&lt;/li&gt;")</c>, and
/// what goes into a hole is encoded unless it is <see cref="Html"/> itself. A hole takes a text, a whole number or HTML; anything else does
/// not compile. Holes stand in element content and in quoted attribute values, never in a tag, a script or a style. The result is well-formed XML where the
/// program's own text is.
/// </summary>
public readonly struct Html
{
    // Letters of all languages stay as they are: names are read by people. What HTML could take for its own is encoded.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly string? text;

    private Html(string text) => this.text = text;

    public static Html Empty => default;

    public static Html Of(Holes holes) => new(holes.ToStringAndClear());

    /// <summary>Each item's HTML, one after the other.</summary>
    public static Html Each<T>(IEnumerable<T> items, Func<T, Html> write)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(write);
        var all = new StringBuilder();
        foreach (var item in items)
            all.Append(write(item).text);
        return new(all.ToString());
    }

    /// <summary>The HTML of a text that is there; nothing of one that is not.</summary>
    public static Html When(string? text, Func<string, Html> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        return string.IsNullOrEmpty(text) ? Empty : write(text);
    }

    public override string ToString() => text ?? "";

    private static string Encode(string? hole)
    {
        if (string.IsNullOrEmpty(hole))
            return "";
        foreach (var c in hole)
        {
            if (char.IsControl(c) && c is not ('\t' or '\n' or '\r'))
                return Encoder.Encode(string.Create(hole.Length, hole, WithoutControls));
        }

        return Encoder.Encode(hole);
    }

    /// <summary>Control characters have no place in XML, not even encoded.</summary>
    private static void WithoutControls(Span<char> clean, string hole)
    {
        for (var i = 0; i < clean.Length; i++)
            clean[i] = char.IsControl(hole[i]) && hole[i] is not ('\t' or '\n' or '\r') ? '\uFFFD' : hole[i];
    }

    /// <summary>What the compiler makes of an interpolated text.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Holes
    {
        private readonly StringBuilder all;

        public Holes(int literalLength, int formattedCount) => all = new StringBuilder(literalLength + formattedCount * 16);

        public void AppendLiteral(string value) => all.Append(value);

        public void AppendFormatted(string? value) => all.Append(Encode(value));

        public void AppendFormatted(Html value) => all.Append(value.text);

        public void AppendFormatted(int value) => all.Append(value.ToString(CultureInfo.InvariantCulture));

        internal string ToStringAndClear() => all.ToString();
    }
}
