using IntegrationHub.CareRecord;
using IntegrationHub.CareRecord.Reading;
using IntegrationHub.Fhir;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Tests.CareRecord.Reading;

public sealed class OriginalsTests
{
    [Fact]
    public void What_lies_close_together_in_one_snapshot_is_one_read()
    {
        ShownEntry[] entries = [Shown("a", 1_000), Shown("b", 0), Shown("a", 0), Shown("a", 200_000), Shown("b", 500)];
        var runs = Originals.Runs(entries).Select(run => string.Join(' ', run));
        Assert.Equal(["2 0", "3", "1 4"], runs);
    }

    [Fact]
    public void No_read_is_longer_than_four_mebibytes_however_many_entries_there_are()
    {
        ShownEntry[] entries = [.. Enumerable.Range(0, 200).Select(i => Shown("a", i * 60_000, 60_000))];
        var runs = Originals.Runs(entries).ToList();
        Assert.Equal(Enumerable.Range(0, 200), runs.SelectMany(run => run));
        Assert.All(runs, run => Assert.InRange(run.Count * 60_000, 60_000, 4 * 1024 * 1024));
    }

    private static ShownEntry Shown(string snapshot, int offset, int length = 400) =>
        new(
            new EntryVersion(ResourceKey.Of(OdsCode.Parse("X90001"), "Condition", "1"), "Condition", "1", new VersionOrder("1"), snapshot)
            {
                Range = new ByteRange(offset, length),
            },
            new Commit(RecordId.Matched(new byte[32]), snapshot)
            {
                Number = 1,
                Provenance = new(OdsCode.Parse("X90001"), "gp-system", "somebody", null, DateTimeOffset.UnixEpoch, ""),
                ContentHash = "",
                Snapshot = snapshot,
                Entries = 1,
                Unmapped = 0,
                Answer = new StoredAnswer(200, default),
                Hash = "",
            },
            1
        );
}
