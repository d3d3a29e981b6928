using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

/// <summary>An address on one line: its text, else its lines, town, district and postcode.</summary>
internal static class AddressText
{
    /// <summary>Home before others; one that is old or has ended only when there is none else.</summary>
    public static string? Best(List<Address> addresses)
    {
        string? best = null;
        var rank = -1;
        foreach (var address in addresses)
        {
            if (address is null)
                continue;
            var own = Rank(address);
            if (own > rank && Of(address) is { } lines)
                (best, rank) = (lines, own);
        }
        return best;
    }

    /// <summary>The present temporary address, which is where the person is now.</summary>
    public static string? Temporary(List<Address> addresses)
    {
        foreach (var address in addresses)
            if (address?.UseElement?.ToString() is "temp" && address.Period?.End is null)
                return Of(address);
        return null;
    }

    public static string? Of(Address? address)
    {
        if (address is null)
            return null;
        if (PlainText.Clean(address.Text) is { } text)
            return text;
        string? all = null;
        foreach (var line in address.LineElement)
            all = PlainText.Join(all, PlainText.Clean(line?.Value), ", ");
        all = PlainText.Join(all, PlainText.Clean(address.City), ", ");
        all = PlainText.Join(all, PlainText.Clean(address.District), ", ");
        return PlainText.Join(all, PlainText.Clean(address.PostalCode), ", ");
    }

    private static int Rank(Address address) =>
        PlainText.Clean(address.Period?.End) is not null
            ? 0
            : address.UseElement?.ToString() switch
            {
                "home" => 3,
                null => 2,
                "old" => 0,
                _ => 1,
            };
}
