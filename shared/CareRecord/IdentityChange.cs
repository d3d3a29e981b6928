using IntegrationHub.Identifiers;

namespace IntegrationHub.CareRecord;

/// <summary>What a commit changes of whom its record is about. Kept with the commit, so that any past moment can be told.</summary>
public abstract record IdentityChange
{
    private IdentityChange() { }

    /// <summary>The other record is the same person's. This commit is the moment from which readers see the two as one.</summary>
    public sealed record Admits(RecordId Other) : IdentityChange
    {
        public override string ToString() => $"{nameof(Admits)}:{Other}";
    }

    /// <summary>It is not, or no longer. From this commit on readers see the two apart.</summary>
    public sealed record Releases(RecordId Other) : IdentityChange
    {
        public override string ToString() => $"{nameof(Releases)}:{Other}";
    }

    /// <summary>Whoever reads this record asks the other whether it admits it. By itself it changes nothing.</summary>
    public sealed record PointsTo(RecordId Other) : IdentityChange
    {
        public override string ToString() => $"{nameof(PointsTo)}:{Other}";
    }

    /// <summary>The record's NHS number was invalidated: it may be about the wrong person, or about several.</summary>
    public sealed record NumberInvalidated : IdentityChange
    {
        public override string ToString() => nameof(NumberInvalidated);
    }

    /// <summary>It was not, after all.</summary>
    public sealed record NumberRestored : IdentityChange
    {
        public override string ToString() => nameof(NumberRestored);
    }

    internal static string Join(IEnumerable<IdentityChange> changes) => string.Join(' ', changes);

    /// <exception cref="InvalidDataException">The text is not one that <see cref="Join"/> made.</exception>
    internal static IReadOnlyList<IdentityChange> Split(string? text) =>
        text is null ? [] : [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Parse)];

    private static IdentityChange Parse(string text)
    {
        var parts = text.Split(':');
        if (parts is [nameof(NumberInvalidated)])
            return new NumberInvalidated();
        if (parts is [nameof(NumberRestored)])
            return new NumberRestored();
        return parts is [var kind, var id] && RecordId.TryParse(id, out var other)
            ? kind switch
            {
                nameof(Admits) => new Admits(other),
                nameof(Releases) => new Releases(other),
                nameof(PointsTo) => new PointsTo(other),
                _ => throw new InvalidDataException("An identity change of no known kind."),
            }
            : throw new InvalidDataException("An identity change cannot be read.");
    }
}
