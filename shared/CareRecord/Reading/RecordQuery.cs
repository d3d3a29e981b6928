namespace IntegrationHub.CareRecord.Reading;

/// <summary>What of a record is asked for.</summary>
public sealed record RecordQuery
{
    /// <summary>Entries a page of JSON where the caller does not say.</summary>
    public const int UsualCount = 2_000;

    /// <summary>The record as the hub knew it then; null for now.</summary>
    public DateTimeOffset? AsAt { get; init; }

    /// <summary>One section; null for all.</summary>
    public Section? Section { get; init; }

    /// <summary>Entries a page at most.</summary>
    public int Count { get; init; } = UsualCount;

    /// <summary>Where the page before ended, in the hub's words; null for the first page.</summary>
    public string? Cursor { get; init; }

    /// <summary>How it is going to be written: what one form has cached is no other's.</summary>
    public string Form { get; init; } = "json";

    /// <summary>The ETags that the caller has, as in If-None-Match.</summary>
    public IReadOnlyList<string> Known { get; init; } = [];

    /// <summary>Whether the moments at which the record changed are asked for too.</summary>
    public bool WithMoments { get; init; }
}
