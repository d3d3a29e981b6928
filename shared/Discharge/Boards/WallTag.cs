using IntegrationHub.Identifiers;

namespace IntegrationHub.Discharge.Boards;

/// <summary>Four characters by which people who may see a board find a case again that a wall screen shows without saying whose it is.</summary>
public static class WallTag
{
    private const int Length = 4;

    /// <summary>The same on each board; any two cases share theirs once in a million times.</summary>
    public static string Of(string caseId)
    {
        Span<byte> hash = stackalloc byte[32];
        FramedHash.Sha256(hash, "wall-tag", caseId);
        return Base32.Encode(hash[..3])[..Length].ToUpperInvariant();
    }
}
