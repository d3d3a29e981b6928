using System.Diagnostics;
using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using IntegrationHub.CareRecord;
using IntegrationHub.CareRecord.OneFact;

namespace IntegrationHub.Tests.CareRecord.OneFact;

/// <summary>Whatever is told, by however many: nothing is lost, and who came first does not matter.</summary>
public sealed class SameFactsPropertyTests
{
    private const string Snomed = "http://snomed.info/sct";

    private static readonly string[] Sources = ["X90001", "X90002", "RX1", "X91001"];
    private static readonly string?[] Days =
    [
        null,
        "2019",
        "2019-04",
        "2019-04-12",
        "2019-04-12T09:30:00Z",
        "2019-04-12T10:30:40+01:00",
        "no date",
    ];

    private static readonly Gen<EntryContent> Contents =
        from codes in Gen.Elements("1", "2", "3").ListOf()
        from status in Gen.Elements<string?>(null, "active", "resolved", "completed", "final", "entered-in-error")
        from date in Gen.Elements(Days)
        from dateIs in Gen.Elements<string?>(null, null, "recorded")
        from value in Gen.Elements<string?>(null, "5 mmol/L", "5 mmol/L (High)", "left; right")
        from apart in Gen.Elements<string?>(null, null, null, "left")
        select new EntryContent(Section.ProblemList, string.Join('-', codes))
        {
            Codings = [.. codes.Select(code => new EntryCoding(Snomed, code, null))],
            Status = status,
            Date = date,
            DateIs = dateIs,
            Value = value,
            Apart = apart,
        };

    private static readonly Gen<ShownEntry[]> Records =
        from told in (
            from source in Gen.Elements(Sources)
            from type in Gen.Elements("Condition", "Observation", "AllergyIntolerance", "Immunization", "Flag")
            from content in Contents
            select (source, type, content)
        ).ListOf()
        select told.Select((one, i) => Telling.Entry(one.source, one.type, i.ToString(CultureInfo.InvariantCulture), one.content))
            .ToArray();

    [Fact]
    public void Nothing_is_lost_and_nothing_stands_twice() =>
        Prop.ForAll(
                Records.ToArbitrary(),
                record => Assert.Equal(record.Select(Id).Order(), SameFacts.Join(record).SelectMany(Ids).Order())
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void The_order_of_arrival_does_not_matter() =>
        Prop.ForAll(
                (from record in Records from shuffled in Gen.Shuffle(record) select (record, shuffled)).ToArbitrary(),
                pair => Assert.Equal(Groups(pair.record), Groups(pair.shuffled))
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void A_source_never_stands_twice_in_one_fact() =>
        Prop.ForAll(
                Records.ToArbitrary(),
                record =>
                    Assert.All(
                        SameFacts.Join(record),
                        fact => Assert.Distinct(Members(fact).Select(shown => shown.Commit.Provenance.Sender.Value))
                    )
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    /// <summary>Always the same records, of which 35 hold something to join.</summary>
    [Fact]
    public void Something_is_joined_at_all()
    {
        var records = Gen.Sample(Records, numberOfSamples: 1000, new Rnd(20261126), size: 50).ToList();
        var joined = records.Count(record => SameFacts.Join(record).Count < record.Length);
        Assert.True(joined >= 20, $"{joined}");
    }

    /// <summary>Comparing each with each would be 200 million comparisons: some ten seconds.</summary>
    [Theory]
    [InlineData(7)]
    [InlineData(0)]
    public void A_record_of_20_000_entries_is_joined_at_once(int hoursApart)
    {
        var record = Record(20_000, hoursApart);
        var start = Stopwatch.GetTimestamp();
        var shown = SameFacts.Join(record);
        var took = Stopwatch.GetElapsedTime(start);

        TestContext.Current.TestOutputHelper!.WriteLine($"{took.TotalMilliseconds:F0} ms");
        Assert.Equal(hoursApart == 0 ? 20_000 : 10_000, shown.Count);
        Assert.True(took < TimeSpan.FromSeconds(4), $"{took}");
    }

    /// <summary>One code and one value, told by two sources, each time some hours after the last; or all at the same moment.</summary>
    private static ShownEntry[] Record(int entries, int hoursApart) =>
        [
            .. Enumerable
                .Range(0, entries)
                .Select(i =>
                    Telling.Entry(
                        Sources[i % 2],
                        "Observation",
                        i.ToString(CultureInfo.InvariantCulture),
                        new EntryContent(Section.InvestigationResults, "Result")
                        {
                            Codings = [new(Snomed, "1", null), new("http://loinc.org", "2", null)],
                            Status = "final",
                            Date = new DateTime(1975, 1, 1).AddHours(i / 2 * hoursApart).ToString("s", CultureInfo.InvariantCulture) + "Z",
                            Value = "5 mmol/L",
                        }
                    )
                ),
        ];

    private static IEnumerable<string> Groups(ShownEntry[] record) =>
        SameFacts
            .Join(record)
            .Select(fact =>
                Id(fact) + ":" + string.Join(',', fact.AlsoFrom.Select(other => Id(other.Shown) + string.Join('/', other.Differs)))
            )
            .Order(StringComparer.Ordinal);

    private static IEnumerable<ShownEntry> Members(ShownEntry fact) => [fact, .. fact.AlsoFrom.Select(other => other.Shown)];

    private static IEnumerable<string> Ids(ShownEntry fact) => Members(fact).Select(Id);

    private static string Id(ShownEntry shown) => shown.Entry.Key.Value;
}
