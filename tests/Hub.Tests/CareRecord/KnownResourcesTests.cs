using System.Globalization;
using IntegrationHub.CareRecord;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Tests.CareRecord;

public sealed class KnownResourcesTests
{
    private static readonly RecordId Record = RecordId.Matched(new byte[32]);

    [Fact]
    public void What_a_commit_brought_is_known_until_it_is_deleted()
    {
        var (known, page) = KnownResources.None.After(Record, [Entry(1), Entry(2)]);
        Assert.Null(page);
        Assert.True(known.Contains(Key(1)) && known.Contains(Key(2)));
        Assert.False(known.Contains(Key(3)));

        (known, _) = KnownResources.In(known.ToBytes(), known.Pages).After(Record, [Entry(1, deleted: true), Entry(2), Entry(3)]);
        Assert.False(known.Contains(Key(1)));
        Assert.True(known.Contains(Key(2)) && known.Contains(Key(3)));
    }

    [Fact]
    public void A_list_that_is_full_becomes_a_row_of_its_own_once()
    {
        var known = KnownResources.None;
        var pages = new List<string>();
        for (var n = 0; n < 20_000; n += 1000)
        {
            (known, var page) = known.After(Record, [.. Enumerable.Range(n, 1000).Select(i => Entry(i))]);
            if (page is not null)
                pages.Add(page.RowKey);
            Assert.True(known.ToBytes().Length <= 4 * KnownResources.MostInHead);
        }

        Assert.Equal(["k|0000", "k|0001"], pages);
        Assert.Equal(2, known.Pages);
        Assert.True(known.Contains(Key(19_999)));
    }

    private static ResourceKey Key(int n) =>
        ResourceKey.Of(OdsCode.Parse("X90001"), "Observation", n.ToString(CultureInfo.InvariantCulture));

    private static EntryVersion Entry(int n, bool deleted = false) =>
        new(Key(n), "Observation", "any", new VersionOrder(""), "any") { Deleted = deleted };
}
