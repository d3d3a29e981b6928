using Azure.Data.Tables;
using FsCheck;
using FsCheck.Fluent;
using IntegrationHub.Testing;

namespace Onebox.Storage.Tests.Embedded;

public sealed class FilterPropertyTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly EmbeddedStorage storage;
    private readonly TableClient table;

    public FilterPropertyTests()
    {
        storage = EmbeddedStorage.Open(folder.Path);
        table = Clients.Table(storage, "Filtered");
        table.Create(TestContext.Current.CancellationToken);
        foreach (var entity in FilterModel.Entities())
            table.AddEntity(entity, TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        storage.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void A_filter_finds_what_the_model_finds_in_key_order_whatever_the_page_size()
    {
        var cases =
            from filter in Gen.Sized(size => FilterModel.Any(Math.Clamp(size / 8, 1, 12)))
            from page in Gen.Choose(1, 40)
            select (Filter: filter, Page: page);
        Prop.ForAll(
                cases.ToArbitrary(),
                made =>
                {
                    var expected = FilterModel
                        .Entities()
                        .Where(made.Filter.Matches)
                        .OrderBy(entity => entity.PartitionKey, StringComparer.Ordinal)
                        .ThenBy(entity => entity.RowKey, StringComparer.Ordinal)
                        .Select(entity => (entity.PartitionKey, entity.RowKey));
                    var found = table
                        .Query<TableEntity>(made.Filter.Text, made.Page, cancellationToken: TestContext.Current.CancellationToken)
                        .Select(entity => (entity.PartitionKey, entity.RowKey));
                    Assert.Equal(expected, found);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }
}
