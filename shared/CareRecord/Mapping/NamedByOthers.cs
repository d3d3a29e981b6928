namespace IntegrationHub.CareRecord.Mapping;

/// <summary>What is kept for the entries that refer to it, and stands under no heading itself.</summary>
internal static class NamedByOthers
{
    /// <summary>Unmapped with what it is called; without a name it can name nothing.</summary>
    public static MappingOutcome As(string? name, IReadOnlyList<EntryCoding> codings) =>
        new MappingOutcome.Unmapped(
            UnmappedTypes.NamedByOthers.Code,
            name is null ? null : new EntryContent(Section.Unmapped, PlainText.Cut(name, TypeMapping.LongestDisplay)) { Codings = codings }
        );
}
