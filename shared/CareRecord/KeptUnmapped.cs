using IntegrationHub.CareRecord.Mapping;

namespace IntegrationHub.CareRecord;

/// <summary>Reasons for keeping a resource without a heading, in words for people.</summary>
public static class KeptUnmapped
{
    private static readonly Dictionary<string, string> ByCode = UnmappedTypes.All.ToDictionary(
        reason => reason.Code,
        reason => reason.Why,
        StringComparer.Ordinal
    );

    /// <summary>Why resources of its type stand under no heading on purpose; null for a reason that a reader should look into.</summary>
    public static string? WhyOnPurpose(string? code) => code is null ? null : ByCode.GetValueOrDefault(code);
}
