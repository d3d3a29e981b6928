using IntegrationHub.Identifiers;

namespace IntegrationHub.Access;

/// <summary>What decides who may read a record. No personal value is in it.</summary>
/// <param name="PlaceIds">The patient's place, or places where senders differ.</param>
/// <param name="RegisteredPractice">The GP practice that the record names; null if it names none.</param>
/// <param name="Contributors">The organisations that sent entries of it.</param>
public sealed record RecordFacts(
    IReadOnlyCollection<string> PlaceIds,
    OdsCode? RegisteredPractice,
    IReadOnlyCollection<OdsCode> Contributors
);

/// <summary>How much of a record a caller may read.</summary>
public enum RecordAccess
{
    /// <summary>Nothing, not even that it exists.</summary>
    None,

    /// <summary>What the caller's own organisation sent.</summary>
    OwnContributions,

    Whole,
}
