namespace Azure.Data.Tables.Tests.Azurite;

[Collection(AzuriteGroup.Name)]
public sealed class TransactionTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_transaction_does_all_its_actions_and_gives_their_ETags()
    {
        var table = await azurite.NewTableAsync();
        var merged = await table.AddEntityAsync(new TableEntity("p", "merged") { ["A"] = 1 }, Cancel);
        await table.AddEntityAsync(new TableEntity("p", "replaced") { ["A"] = 1 }, Cancel);
        await table.AddEntityAsync(new TableEntity("p", "deleted"), Cancel);

        var done = await table.SubmitTransactionAsync(
            [
                new(TableTransactionActionType.Add, EveryType.Sample("p", "added")),
                new(TableTransactionActionType.UpdateMerge, new TableEntity("p", "merged") { ["B"] = 2 }, merged.Headers.ETag!.Value),
                new(TableTransactionActionType.UpdateReplace, new TableEntity("p", "replaced") { ["B"] = 2 }, ETag.All),
                new(TableTransactionActionType.UpsertMerge, new TableEntity("p", "new1") { ["O'Brien"] = "é" }),
                new(TableTransactionActionType.UpsertReplace, new TableEntity("p", "new'2")),
                new(TableTransactionActionType.Delete, new TableEntity("p", "deleted")),
            ],
            Cancel
        );

        var rows = table.Query<TableEntity>(cancellationToken: Cancel).ToDictionary(entity => entity.RowKey);
        Assert.Equal(202, done.GetRawResponse().Status);
        Assert.Equal(6, done.Value.Count);
        Assert.All(done.Value, response => Assert.Equal(204, response.Status));
        Assert.Equal(rows["added"].ETag, done.Value[0].Headers.ETag);
        Assert.Equal(rows["merged"].ETag, done.Value[1].Headers.ETag);
        Assert.Equal(["added", "merged", "new'2", "new1", "replaced"], rows.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((1, 2), (rows["merged"].GetInt32("A"), rows["merged"].GetInt32("B")));
        Assert.Equal((null, 2), (rows["replaced"].GetInt32("A"), rows["replaced"].GetInt32("B")));
        Assert.Equal(long.MaxValue, rows["added"].GetInt64("Large"));
    }

    [Fact]
    public async Task A_refused_transaction_names_its_failed_action_and_changes_nothing()
    {
        var table = await azurite.NewTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "2"), Cancel);

        var fault = await Assert.ThrowsAsync<TableTransactionFailedException>(() =>
            table.SubmitTransactionAsync(
                [
                    .. Enumerable
                        .Range(0, 4)
                        .Select(i => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", $"{i}"))),
                ],
                Cancel
            )
        );

        Assert.Equal((409, "EntityAlreadyExists", 2), (fault.Status, fault.ErrorCode, fault.FailedTransactionActionIndex));
        Assert.Equal(["2"], table.Query<TableEntity>(cancellationToken: Cancel).Select(entity => entity.RowKey));
    }

    [Fact]
    public async Task A_stale_ETag_in_a_transaction_refuses_all_of_it()
    {
        var table = await azurite.NewTableAsync();
        var stale = table.AddEntity(new TableEntity("p", "head"), Cancel).Headers.ETag!.Value;
        table.UpdateEntity(new TableEntity("p", "head") { ["A"] = 1 }, stale, cancellationToken: Cancel);

        var fault = Assert.Throws<TableTransactionFailedException>(() =>
            table.SubmitTransaction(
                [
                    new(TableTransactionActionType.Add, new TableEntity("p", "entry")),
                    new(TableTransactionActionType.UpdateMerge, new TableEntity("p", "head") { ["A"] = 2 }, stale),
                ],
                Cancel
            )
        );

        Assert.Equal((412, "UpdateConditionNotSatisfied"), (fault.Status, fault.ErrorCode));
        Assert.Equal(1, table.GetEntity<TableEntity>("p", "head", cancellationToken: Cancel).Value.GetInt32("A"));
        Assert.False(table.GetEntityIfExists<TableEntity>("p", "entry", cancellationToken: Cancel).HasValue);
    }

    [Fact]
    public async Task A_hundred_actions_are_answered_in_order()
    {
        var table = await azurite.NewTableAsync();
        var entities = Enumerable.Range(0, 100).Select(i => new TableEntity("p", $"{i:D2}") { ["Text"] = new string('x', 200) }).ToList();

        var done = table.SubmitTransaction(
            entities.Select(entity => new TableTransactionAction(TableTransactionActionType.UpsertReplace, entity)),
            Cancel
        );

        var stored = table.Query<TableEntity>(cancellationToken: Cancel).Select(entity => (ETag?)entity.ETag);
        Assert.Equal(stored, done.Value.Select(response => response.Headers.ETag));
    }
}
