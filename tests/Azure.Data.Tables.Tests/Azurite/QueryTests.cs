namespace Azure.Data.Tables.Tests.Azurite;

[Collection(AzuriteGroup.Name)]
public sealed class QueryTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private async Task<TableClient> NewTableOfAsync(int rows)
    {
        var table = await azurite.NewTableAsync();
        var actions = Enumerable
            .Range(0, rows)
            .Select(i => new TableEntity("p", $"{i:D3}") { ["Number"] = i, ["Text"] = i % 2 == 0 ? "even" : "it's odd" })
            .Select(entity => new TableTransactionAction(TableTransactionActionType.Add, entity));
        await table.SubmitTransactionAsync(actions, Cancel);
        return table;
    }

    [Fact]
    public async Task Pages_are_fetched_until_there_are_no_more()
    {
        var table = await NewTableOfAsync(25);

        var pages = table.Query<TableEntity>(maxPerPage: 10, cancellationToken: Cancel).AsPages().ToList();
        var all = await table.QueryAsync<TableEntity>(maxPerPage: 10, cancellationToken: Cancel).ToListAsync(Cancel);

        Assert.Equal([10, 10, 5], pages.Select(page => page.Values.Count));
        Assert.Equal(Enumerable.Range(0, 25), all.Select(entity => entity.GetInt32("Number")!.Value));
    }

    [Fact]
    public async Task An_enumeration_goes_on_from_a_continuation_token()
    {
        var table = await NewTableOfAsync(25);
        var first = table.Query<TableEntity>(maxPerPage: 10, cancellationToken: Cancel).AsPages().First();

        var rest = table.Query<TableEntity>(cancellationToken: Cancel).AsPages(first.ContinuationToken).SelectMany(page => page.Values);

        Assert.Equal(Enumerable.Range(10, 15), rest.Select(entity => entity.GetInt32("Number")!.Value));
    }

    [Fact]
    public async Task Filters_of_all_three_kinds_find_the_same()
    {
        var table = await NewTableOfAsync(10);
        var text = "it's odd";

        var byString = table.Query<TableEntity>("PartitionKey eq 'p' and Text eq 'it''s odd' and Number gt 4", cancellationToken: Cancel);
        var byFormat = table.Query<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {"p"} and Text eq {text} and Number gt {4}"),
            cancellationToken: Cancel
        );
        var byExpression = table.Query<TableEntity>(
            e => e.PartitionKey == "p" && e.GetString("Text") == text && e.GetInt32("Number") > 4,
            cancellationToken: Cancel
        );

        Assert.Equal(["005", "007", "009"], byString.Select(entity => entity.RowKey));
        Assert.Equal(["005", "007", "009"], byFormat.Select(entity => entity.RowKey));
        Assert.Equal(["005", "007", "009"], byExpression.Select(entity => entity.RowKey));
    }

    [Fact]
    public async Task Typed_filters_find_by_every_type()
    {
        var table = await azurite.NewTableAsync();
        var one = EveryType.Sample("p", "1");
        one.Text = "O'Brien";
        var other = EveryType.Sample("p", "2");
        (other.Text, other.Large, other.Real, other.Truth) = ("x", 1, 2.5, false);
        (other.Moment, other.Unique, other.Colour) = (DateTimeOffset.UnixEpoch, Guid.Empty, Colour.Red);
        table.AddEntity(one, Cancel);
        table.AddEntity(other, Cancel);

        string[] Found(System.Linq.Expressions.Expression<Func<EveryType, bool>> filter) =>
            [.. table.Query(filter, cancellationToken: Cancel).Select(entity => entity.RowKey)];

        Assert.Equal(["1"], Found(e => e.Text == one.Text));
        Assert.Equal(["1"], Found(e => e.Large == long.MaxValue));
        Assert.Equal(["2"], Found(e => e.Real > 2.4));
        Assert.Equal(["1"], Found(e => e.Truth));
        Assert.Equal(["2"], Found(e => e.Moment == DateTimeOffset.UnixEpoch));
        Assert.Equal(["1"], Found(e => e.Unique == one.Unique));
        Assert.Equal(["2"], Found(e => e.Colour == Colour.Red));
        Assert.Equal(["1", "2"], Found(e => e.RowKey.CompareTo("0") > 0 && e.RowKey.CompareTo("3") < 0));
        Assert.Equal(["1", "2"], Found(e => true));
    }

    [Fact]
    public async Task A_query_of_a_missing_table_fails_with_TableNotFound()
    {
        var table = new TableClient(azurite.ConnectionString, "missing");

        var fault = await Assert.ThrowsAsync<RequestFailedException>(async () =>
            await table.QueryAsync<TableEntity>(cancellationToken: Cancel).ToListAsync(Cancel)
        );

        Assert.Equal((404, "TableNotFound"), (fault.Status, fault.ErrorCode));
    }
}
