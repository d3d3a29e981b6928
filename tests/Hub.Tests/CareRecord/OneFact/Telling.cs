using IntegrationHub.CareRecord;
using IntegrationHub.CareRecord.Mapping;
using IntegrationHub.CareRecord.OneFact;
using IntegrationHub.Identifiers;
using IntegrationHub.Tests.CareRecord.Mapping;

namespace IntegrationHub.Tests.CareRecord.OneFact;

/// <summary>What a practice, a trust and a council told of one person, as the record shows it before facts are joined.</summary>
internal sealed class Telling
{
    public const string Practice = "X90001";
    public const string Trust = "RX1";
    public const string Council = "X91001";

    private static readonly DateTimeOffset At = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly RecordId Record = RecordId.Matched(new byte[32]);

    private readonly List<ShownEntry> entries = [];

    public IReadOnlyList<ShownEntry> Entries => entries;

    /// <summary>One source's resource, through the mapping that intake uses.</summary>
    public Telling Told(string source, string type, string members)
    {
        var content = Assert.IsType<MappingOutcome.Mapped>(ResourceMapper.Map(Mapped.Resource(type, members))).Content;
        entries.Add(Entry(source, type, $"r{entries.Count}", content));
        return this;
    }

    /// <summary>The displays, others' after " + " with what differs: "Asthma + RX1(date=2019)".</summary>
    public IReadOnlyList<string> Shown() => [.. SameFacts.Join(entries).Select(Line)];

    public static ShownEntry Entry(string source, string type, string id, EntryContent content)
    {
        var sender = OdsCode.Parse(source);
        var commit = new Commit(Record, source)
        {
            Number = 1,
            Provenance = new Provenance(sender, "gp-system", "s", null, At, ""),
            ContentHash = "",
            Snapshot = "",
            Entries = 1,
            Unmapped = 0,
            Answer = new StoredAnswer(200, default),
            Hash = "",
        };
        var version = new EntryVersion(ResourceKey.Of(sender, type, id), type, id, VersionOrder.Of("1", At, null, At), source)
        {
            Content = content,
        };
        return new ShownEntry(version, commit, 1);
    }

    private static string Line(ShownEntry shown) =>
        shown.Entry.Content!.Display
        + string.Concat(
            shown.AlsoFrom.Select(other =>
                $" + {other.Shown.Commit.Provenance.Sender}({string.Join(", ", other.Differs.Select(d => $"{d.What}={d.Value}"))})"
            )
        );
}
