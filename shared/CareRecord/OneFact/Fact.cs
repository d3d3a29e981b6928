namespace IntegrationHub.CareRecord.OneFact;

/// <summary>What entries must have in common to be looked at together.</summary>
/// <param name="Code">One code of the entry.</param>
/// <param name="Day">Where the rule asks for the same day.</param>
/// <param name="Value">Where the rule asks for the same value.</param>
internal readonly record struct FactKey(string Type, Section Section, (string System, string Code) Code, string? Day, string? Value)
{
    /// <summary>Type and section tell little apart that the code does not.</summary>
    public override int GetHashCode() => HashCode.Combine(Code.Code, Day, Value);
}

/// <summary>An entry that may be one fact with another's: it has a rule, a usable status and a code.</summary>
internal sealed class Fact
{
    private readonly FactRule rule;
    private readonly FactDate? date;
    private readonly FactKey[] keys;

    private Fact(ShownEntry shown, FactRule rule, FactDate? date, FactKey[] keys)
    {
        (Shown, this.rule, this.date, this.keys) = (shown, rule, date, keys);
    }

    public ShownEntry Shown { get; }

    public ReadOnlySpan<FactKey> Keys => keys;

    public EntryContent Content => Shown.Entry.Content!;

    public string Source => Shown.Commit.Provenance.Sender.Value;

    /// <summary>Null for an entry that stands alone whatever others say.</summary>
    public static Fact? Of(ShownEntry shown)
    {
        if (shown.Entry.Content is not { } content || FactRule.For(shown.Entry.ResourceType) is not { } rule || !rule.Takes(content.Status))
            return null;
        var date = FactDate.Of(content.Date);
        var day = rule.Dates is FactDates.SameDay or FactDates.SameTime ? date?.Day : "";
        var value = rule.SameValue ? MeasuredValue.Of(content.Value) : "";
        if (day is null || value is null)
            return null;
        var keys = Keyed(shown.Entry.ResourceType, content, day, value);
        return keys.Length == 0 ? null : new Fact(shown, rule, date, keys);
    }

    /// <summary>Whether both are surely the same fact, given that both have a key in common. Symmetric.</summary>
    public bool Agrees(Fact other) =>
        string.Equals(Content.Apart, other.Content.Apart, StringComparison.Ordinal)
        && rule.Dates switch
        {
            FactDates.SameDay => IsSameKindOfDate(other),
            FactDates.SameTime => IsSameKindOfDate(other) && date!.Value.IsSameMinute(other.date!.Value),
            FactDates.Course => CourseAgrees(this, other),
            _ => true,
        };

    public bool SharesKey(Fact other) => keys.AsSpan().IndexOfAny(other.keys) >= 0;

    /// <summary>Which of a group's entries the others stand under: decided by what they say, never by which came first.</summary>
    public static int CompareForFirst(Fact left, Fact right)
    {
        var active = right.IsActive.CompareTo(left.IsActive);
        if (active != 0)
            return active;
        var dated = (right.date is not null).CompareTo(left.date is not null);
        if (dated != 0)
            return dated;
        var date = string.CompareOrdinal(left.Content.Date, right.Content.Date);
        if (date != 0)
            return left.rule.First is ShownFirst.Earliest ? date : -date;
        var length = (right.Content.Value?.Length ?? 0).CompareTo(left.Content.Value?.Length ?? 0);
        return length != 0 ? length : CompareForList(left, right);
    }

    public static int CompareForList(Fact left, Fact right)
    {
        var source = string.CompareOrdinal(left.Source, right.Source);
        return source != 0 ? source : string.CompareOrdinal(left.Shown.Entry.Key.Value, right.Shown.Entry.Key.Value);
    }

    private bool IsActive => Content.Status is { } status && Array.IndexOf(FactRule.ActiveProblem, status) >= 0;

    /// <summary>The day it began, where it says so: not the day it was written down.</summary>
    private FactDate? Onset => Content.DateIs is null ? date : null;

    /// <summary>The day of a result is not the day it was issued.</summary>
    private bool IsSameKindOfDate(Fact other) => string.Equals(Content.DateIs, other.Content.DateIs, StringComparison.Ordinal);

    private static bool CourseAgrees(Fact one, Fact two)
    {
        if (!one.IsActive || !two.IsActive)
            return one.Onset?.Day is { } day && string.Equals(day, two.Onset?.Day, StringComparison.Ordinal);
        return (one.Onset, two.Onset) switch
        {
            ({ } first, { } second) => first.Overlaps(second),
            ({ } onset, null) => two.date is not { } written || !written.IsBefore(onset),
            (null, { } onset) => one.date is not { } written || !written.IsBefore(onset),
            _ => true,
        };
    }

    private static FactKey[] Keyed(string type, EntryContent content, string day, string value)
    {
        // One coding is what most entries have.
        if (content.Codings is [var only])
            return FactCodes.Named(only) is { } name ? [new FactKey(type, content.Section, name, day, value)] : [];
        var keys = new List<FactKey>(content.Codings.Count);
        foreach (var coding in content.Codings)
            if (
                FactCodes.Named(coding) is { } code
                && new FactKey(type, content.Section, code, day, value) is var key
                && !keys.Contains(key)
            )
                keys.Add(key);
        return [.. keys];
    }
}
