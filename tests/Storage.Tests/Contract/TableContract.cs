using Azure;
using Azure.Data.Tables;

namespace Onebox.Storage.Tests.Contract;

public sealed class EmbeddedTableContract(EmbeddedUnderTest storage) : TableContract(storage), IClassFixture<EmbeddedUnderTest>;

public sealed class AzuriteTableContract(AzuriteUnderTest storage) : TableContract(storage), IClassFixture<AzuriteUnderTest>;

public abstract class TableContract(StorageUnderTest storage) : ContractTests(storage)
{
    [Fact]
    public Task A_table_is_made_once_and_listed_until_deleted() =>
        Check(async () =>
        {
            var table = await NewTable();
            Assert.Contains(await Names(), name => name == table.Name);
            await Refuses(409, "TableAlreadyExists", () => table.CreateAsync(Cancellation));
            await table.CreateIfNotExistsAsync(Cancellation);
            await table.DeleteAsync(Cancellation);
            Assert.DoesNotContain(await Names(), name => name == table.Name);
        });

    [Fact]
    public Task Table_names_are_letters_and_digits_three_to_sixty_three() =>
        Check(async () =>
        {
            foreach (var name in new[] { "ab", "1abc", new string('a', 64) })
                await Refuses(400, null, () => Storage.Tables.GetTableClient(name).CreateAsync(Cancellation));
        });

    [Fact]
    public Task An_entity_in_a_table_that_is_not_there_is_refused() =>
        Check(async () =>
        {
            var table = Storage.Tables.GetTableClient("NoSuchTable");
            await Refuses(404, "TableNotFound", () => table.AddEntityAsync(new TableEntity("p", "r"), Cancellation));
            await Refuses(404, "TableNotFound", () => table.GetEntityAsync<TableEntity>("p", "r", null, Cancellation));
        });

    [Fact]
    public Task Every_property_type_comes_back_as_it_went() =>
        Check(async () =>
        {
            var table = await NewTable();
            var sent = new TableEntity("p", "r")
            {
                ["Text"] = "Ward \"7B\" \\ line\nbreak \u20ac \U0001F600 ' <&>",
                ["Empty"] = "",
                ["Flag"] = true,
                ["Int"] = -5,
                ["Long"] = long.MaxValue,
                ["Double"] = 1.5,
                ["Whole"] = 3.0,
                ["NotANumber"] = double.NaN,
                ["Infinite"] = double.NegativeInfinity,
                ["Id"] = Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"),
                ["At"] = new DateTimeOffset(2026, 1, 31, 9, 30, 15, 123, TimeSpan.Zero).AddTicks(4567),
                ["Bytes"] = new byte[] { 0, 1, 254, 255 },
            };
            await table.AddEntityAsync(sent, Cancellation);
            TableEntity read = await table.GetEntityAsync<TableEntity>("p", "r", null, Cancellation);
            foreach (var name in sent.Keys.Where(key => !key.StartsWith("odata", StringComparison.Ordinal)))
                Assert.Equal(sent[name], read[name]);
        });

    [Fact]
    public Task A_null_property_is_not_stored() =>
        Check(async () =>
        {
            var table = await NewTable();
            await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = null!, ["B"] = 1 }, Cancellation);
            TableEntity read = await table.GetEntityAsync<TableEntity>("p", "r", null, Cancellation);
            Assert.False(read.ContainsKey("A"));
            Assert.Equal(1, read["B"]);
        });

    [Fact]
    public Task A_second_insert_of_an_entity_is_refused() =>
        Check(async () =>
        {
            var table = await NewTable();
            await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1 }, Cancellation);
            await Refuses(409, "EntityAlreadyExists", () => table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 2 }, Cancellation));
            TableEntity read = await table.GetEntityAsync<TableEntity>("p", "r", null, Cancellation);
            Assert.Equal(1, read["A"]);
        });

    [Fact]
    public Task A_missing_entity_is_not_found() =>
        Check(async () =>
        {
            var table = await NewTable();
            await Refuses(404, "ResourceNotFound", () => table.GetEntityAsync<TableEntity>("p", "r", null, Cancellation));
            var found = await table.GetEntityIfExistsAsync<TableEntity>("p", "r", null, Cancellation);
            Assert.False(found.HasValue);
        });

    [Fact]
    public Task Upsert_replaces_whole_or_merges() =>
        Check(async () =>
        {
            var table = await NewTable();
            await table.UpsertEntityAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = 1L }, TableUpdateMode.Merge, Cancellation);
            await table.UpsertEntityAsync(new TableEntity("p", "r") { ["B"] = "two", ["C"] = 3 }, TableUpdateMode.Merge, Cancellation);
            TableEntity merged = await table.GetEntityAsync<TableEntity>("p", "r", null, Cancellation);
            Assert.Equal((1, "two", 3), (merged["A"], merged["B"], merged["C"]));
            await table.UpsertEntityAsync(new TableEntity("p", "r") { ["D"] = 4 }, TableUpdateMode.Replace, Cancellation);
            TableEntity replaced = await table.GetEntityAsync<TableEntity>("p", "r", null, Cancellation);
            Assert.False(replaced.ContainsKey("A"));
            Assert.Equal(4, replaced["D"]);
        });

    [Fact]
    public Task An_update_under_an_old_etag_is_refused_and_changes_nothing() =>
        Check(async () =>
        {
            var table = await NewTable();
            var first = (await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1 }, Cancellation)).Headers.ETag!.Value;
            var second = await table.UpdateEntityAsync(
                new TableEntity("p", "r") { ["A"] = 2 },
                first,
                TableUpdateMode.Replace,
                Cancellation
            );
            Assert.NotEqual(first, second.Headers.ETag!.Value);
            await Refuses(
                412,
                "UpdateConditionNotSatisfied",
                () => table.UpdateEntityAsync(new TableEntity("p", "r") { ["A"] = 3 }, first, TableUpdateMode.Replace, Cancellation)
            );
            await Refuses(412, "UpdateConditionNotSatisfied", () => table.DeleteEntityAsync("p", "r", first, Cancellation));
            TableEntity read = await table.GetEntityAsync<TableEntity>("p", "r", null, Cancellation);
            Assert.Equal(2, read["A"]);
            Assert.Equal(second.Headers.ETag!.Value, read.ETag);
        });

    [Fact]
    public Task An_update_of_what_is_not_there_is_not_found() =>
        Check(async () =>
        {
            var table = await NewTable();
            await Refuses(
                404,
                "ResourceNotFound",
                () => table.UpdateEntityAsync(new TableEntity("p", "r"), ETag.All, TableUpdateMode.Merge, Cancellation)
            );
        });

    [Fact]
    public Task Delete_removes_and_a_second_delete_finds_nothing() =>
        Check(async () =>
        {
            var table = await NewTable();
            await table.AddEntityAsync(new TableEntity("p", "r"), Cancellation);
            Assert.Equal(204, (await table.DeleteEntityAsync("p", "r", ETag.All, Cancellation)).Status);
            Assert.Equal(404, (await table.DeleteEntityAsync("p", "r", ETag.All, Cancellation)).Status);
        });

    [Theory]
    [InlineData("O'Brien")]
    [InlineData("a b+c%20&=;:@,!*()")]
    [InlineData("\u00e9\u20ac\U0001F600")]
    [InlineData("")]
    public Task Keys_hold_what_the_service_allows(string key) =>
        Check(async () =>
        {
            var table = await NewTable();
            await table.AddEntityAsync(new TableEntity(key, key) { ["A"] = 1 }, Cancellation);
            TableEntity read = await table.GetEntityAsync<TableEntity>(key, key, null, Cancellation);
            Assert.Equal((key, key), (read.PartitionKey, read.RowKey));
            await table.UpdateEntityAsync(new TableEntity(key, key) { ["A"] = 2 }, ETag.All, TableUpdateMode.Replace, Cancellation);
            Assert.Single(await Query(table, TableClient.CreateQueryFilter($"PartitionKey eq {key} and RowKey eq {key}")));
            Assert.Equal(204, (await table.DeleteEntityAsync(key, key, ETag.All, Cancellation)).Status);
        });

    [Theory]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\tb")]
    [InlineData("a\u0085b")]
    public Task Forbidden_characters_in_keys_are_refused(string key) =>
        Check(async () =>
        {
            var table = await NewTable();
            await Refuses(400, null, () => table.AddEntityAsync(new TableEntity("p", key), Cancellation));
            await Refuses(400, null, () => table.AddEntityAsync(new TableEntity(key, "r"), Cancellation));
        });

    [Fact]
    public Task A_key_holds_one_kibibyte_of_utf16() =>
        Check(async () =>
        {
            var table = await NewTable();
            await table.AddEntityAsync(new TableEntity(new string('p', 512), new string('r', 512)), Cancellation);
            await Refuses(400, "KeyValueTooLarge", () => table.AddEntityAsync(new TableEntity("p", new string('r', 513)), Cancellation));
        });

    [Theory]
    [InlineData("with-dash")]
    [InlineData("1st")]
    [InlineData("has space")]
    public Task A_property_name_is_an_identifier(string name) =>
        Check(async () =>
        {
            var table = await NewTable();
            await Refuses(400, "PropertyNameInvalid", () => table.AddEntityAsync(new TableEntity("p", "r") { [name] = 1 }, Cancellation));
        });

    [Fact]
    public Task A_property_name_has_at_most_255_characters() =>
        Check(async () =>
        {
            var table = await NewTable();
            await table.AddEntityAsync(new TableEntity("p", "r") { [new string('n', 255)] = 1 }, Cancellation);
            await Refuses(
                400,
                "PropertyNameTooLong",
                () => table.AddEntityAsync(new TableEntity("p", "s") { [new string('n', 256)] = 1 }, Cancellation)
            );
        });

    [Fact]
    public Task An_entity_has_at_most_252_properties_of_its_own() =>
        Check(async () =>
        {
            var table = await NewTable();
            await table.AddEntityAsync(With(new TableEntity("p", "r"), 252), Cancellation);
            await Refuses(400, "TooManyProperties", () => table.AddEntityAsync(With(new TableEntity("p", "s"), 253), Cancellation));
            static TableEntity With(TableEntity entity, int count)
            {
                for (var index = 0; index < count; index++)
                    entity[$"P{index}"] = index;
                return entity;
            }
        });

    [Fact]
    public Task A_string_holds_32_thousand_characters_and_bytes_64_kibibytes() =>
        Check(async () =>
        {
            var table = await NewTable();
            await table.AddEntityAsync(
                new TableEntity("p", "r") { ["S"] = new string('x', 32 * 1024), ["B"] = new byte[64 * 1024] },
                Cancellation
            );
            await Refuses(
                400,
                "PropertyValueTooLarge",
                () => table.AddEntityAsync(new TableEntity("p", "s") { ["S"] = new string('x', (32 * 1024) + 1) }, Cancellation)
            );
            await Refuses(
                400,
                "PropertyValueTooLarge",
                () => table.AddEntityAsync(new TableEntity("p", "s") { ["B"] = new byte[(64 * 1024) + 1] }, Cancellation)
            );
        });

    [Fact]
    public Task An_entity_holds_one_mebibyte() =>
        Check(async () =>
        {
            var table = await NewTable();
            await table.AddEntityAsync(Large("r", 15), Cancellation);
            await Refuses(400, "EntityTooLarge", () => table.AddEntityAsync(Large("s", 17), Cancellation));
            static TableEntity Large(string row, int strings)
            {
                var entity = new TableEntity("p", row);
                for (var index = 0; index < strings; index++)
                    entity[$"S{index}"] = new string('x', 32_000);
                return entity;
            }
        });

    [Fact]
    public Task A_time_before_1601_is_refused() =>
        Check(async () =>
        {
            var table = await NewTable();
            await Refuses(
                400,
                "OutOfRangeInput",
                () =>
                    table.AddEntityAsync(
                        new TableEntity("p", "r") { ["At"] = new DateTimeOffset(1600, 12, 31, 0, 0, 0, TimeSpan.Zero) },
                        Cancellation
                    )
            );
        });

    [Fact]
    public Task Rows_come_in_the_order_of_their_keys() =>
        Check(async () =>
        {
            var table = await NewTable();
            string[] keys = ["b", "a", "B", "a1", "", "\u00e9", "_", "10", "9", "\uFF61", "\U0001F600"];
            foreach (var key in keys)
                await table.AddEntityAsync(new TableEntity("p", key), Cancellation);
            var read = (await Query(table, "PartitionKey eq 'p'")).ConvertAll(entity => entity.RowKey);
            Assert.Equal(keys.Order(StringComparer.Ordinal), read);
        });

    [Theory]
    [InlineData("Number gt 5", "6,7,8,9")]
    [InlineData("Number ge 3 and Number lt 5", "3,4")]
    [InlineData("Number eq 1 or Number eq 8", "1,8")]
    [InlineData("not (Number lt 8)", "8,9")]
    [InlineData("Number ne 0 and (Number le 1 or Number ge 9)", "1,9")]
    [InlineData("Big eq 3000000000L", "3")]
    [InlineData("Half eq 2.5", "5")]
    [InlineData("Even", "0,2,4,6,8")]
    [InlineData("Even eq false and Number gt 6", "7,9")]
    [InlineData("At lt datetime'2026-01-03T00:00:00Z'", "0,1")]
    [InlineData("Id eq guid'00000000-0000-0000-0000-000000000004'", "4")]
    [InlineData("Bytes eq X'07'", "7")]
    [InlineData("Name eq 'n''3'", "3")]
    [InlineData("Name gt 'n''7'", "8,9")]
    [InlineData("PartitionKey eq 'p' and RowKey ge '3' and RowKey lt '5'", "3,4")]
    [InlineData("PartitionKey eq 'p' and (RowKey eq '2' or RowKey eq '7')", "2,7")]
    [InlineData("PartitionKey gt 'p'", "")]
    [InlineData("PartitionKey eq 'p' and RowKey gt '8' or Number eq 0", "0,9")]
    [InlineData("Missing eq 1", "")]
    [InlineData("not (Missing eq 1) and Number lt 2", "0,1")]
    [InlineData("Timestamp gt datetime'2020-01-01T00:00:00Z' and Number eq 5", "5")]
    public Task A_filter_picks_the_rows_it_says(string filter, string rows) =>
        Check(
            async () =>
            {
                var table = await NewTable();
                for (var index = 0; index < 10; index++)
                {
                    var entity = new TableEntity("p", $"{index}")
                    {
                        ["Number"] = index,
                        ["Big"] = index * 1_000_000_000L,
                        ["Half"] = index / 2.0,
                        ["Even"] = index % 2 == 0,
                        ["At"] = new DateTimeOffset(2026, 1, 1 + index, 0, 0, 0, TimeSpan.Zero),
                        ["Id"] = new Guid(0, 0, 0, [0, 0, 0, 0, 0, 0, 0, (byte)index]),
                        ["Bytes"] = new[] { (byte)index },
                        ["Name"] = $"n'{index}",
                    };
                    await table.AddEntityAsync(entity, Cancellation);
                }

                Assert.Equal(rows, string.Join(',', (await Query(table, filter)).Select(entity => entity.RowKey)));
            },
            $"{nameof(A_filter_picks_the_rows_it_says)}({filter})"
        );

    [Theory]
    [InlineData("Number gt")]
    [InlineData("Number eq 'open")]
    [InlineData("(Number eq 1")]
    [InlineData("Number like 'a'")]
    public Task A_filter_that_is_none_is_refused(string filter) =>
        Check(
            async () =>
            {
                var table = await NewTable();
                await Refuses(400, "InvalidInput", () => Query(table, filter));
            },
            $"{nameof(A_filter_that_is_none_is_refused)}({filter})"
        );

    [Fact]
    public Task Select_gives_only_the_named_properties() =>
        Check(async () =>
        {
            var table = await NewTable();
            await table.AddEntityAsync(
                new TableEntity("p", "r")
                {
                    ["A"] = 1,
                    ["B"] = 2L,
                    ["C"] = 3,
                },
                Cancellation
            );
            var read = Assert.Single(await Query(table, "PartitionKey eq 'p'", select: ["RowKey", "B"]));
            Assert.Equal(2L, read["B"]);
            Assert.False(read.ContainsKey("A"));
            Assert.Null(read.PartitionKey);
        });

    [Fact]
    public Task A_page_holds_a_thousand_and_the_next_goes_on() =>
        Check(async () =>
        {
            var table = await NewTable();
            for (var start = 0; start < 1100; start += 100)
            {
                await table.SubmitTransactionAsync(
                    Enumerable
                        .Range(start, 100)
                        .Select(index => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", $"{index:0000}"))),
                    Cancellation
                );
            }

            var pages = new List<int>();
            var rows = new List<string>();
            await foreach (var page in table.QueryAsync<TableEntity>(cancellationToken: Cancellation).AsPages())
            {
                pages.Add(page.Values.Count);
                rows.AddRange(page.Values.Select(entity => entity.RowKey));
            }

            Assert.Equal([1000, 100], pages);
            Assert.Equal(Enumerable.Range(0, 1100).Select(index => $"{index:0000}"), rows);
        });

    [Fact]
    public Task A_page_size_is_kept_over_partitions() =>
        Check(async () =>
        {
            var table = await NewTable();
            foreach (var partition in new[] { "a", "b", "c" })
            {
                foreach (var row in new[] { "1", "2" })
                    await table.AddEntityAsync(new TableEntity(partition, row), Cancellation);
            }

            var pages = new List<string>();
            await foreach (
                var page in table.QueryAsync<TableEntity>(filter: "RowKey ge '1'", maxPerPage: 4, cancellationToken: Cancellation).AsPages()
            )
                pages.Add(string.Join(',', page.Values.Select(entity => entity.PartitionKey + entity.RowKey)));
            Assert.Equal(["a1,a2,b1,b2", "c1,c2"], pages);
        });

    protected static async Task<List<TableEntity>> Query(TableClient table, string filter, IEnumerable<string>? select = null)
    {
        var entities = new List<TableEntity>();
        await foreach (var entity in table.QueryAsync<TableEntity>(filter, select: select, cancellationToken: Cancellation))
            entities.Add(entity);
        return entities;
    }

    private async Task<List<string>> Names()
    {
        var names = new List<string>();
        await foreach (var table in Storage.Tables.QueryAsync(cancellationToken: Cancellation))
            names.Add(table.Name);
        return names;
    }
}
