namespace IntegrationHub.CareRecord.Mapping;

/// <summary>
/// How resources of one type become entries: the part that mapping and documentation share. The sections, their codes, the words said
/// first and the reason for not placing a resource are used by the mapping; the other texts tell a reader what its code does.
/// </summary>
internal sealed class TypeMapping(string type)
{
    public const string NoCodeOrText = "no-code-or-text";

    /// <summary>A display is one line; a value may be the doses of a medicine. Both stay far below a property's limit in the store.</summary>
    public const int LongestDisplay = 1_000;

    /// <inheritdoc cref="LongestDisplay"/>
    public const int LongestValue = 4_000;

    public string Type { get; } = type;

    public required string Display { get; init; }

    public string Status { get; init; } = "status";

    public required string Date { get; init; }

    public string Value { get; init; } = "none";

    public string Codings { get; init; } = "code";

    /// <summary>Whom the entry names as its author.</summary>
    public string? By { get; init; }

    /// <summary>What it says under other headings, each with the rule.</summary>
    public IReadOnlyList<(Section Section, string What)> Parts { get; init; } = [];

    /// <summary>What keeps an entry from being one fact with another source's.</summary>
    public string? Apart { get; init; }

    /// <summary>In the order in which they are tried.</summary>
    public IReadOnlyList<SectionRule> Sections { get; init; } = [];

    /// <summary>The element whose <see cref="Headings"/> are taken when no rule of <see cref="Sections"/> speaks; null for none.</summary>
    public string? TakesHeadings { get; init; }

    /// <summary>Where it stands when no rule of <see cref="Sections"/> speaks.</summary>
    public required Section Otherwise { get; init; }

    public IReadOnlyList<StatusWords> Words { get; init; } = [StatusWords.EnteredInError];

    /// <summary>Other words that come first, by what the resource says beside its status.</summary>
    public IReadOnlyList<string> AlsoSaidFirst { get; init; } = [];

    /// <summary>The reason given for a resource without anything to display.</summary>
    public string WithoutDisplay { get; init; } = NoCodeOrText;

    /// <summary>An entry, or unmapped when there is nothing to display.</summary>
    /// <param name="section">Its heading.</param>
    /// <param name="display">The sender's words, cleaned; null when there are none.</param>
    /// <param name="content">Codings, status, date and value.</param>
    /// <param name="saidFirst">Words beside those of the status: "Do not give".</param>
    public MappingOutcome Entry(Section section, string? display, in EntryParts content, string? saidFirst = null)
    {
        if (display is null)
            return new MappingOutcome.Unmapped(WithoutDisplay);
        display = PlainText.Join(PlainText.Join(WordsOf(content.SpokenStatus ?? content.Status), saidFirst, ": "), display, ": ")!;
        return new MappingOutcome.Mapped(
            new EntryContent(section, PlainText.Cut(display, LongestDisplay))
            {
                Codings = content.Codings ?? [],
                Status = content.Status,
                Date = content.Date,
                DateIs = content.Date is null ? null : content.DateIs,
                Apart = content.Apart,
                By = content.By is null ? null : PlainText.Cut(content.By, LongestDisplay),
                Parts = content.Parts ?? [],
                Value = content.Value is null ? null : PlainText.Cut(content.Value, LongestValue),
            }
        );
    }

    /// <summary>What the resource says under another heading; null when there is nothing to display.</summary>
    public static EntryContent? Part(Section section, string? display, string? value = null, string? date = null) =>
        display is null
            ? null
            : new EntryContent(section, PlainText.Cut(display, LongestDisplay))
            {
                Date = date,
                Value = value is null ? null : PlainText.Cut(value, LongestValue),
            };

    private string? WordsOf(string? status)
    {
        if (status is not null)
            foreach (var words in Words)
                if (string.Equals(words.Status, status, StringComparison.Ordinal))
                    return words.Words;
        return null;
    }
}

/// <summary>What an entry has beside section and display.</summary>
internal readonly struct EntryParts
{
    public IReadOnlyList<EntryCoding>? Codings { get; init; }

    public string? Status { get; init; }

    /// <summary>The status whose words come first where it is not the one shown: a verification status.</summary>
    public string? SpokenStatus { get; init; }

    public string? Date { get; init; }

    /// <inheritdoc cref="EntryContent.DateIs"/>
    public string? DateIs { get; init; }

    public string? Value { get; init; }

    /// <inheritdoc cref="EntryContent.Apart"/>
    public string? Apart { get; init; }

    /// <inheritdoc cref="EntryContent.By"/>
    public string? By { get; init; }

    /// <inheritdoc cref="EntryContent.Parts"/>
    public IReadOnlyList<EntryContent>? Parts { get; init; }
}
