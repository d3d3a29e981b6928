using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

/// <summary>A name as the NHS writes it: FAMILY, Given (Title).</summary>
internal static class PersonName
{
    /// <summary>The usual name, else the official one, else any other; a name that is old or has ended only when there is none else.</summary>
    public static string? Best(List<HumanName> names)
    {
        string? best = null;
        var rank = int.MinValue;
        foreach (var name in names)
        {
            if (name is null)
                continue;
            var own = Rank(name);
            if (own > rank && Of(name) is { } text)
                (best, rank) = (text, own);
        }
        return best;
    }

    public static string? Of(HumanName? name)
    {
        if (name is null)
            return null;
        var given = Joined(name.GivenElement);
        var family = PlainText.Clean(name.Family)?.ToUpperInvariant();
        // A name sent only as text is shown as it was sent: which part is the family name would be a guess.
        if (family is null && given is null)
            return PlainText.Clean(name.Text);
        var both = PlainText.Join(family, given, ", ");
        return Joined(name.PrefixElement) is { } title ? $"{both} ({title})" : both;
    }

    private static int Rank(HumanName name) =>
        name.UseElement?.ToString() switch
        {
            "usual" => 5,
            "official" => 4,
            null => 3,
            "nickname" or "anonymous" or "temp" => 2,
            "old" or "maiden" => 0,
            _ => 2,
        } - (PlainText.Clean(name.Period?.End) is null ? 0 : 3);

    private static string? Joined(List<FhirString> parts)
    {
        string? all = null;
        foreach (var part in parts)
            all = PlainText.Join(all, PlainText.Clean(part?.Value), " ");
        return all;
    }
}
