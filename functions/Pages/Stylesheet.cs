using System.Text;

namespace IntegrationHub.Functions.Pages;

/// <summary>What the hub changes in a stylesheet that others wrote.</summary>
internal static class Stylesheet
{
    private const string FontFace = "@font-face";

    /// <summary>
    /// Without the rules that load fonts: the NHS look takes Frutiger from another host, which a page about a person does not call, and
    /// its licence is for NHS websites. What stands after it in the font list (Arial) is used.
    /// </summary>
    internal static string WithoutFontFaces(string css)
    {
        var kept = new StringBuilder(css.Length);
        var at = 0;
        for (int found; (found = css.IndexOf(FontFace, at, StringComparison.Ordinal)) >= 0; )
        {
            kept.Append(css, at, found - at);
            var end = css.IndexOf('}', found);
            at = end < 0 ? css.Length : end + 1;
        }

        return kept.Append(css, at, css.Length - at).ToString();
    }
}
