namespace IntegrationHub.CareRecord.Reading;

/// <summary>A page of a record as one reader sees it, whatever it is written as.</summary>
/// <param name="AsAt">The moment it shows.</param>
/// <param name="Sections">In the standard's order: those with entries on this page and, on the first page, those with something withheld.</param>
public sealed record RecordReading(RecordHead Head, DateTimeOffset AsAt, IReadOnlyList<SectionReading> Sections)
{
    /// <summary>The newest Patient that the reader may see.</summary>
    public ShownEntry? Patient { get; init; }

    /// <summary>Whether it shows a past moment.</summary>
    public bool IsPast { get; init; }

    /// <summary>How many entries there are on all pages.</summary>
    public required int Total { get; init; }

    /// <summary>How many stand on the pages before this one.</summary>
    public int Before { get; init; }

    /// <summary>The cursor of the next page; null on the last.</summary>
    public string? Next { get; init; }

    public required string ETag { get; init; }

    public bool GlassBroken { get; init; }

    /// <summary>Whether somebody who asks with a reason would see more, and this reader may.</summary>
    public bool MayBreakGlass { get; init; }

    /// <summary>When the record changed, newest first, as far as the reader may know.</summary>
    public IReadOnlyList<DateTimeOffset> Moments { get; init; } = [];

    /// <summary>Whether where the person lives and is registered may be told: not where their Patient is withheld.</summary>
    public required bool ShowsDemographics { get; init; }

    public override string ToString() => $"RecordReading {{ {Head}, Total = {Total} }}";
}

/// <param name="Total">How many entries the reader sees of the section on all pages.</param>
/// <param name="Withheld">What is not shown: how many, and why. Never what.</param>
public sealed record SectionReading(Section Section, IReadOnlyList<ShownEntry> Entries, int Total, IReadOnlyList<Withheld> Withheld);

public readonly record struct Withheld(WithheldReason Reason, int Count)
{
    /// <summary>The word for it in answers: role, objection, sensitive.</summary>
    public string Word =>
        Reason switch
        {
            WithheldReason.Role => "role",
            WithheldReason.Objection => "objection",
            WithheldReason.Sensitive => "sensitive",
            _ => throw new InvalidOperationException("A reason for withholding without a word."),
        };
}
