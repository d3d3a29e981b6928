namespace Azure.Data.Tables.Tests;

public sealed class TableEntityTests
{
    [Fact]
    public void It_is_a_dictionary_of_its_properties_and_keys()
    {
        var entity = new TableEntity(new Dictionary<string, object> { ["A"] = 1 }) { PartitionKey = "p", RowKey = "r" };
        entity.Add("B", "two");

        Assert.Equal(["A", "PartitionKey", "RowKey", "B"], entity.Keys);
        Assert.Equal("p", entity["PartitionKey"]);
        Assert.True(entity.TryGetValue("B", out var two));
        Assert.Equal("two", two);
        Assert.True(entity.Remove("A"));
        Assert.Equal(3, entity.Count);
        Assert.Contains(new KeyValuePair<string, object>("B", "two"), entity);
        Assert.Null(entity["Missing"]);
    }

    [Fact]
    public void A_getter_of_another_type_throws_and_of_a_missing_property_gives_null()
    {
        var entity = new TableEntity { ["A"] = "text" };

        Assert.Throws<InvalidOperationException>(() => entity.GetInt32("A"));
        Assert.Throws<InvalidOperationException>(() => entity.GetBinary("A"));
        Assert.Null(entity.GetInt32("B"));
        Assert.Null(entity.GetBinaryData("B"));
        Assert.Equal(default, entity.ETag);
        Assert.Null(entity.Timestamp);
    }

    [Fact]
    public void Moments_are_read_as_either_type()
    {
        var utc = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var entity = new TableEntity { ["A"] = utc, ["B"] = new DateTimeOffset(utc).ToOffset(TimeSpan.FromHours(1)) };

        Assert.Equal(new DateTimeOffset(utc), entity.GetDateTimeOffset("A"));
        Assert.Equal(utc, entity.GetDateTime("B"));
        Assert.Equal(DateTimeKind.Utc, entity.GetDateTime("B")!.Value.Kind);
    }

    [Fact]
    public void Setting_keeps_the_type_that_a_property_has()
    {
        var entity = new TableEntity
        {
            ["L"] = 1L,
            ["D"] = 1.0,
            ["I"] = 1,
        };
        entity["L"] = 2;
        entity["D"] = 2;
        entity["I"] = 3L;

        Assert.Equal((2L, 2.0, 3L), (entity["L"], entity["D"], entity["I"]));
        var fault = Assert.Throws<InvalidOperationException>(() => entity["L"] = "secret");
        Assert.DoesNotContain("secret", fault.Message, StringComparison.Ordinal);
    }
}
