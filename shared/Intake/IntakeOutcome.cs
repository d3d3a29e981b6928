using IntegrationHub.Errors;

namespace IntegrationHub.Intake;

/// <summary>What became of a message: a closed set, which functions/ turns into an HTTP answer or a settlement.</summary>
public abstract record IntakeOutcome
{
    private IntakeOutcome() { }

    /// <summary>In the record, durably. A batch may hold refused entries.</summary>
    public sealed record Accepted(FhirAnswer Answer) : IntakeOutcome
    {
        /// <summary>How many entries are in records.</summary>
        public int Entries { get; init; } = 1;

        /// <summary>A batch's refused entries, by their place in it, every fault of each.</summary>
        public IReadOnlyList<(int Entry, HubError Error)> EntryErrors { get; init; } = [];
    }

    /// <summary>Nothing of it was stored.</summary>
    /// <param name="Errors">All that were found, the first one deciding the status.</param>
    public sealed record Refused(IReadOnlyList<HubError> Errors) : IntakeOutcome;
}

/// <summary>An answer in FHIR's terms.</summary>
/// <param name="Location">Relative to the FHIR base; single resources only.</param>
public sealed record FhirAnswer(
    int Status,
    ReadOnlyMemory<byte> Body,
    string? Location = null,
    string? ETag = null,
    string? LastModified = null
);
