using Azure.Data.Tables.Models;

namespace Azure.Data.Tables.Tests.Azurite;

[Collection(AzuriteGroup.Name)]
public sealed class EntityTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_typed_entity_comes_back_as_it_was_written()
    {
        var table = await azurite.NewTableAsync();
        var sent = EveryType.Sample("p", "r");

        var added = await table.AddEntityAsync(sent, Cancel);
        var read = (await table.GetEntityAsync<EveryType>("p", "r", cancellationToken: Cancel)).Value;

        Assert.Equal(204, added.Status);
        Assert.Equal(added.Headers.ETag, read.ETag);
        Assert.NotNull(read.Timestamp);
        Assert.Equal(sent.Text, read.Text);
        Assert.Equal(sent.Whole, read.Whole);
        Assert.Equal(sent.MaybeWhole, read.MaybeWhole);
        Assert.Equal(sent.Large, read.Large);
        Assert.Equal(sent.Real, read.Real);
        Assert.Equal(sent.Truth, read.Truth);
        Assert.Equal(sent.Date, read.Date);
        Assert.Equal(DateTimeKind.Utc, read.Date.Kind);
        Assert.Equal(sent.Moment, read.Moment);
        Assert.Equal(sent.MaybeMoment, read.MaybeMoment);
        Assert.Equal(sent.Unique, read.Unique);
        Assert.Equal(sent.Bytes, read.Bytes);
        Assert.Equal(sent.Data!.ToArray(), read.Data!.ToArray());
        Assert.Equal(sent.Colour, read.Colour);
        Assert.Equal(sent.MaybeColour, read.MaybeColour);
        Assert.Equal(sent.Duration, read.Duration);
        Assert.Equal(sent.Own, read.Own);
        Assert.Null(read.Ignored);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(5.0)]
    [InlineData(-0.25)]
    [InlineData(1e300)]
    public async Task A_double_stays_a_double(double value)
    {
        var table = await azurite.NewTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["Value"] = value }, Cancel);

        var read = (await table.GetEntityAsync<TableEntity>("p", "r", cancellationToken: Cancel)).Value;

        Assert.Equal(value, read.GetDouble("Value"));
    }

    [Theory]
    [InlineData("O'Brien", "it's 'quoted'")]
    [InlineData("a b+c&d=e", "100%25")]
    [InlineData("é€\U0001F600", "(x),{y};:@!*~")]
    [InlineData("", "")]
    public async Task Keys_may_hold_any_character_that_the_service_allows(string partitionKey, string rowKey)
    {
        var table = await azurite.NewTableAsync();
        await table.AddEntityAsync(new TableEntity(partitionKey, rowKey) { ["A"] = 1 }, Cancel);
        await table.UpdateEntityAsync(new TableEntity(partitionKey, rowKey) { ["B"] = 2 }, ETag.All, cancellationToken: Cancel);

        var read = (await table.GetEntityAsync<TableEntity>(partitionKey, rowKey, cancellationToken: Cancel)).Value;
        var deleted = await table.DeleteEntityAsync(read, read.ETag, Cancel);

        Assert.Equal((partitionKey, rowKey, 1, 2), (read.PartitionKey, read.RowKey, read.GetInt32("A"), read.GetInt32("B")));
        Assert.Equal(204, deleted.Status);
    }

    [Fact]
    public async Task Adding_what_is_there_fails_with_EntityAlreadyExists()
    {
        var table = await azurite.NewTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r"), Cancel);

        var fault = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(new TableEntity("p", "r"), Cancel));

        Assert.Equal((409, "EntityAlreadyExists"), (fault.Status, fault.ErrorCode));
        Assert.True(fault.ErrorCode == TableErrorCode.EntityAlreadyExists);
    }

    [Fact]
    public async Task A_missing_entity_is_an_error_to_get_and_no_value_to_get_if_exists()
    {
        var table = await azurite.NewTableAsync();

        var fault = Assert.Throws<RequestFailedException>(() => table.GetEntity<TableEntity>("p", "none", cancellationToken: Cancel));
        var none = await table.GetEntityIfExistsAsync<TableEntity>("p", "none", cancellationToken: Cancel);

        Assert.Equal((404, "ResourceNotFound"), (fault.Status, fault.ErrorCode));
        Assert.False(none.HasValue);
        Assert.Equal(404, none.GetRawResponse().Status);
        Assert.Throws<InvalidOperationException>(() => none.Value);
    }

    [Fact]
    public async Task An_update_under_a_stale_ETag_fails_and_changes_nothing()
    {
        var table = await azurite.NewTableAsync();
        var first = (await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1 }, Cancel)).Headers.ETag!.Value;
        await table.UpdateEntityAsync(new TableEntity("p", "r") { ["A"] = 2 }, first, cancellationToken: Cancel);

        var fault = await Assert.ThrowsAsync<RequestFailedException>(() =>
            table.UpdateEntityAsync(new TableEntity("p", "r") { ["A"] = 3 }, first, cancellationToken: Cancel)
        );

        Assert.Equal((412, "UpdateConditionNotSatisfied"), (fault.Status, fault.ErrorCode));
        Assert.Equal(2, table.GetEntity<TableEntity>("p", "r", cancellationToken: Cancel).Value.GetInt32("A"));
        Assert.Throws<ArgumentException>(() => table.UpdateEntity(new TableEntity("p", "r"), default, cancellationToken: Cancel));
    }

    [Fact]
    public async Task Merge_keeps_other_properties_and_replace_drops_them()
    {
        var table = await azurite.NewTableAsync();
        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["A"] = 1 }, cancellationToken: Cancel);
        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["B"] = 2 }, cancellationToken: Cancel);
        var merged = table.GetEntity<TableEntity>("p", "r", cancellationToken: Cancel).Value;
        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["C"] = 3 }, TableUpdateMode.Replace, Cancel);
        var replaced = table.GetEntity<TableEntity>("p", "r", cancellationToken: Cancel).Value;

        Assert.Equal((1, 2), (merged.GetInt32("A"), merged.GetInt32("B")));
        Assert.Equal((null, null, 3), (replaced.GetInt32("A"), replaced.GetInt32("B"), replaced.GetInt32("C")));
    }

    [Fact]
    public async Task Deleting_what_is_not_there_answers_404_and_throws_nothing()
    {
        var table = await azurite.NewTableAsync();

        Assert.Equal(404, (await table.DeleteEntityAsync("p", "none", cancellationToken: Cancel)).Status);
        Assert.Equal(404, table.DeleteEntity("p", "none", cancellationToken: Cancel).Status);
    }

    [Fact]
    public async Task Select_returns_only_what_it_names()
    {
        var table = await azurite.NewTableAsync();
        table.AddEntity(new TableEntity("p", "r") { ["A"] = 1, ["B"] = "two" }, Cancel);

        var read = (await table.GetEntityAsync<TableEntity>("p", "r", ["B"], Cancel)).Value;

        Assert.Equal("two", read.GetString("B"));
        Assert.False(read.ContainsKey("A"));
    }

    [Fact]
    public async Task Concurrent_callers_of_one_client_do_not_share_bytes()
    {
        var table = await azurite.NewTableAsync();

        await Parallel.ForEachAsync(
            Enumerable.Range(0, 200),
            new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Cancel },
            async (i, cancel) =>
                await table.UpsertEntityAsync(
                    new TableEntity("p", $"{i}") { ["Text"] = new string((char)('a' + i % 26), 50 * i) },
                    cancellationToken: cancel
                )
        );

        var rows = await table.QueryAsync<TableEntity>(maxPerPage: 50, cancellationToken: Cancel).ToListAsync(Cancel);
        Assert.Equal(200, rows.Count);
        Assert.All(
            rows,
            row =>
            {
                var i = int.Parse(row.RowKey, System.Globalization.CultureInfo.InvariantCulture);
                Assert.Equal(new string((char)('a' + i % 26), 50 * i), row.GetString("Text"));
            }
        );
    }
}
