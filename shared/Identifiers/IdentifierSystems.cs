using System.Text;

namespace IntegrationHub.Identifiers;

/// <summary>
/// The identifier systems of NHS numbers and ODS codes: as the NHS publishes them, and the other ways they are written in the field (counted
/// over published messages: lower-case paths, HL7 UK's old name for ODS codes, the retired fhir.nhs.net, British spelling).
/// </summary>
public static class IdentifierSystems
{
    private static readonly string[] OtherWays =
    [
        "fhir.nhs.uk/id/",
        "fhir.nhs.net/",
        "http://fhir.nhs.uk/",
        "/ODS-",
        "/ods-code",
        "/ods-organisation-code",
    ];

    private static readonly byte[][] OtherWaysInUtf8 = Array.ConvertAll(OtherWays, Encoding.ASCII.GetBytes);

    public static bool IsNhsNumber(string? system) =>
        system is not null
        && (
            system.Equals(NhsNumber.System, StringComparison.OrdinalIgnoreCase)
            || system.Equals("http://fhir.nhs.net/Id/nhs-number", StringComparison.OrdinalIgnoreCase)
            || system.Equals("http://fhir.nhs.uk/Id/nhs-number", StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>Of an organisation or a site.</summary>
    public static bool IsOds(string? system) =>
        system is not null
        && (
            system.EndsWith("/ods-organization-code", StringComparison.OrdinalIgnoreCase)
            || system.EndsWith("/ods-organisation-code", StringComparison.OrdinalIgnoreCase)
            || system.EndsWith("/ods-code", StringComparison.OrdinalIgnoreCase)
            || system.EndsWith("/ods-site-code", StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>Means one of them, and is written in one of the other ways.</summary>
    public static bool IsDrift(string? system) =>
        (IsNhsNumber(system) || IsOds(system)) && Array.Exists(OtherWays, way => system!.Contains(way, StringComparison.Ordinal));

    /// <summary>Whether a system's UTF-8 can be one of them at all. Most end in something else and are told by that alone.</summary>
    public static bool MayDrift(ReadOnlySpan<byte> system)
    {
        if (!EndsWith(system, "-code"u8) && !EndsWith(system, "-number"u8))
            return false;
        foreach (var way in OtherWaysInUtf8)
        {
            if (system.IndexOf(way) >= 0)
                return true;
        }

        return false;
    }

    private static bool EndsWith(ReadOnlySpan<byte> system, ReadOnlySpan<byte> end) =>
        system.Length > end.Length && Ascii.EqualsIgnoreCase(system[^end.Length..], end);
}
