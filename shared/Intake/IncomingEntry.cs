using Hl7.Fhir.Model;
using IntegrationHub.Errors;
using IntegrationHub.Fhir;

namespace IntegrationHub.Intake;

public enum EntryMethod
{
    /// <summary>Told of in a message, document or collection, or created by POST.</summary>
    Create,
    Update,
    Delete,
}

/// <summary>One resource of a message, as the sender identified it.</summary>
/// <param name="Index">Its place among the entries; 0 for a resource sent alone.</param>
public sealed record IncomingEntry(int Index, string Type, string SourceId, EntryMethod Method)
{
    /// <summary>Null for a deletion.</summary>
    public Resource? Resource { get; init; }

    public string? FullUrl { get; init; }

    public ByteRange? Range { get; init; }

    /// <summary>What reading let through, with places in the whole message.</summary>
    public IReadOnlyList<HubError> Warnings { get; init; } = [];

    public override string ToString() => $"IncomingEntry {{ Index = {Index}, Type = {Type}, Method = {Method} }}";
}

/// <summary>What a FHIR message says, before anybody asks whom it is about.</summary>
public sealed record Interpretation(MessageShape Shape, IReadOnlyList<IncomingEntry> Entries)
{
    /// <summary>Faults that refuse the whole message.</summary>
    public IReadOnlyList<HubError> Errors { get; init; } = [];

    /// <summary>Batch only: faults that refuse one entry, by index.</summary>
    public IReadOnlyDictionary<int, IReadOnlyList<HubError>> EntryErrors { get; init; } = new Dictionary<int, IReadOnlyList<HubError>>();

    /// <summary>Number of entries in the Bundle, refused ones included.</summary>
    public int EntryCount { get; init; }

    /// <summary>Bundle.identifier as one text.</summary>
    public string? BundleIdentifier { get; init; }

    /// <summary>Bundle.timestamp.</summary>
    public DateTimeOffset? MessageTime { get; init; }

    public MessageHeader? Header { get; init; }

    public static Interpretation Refused(params HubError[] errors) => new(MessageShape.Alone, []) { Errors = errors };
}

/// <summary>How the message is answered.</summary>
public enum MessageShape
{
    /// <summary>A resource by itself.</summary>
    Alone,
    Transaction,
    Batch,
    Message,

    /// <summary>Document and collection.</summary>
    Told,
}
