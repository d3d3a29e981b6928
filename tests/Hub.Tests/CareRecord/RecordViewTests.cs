using System.Globalization;
using IntegrationHub.CareRecord;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Tests.CareRecord;

public sealed class RecordViewTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly RecordId Record = RecordId.Matched(new byte[32]);

    private readonly Dictionary<string, Commit> commits = new(StringComparer.Ordinal);
    private readonly List<EntryVersion> entries = [];

    [Fact]
    public void The_newest_version_by_its_source_is_shown_whenever_it_came()
    {
        Told(1, "o", "2", "second");
        Told(2, "o", "1", "first, late");

        var shown = Assert.Single(View());
        Assert.Equal(("second", 1, 2), (shown.Entry.Content!.Display, shown.Commit.Number, shown.Versions));
    }

    [Fact]
    public void Of_two_messages_about_the_same_version_the_later_is_shown()
    {
        Told(1, "o", "1", "as first told");
        Told(2, "o", "1", "as told again");

        var shown = Assert.Single(View());
        Assert.Equal(("as told again", 1), (shown.Entry.Content!.Display, shown.Versions));
    }

    [Fact]
    public void A_deletion_holds_against_what_came_before_and_not_against_what_comes_after()
    {
        Told(1, "o", "5", "there");
        Deleted(2, "o");
        Assert.Empty(View());

        Told(3, "o", "6", "there again");
        Assert.Equal("there again", Assert.Single(View()).Entry.Content!.Display);
    }

    [Fact]
    public void A_late_older_version_does_not_bring_back_what_was_deleted()
    {
        Told(1, "o", "5", "there");
        Deleted(2, "o");
        Told(3, "o", "4", "older, late");

        Assert.Empty(View());
    }

    [Fact]
    public void The_record_as_at_a_moment_holds_what_the_hub_knew_then()
    {
        Told(1, "o", "1", "first");
        Told(2, "o", "2", "second");
        Deleted(3, "o");

        Assert.Empty(View(Start));
        Assert.Equal("first", Assert.Single(View(At(1))).Entry.Content!.Display);
        Assert.Equal("first", Assert.Single(View(At(2).AddTicks(-1))).Entry.Content!.Display);
        Assert.Equal("second", Assert.Single(View(At(2))).Entry.Content!.Display);
        Assert.Empty(View(At(3)));
    }

    [Fact]
    public void Sections_stand_in_the_standards_order_and_newest_dates_first_within_each()
    {
        Told(1, "doc", "1", "letter", Section.Documents, "2024");
        Told(1, "old", "1", "old problem", Section.ProblemList, "2019-04");
        Told(1, "new", "1", "new problem", Section.ProblemList, "2024-01-31");
        Told(1, "undated", "1", "undated problem", Section.ProblemList, null);
        Told(1, "who", "1", "person", Section.Demographics, null);
        Unmapped(1, "x");

        Assert.Equal(
            ["person", "new problem", "old problem", "undated problem", "letter", null],
            View().Select(shown => shown.Entry.Content?.Display)
        );
    }

    private static DateTimeOffset At(int commit) => Start.AddMinutes(commit);

    private IReadOnlyList<ShownEntry> View(DateTimeOffset? asAt = null) =>
        RecordView.Build(new RecordContent(new RecordHead(Record), commits, entries), asAt);

    private void Told(int commit, string id, string version, string display) =>
        Told(commit, id, version, display, Section.ExaminationFindings, "2025-01-01");

    private void Told(int commit, string id, string version, string display, Section section, string? date) =>
        entries.Add(Version(commit, id, version) with { Content = new EntryContent(section, display) { Date = date } });

    private void Deleted(int commit, string id) => entries.Add(Version(commit, id, null) with { Deleted = true });

    private void Unmapped(int commit, string id) => entries.Add(Version(commit, id, "1") with { UnmappedReason = "type-not-mapped" });

    private EntryVersion Version(int commit, string id, string? version)
    {
        var identity = commit.ToString(CultureInfo.InvariantCulture);
        var sender = OdsCode.Parse("X90001");
        commits[identity] = new Commit(Record, identity)
        {
            Number = commit,
            Provenance = new Provenance(sender, "gp-system", "s", null, At(commit), ""),
            ContentHash = identity,
            Snapshot = identity,
            Entries = 1,
            Unmapped = 0,
            Answer = new StoredAnswer(200, default),
            Hash = identity,
        };
        return new EntryVersion(
            ResourceKey.Of(sender, "Observation", id),
            "Observation",
            id,
            VersionOrder.Of(version, Start, null, At(commit)),
            identity
        );
    }
}
