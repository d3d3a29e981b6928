using Azure;
using Azure.Data.Tables;

namespace Onebox.Storage.Tests.Contract;

public sealed class EmbeddedTransactionContract(EmbeddedUnderTest storage) : TransactionContract(storage), IClassFixture<EmbeddedUnderTest>;

public sealed class AzuriteTransactionContract(AzuriteUnderTest storage) : TransactionContract(storage), IClassFixture<AzuriteUnderTest>;

public abstract class TransactionContract(StorageUnderTest storage) : ContractTests(storage)
{
    [Fact]
    public Task All_kinds_of_change_happen_together() =>
        Check(async () =>
        {
            var table = await NewTable();
            foreach (var row in new[] { "replace", "merge", "delete" })
                await table.AddEntityAsync(new TableEntity("p", row) { ["Old"] = 1 }, Cancellation);
            var answer = await table.SubmitTransactionAsync(
                [
                    new(TableTransactionActionType.Add, new TableEntity("p", "add") { ["A"] = "x\r\n--changeset\r\ny" }),
                    new(TableTransactionActionType.UpdateReplace, new TableEntity("p", "replace") { ["A"] = 2 }, ETag.All),
                    new(TableTransactionActionType.UpdateMerge, new TableEntity("p", "merge") { ["A"] = 3 }, ETag.All),
                    new(TableTransactionActionType.Delete, new TableEntity("p", "delete"), ETag.All),
                    new(TableTransactionActionType.UpsertReplace, new TableEntity("p", "upsert1") { ["A"] = 4 }),
                    new(TableTransactionActionType.UpsertMerge, new TableEntity("p", "upsert2") { ["A"] = 5 }),
                ],
                Cancellation
            );

            Assert.Equal([204, 204, 204, 204, 204, 204], answer.Value.Select(response => response.Status));
            var rows = new Dictionary<string, TableEntity>(StringComparer.Ordinal);
            await foreach (var entity in table.QueryAsync<TableEntity>(cancellationToken: Cancellation))
                rows[entity.RowKey] = entity;
            Assert.Equal(["add", "merge", "replace", "upsert1", "upsert2"], rows.Keys.Order(StringComparer.Ordinal));
            Assert.Equal("x\r\n--changeset\r\ny", rows["add"]["A"]);
            Assert.False(rows["replace"].ContainsKey("Old"));
            Assert.Equal(1, rows["merge"]["Old"]);
            Assert.Equal(rows["add"].ETag, answer.Value[0].Headers.ETag!.Value);
        });

    [Fact]
    public Task One_that_fails_undoes_all_and_is_named() =>
        Check(async () =>
        {
            var table = await NewTable();
            await table.AddEntityAsync(new TableEntity("p", "taken"), Cancellation);
            var failed = await Assert.ThrowsAsync<TableTransactionFailedException>(() =>
                table.SubmitTransactionAsync([Add("p", "one"), Add("p", "two"), Add("p", "taken"), Add("p", "three")], Cancellation)
            );
            Assert.Equal(2, failed.FailedTransactionActionIndex);
            Assert.Equal((409, "EntityAlreadyExists"), (failed.Status, failed.ErrorCode));
            Assert.Equal(1, await Count(table));
        });

    [Fact]
    public Task An_old_etag_inside_undoes_all() =>
        Check(async () =>
        {
            var table = await NewTable();
            var old = (await table.AddEntityAsync(new TableEntity("p", "head") { ["Version"] = 1 }, Cancellation)).Headers.ETag!.Value;
            await table.UpsertEntityAsync(new TableEntity("p", "head") { ["Version"] = 2 }, TableUpdateMode.Replace, Cancellation);
            var failed = await Assert.ThrowsAsync<TableTransactionFailedException>(() =>
                table.SubmitTransactionAsync(
                    [
                        Add("p", "entry"),
                        new(TableTransactionActionType.UpdateReplace, new TableEntity("p", "head") { ["Version"] = 2 }, old),
                    ],
                    Cancellation
                )
            );
            Assert.Equal(1, failed.FailedTransactionActionIndex);
            Assert.Equal((412, "UpdateConditionNotSatisfied"), (failed.Status, failed.ErrorCode));
            Assert.Equal(1, await Count(table));
        });

    [Fact]
    public Task A_change_to_what_is_missing_undoes_all() =>
        Check(async () =>
        {
            var table = await NewTable();
            var failed = await Assert.ThrowsAsync<TableTransactionFailedException>(() =>
                table.SubmitTransactionAsync(
                    [Add("p", "entry"), new(TableTransactionActionType.UpdateMerge, new TableEntity("p", "none"), ETag.All)],
                    Cancellation
                )
            );
            Assert.Equal((404, 1), (failed.Status, failed.FailedTransactionActionIndex));
            Assert.Equal(0, await Count(table));
        });

    [Fact]
    public Task Two_partitions_are_refused() =>
        Check(async () =>
        {
            var table = await NewTable();
            await Refuses(
                400,
                "CommandsInBatchActOnDifferentPartitions",
                () => table.SubmitTransactionAsync([Add("p", "one"), Add("q", "two")], Cancellation)
            );
            Assert.Equal(0, await Count(table));
        });

    [Fact]
    public Task The_same_entity_twice_is_refused() =>
        Check(async () =>
        {
            var table = await NewTable();
            await Refuses(
                400,
                "InvalidDuplicateRow",
                () =>
                    table.SubmitTransactionAsync(
                        [Add("p", "one"), new(TableTransactionActionType.UpsertReplace, new TableEntity("p", "one"))],
                        Cancellation
                    )
            );
            Assert.Equal(0, await Count(table));
        });

    [Fact]
    public Task A_hundred_changes_are_the_most() =>
        Check(async () =>
        {
            var table = await NewTable();
            await table.SubmitTransactionAsync(Enumerable.Range(0, 100).Select(row => Add("p", $"{row}")), Cancellation);
            await Refuses(
                400,
                "InvalidInput",
                () => table.SubmitTransactionAsync(Enumerable.Range(0, 101).Select(row => Add("q", $"{row}")), Cancellation)
            );
            Assert.Equal(100, await Count(table));
        });

    [Fact]
    public Task Four_mebibytes_are_the_most() =>
        Check(async () =>
        {
            var table = await NewTable();
            var actions = Enumerable
                .Range(0, 90)
                .Select(row => new TableTransactionAction(
                    TableTransactionActionType.Add,
                    new TableEntity("p", $"{row}") { ["A"] = new string('x', 30_000), ["B"] = new string('y', 30_000) }
                ));
            await Refuses(413, "RequestBodyTooLarge", () => table.SubmitTransactionAsync(actions, Cancellation));
            Assert.Equal(0, await Count(table));
        });

    [Fact]
    public Task A_bad_entity_inside_is_named() =>
        Check(async () =>
        {
            var table = await NewTable();
            var failed = await Assert.ThrowsAsync<TableTransactionFailedException>(() =>
                table.SubmitTransactionAsync(
                    [
                        Add("p", "one"),
                        new(TableTransactionActionType.Add, new TableEntity("p", "two") { ["A"] = new string('x', (32 * 1024) + 1) }),
                    ],
                    Cancellation
                )
            );
            Assert.Equal((1, "PropertyValueTooLarge"), (failed.FailedTransactionActionIndex, failed.ErrorCode));
            Assert.Equal(0, await Count(table));
        });

    [Fact]
    public Task Sixteen_writers_lose_no_increment() =>
        Check(async () =>
        {
            var table = await NewTable();
            await table.AddEntityAsync(new TableEntity("p", "counter") { ["Value"] = 0 }, Cancellation);
            await Task.WhenAll(Enumerable.Range(0, 16).Select(writer => Task.Run(() => Increment(writer), Cancellation)));
            TableEntity counter = await table.GetEntityAsync<TableEntity>("p", "counter", null, Cancellation);
            Assert.Equal(16 * 5, counter["Value"]);
            Assert.Equal(1 + (16 * 5), await Count(table));

            async Task Increment(int writer)
            {
                for (var done = 0; done < 5; )
                {
                    TableEntity seen = await table.GetEntityAsync<TableEntity>("p", "counter", null, Cancellation);
                    var next = new TableEntity("p", "counter") { ["Value"] = (int)seen["Value"] + 1 };
                    try
                    {
                        await table.SubmitTransactionAsync(
                            [Add("p", $"by-{writer}-{done}"), new(TableTransactionActionType.UpdateReplace, next, seen.ETag)],
                            Cancellation
                        );
                        done++;
                    }
                    catch (TableTransactionFailedException raced) when (raced.Status == 412)
                    {
                        continue;
                    }
                }
            }
        });

    private static TableTransactionAction Add(string partition, string row) =>
        new(TableTransactionActionType.Add, new TableEntity(partition, row) { ["Text"] = "t" });

    private static async Task<int> Count(TableClient table)
    {
        var count = 0;
        await foreach (var _ in table.QueryAsync<TableEntity>(cancellationToken: Cancellation))
            count++;
        return count;
    }
}
