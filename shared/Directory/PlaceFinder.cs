using System.Collections.Frozen;

namespace IntegrationHub.Directory;

/// <summary>Finds the place of an address: by the council's district name, else by the outward code of the postcode.</summary>
internal sealed class PlaceFinder(IReadOnlyDictionary<string, Place> districts, IReadOnlyDictionary<string, Place> outwardCodes)
{
    // The district comes first: it names the council itself, while an outward code may straddle a boundary.
    private readonly FrozenDictionary<string, Place> districts = districts.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    private readonly FrozenDictionary<string, Place> outwardCodes = outwardCodes.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public Place? Find(UsualAddress address)
    {
        Place? place = null;
        if (address.District is { } district)
            districts.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(district.AsSpan().Trim(), out place);
        if (place is null && address.Postcode is { } postcode)
            outwardCodes.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(OutwardCode(postcode), out place);
        return place;
    }

    /// <summary>The part before the space; without a space, all but the last three characters, or the whole if that is all there is.</summary>
    internal static ReadOnlySpan<char> OutwardCode(ReadOnlySpan<char> postcode)
    {
        var text = postcode.Trim();
        var space = text.IndexOf(' ');
        if (space >= 0)
            return text[..space];
        return text.Length > 4 ? text[..^3] : text;
    }
}
