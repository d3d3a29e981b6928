using System.Linq.Expressions;

namespace Azure.Data.Tables.Tests.Filters;

public sealed class FilterExpressionTests
{
    private static readonly DateTimeOffset Moment = new(2024, 2, 29, 12, 0, 0, TimeSpan.Zero);
    private readonly string _partition = "it's";

    private static string Of(Expression<Func<EveryType, bool>> filter) => TableClient.CreateQueryFilter(filter);

    [Fact]
    public void Operators_become_words_and_operations_stand_in_parentheses()
    {
        Assert.Equal("(PartitionKey eq 'p') and (RowKey ne 'r')", Of(e => e.PartitionKey == "p" && e.RowKey != "r"));
        Assert.Equal("(Whole lt 1) or ((Whole gt 2) and (Whole le 3))", Of(e => e.Whole < 1 || (e.Whole > 2 && e.Whole <= 3)));
        Assert.Equal("not (Whole ge 1)", Of(e => !(e.Whole >= 1)));
    }

    [Fact]
    public void Strings_compare_by_CompareTo_and_Compare_and_Equals()
    {
        Assert.Equal("RowKey ge 'a'", Of(e => e.RowKey.CompareTo("a") >= 0));
        Assert.Equal("RowKey lt 'a'", Of(e => string.Compare(e.RowKey, "a") < 0));
        Assert.Equal("RowKey gt 'a'", Of(e => string.CompareOrdinal(e.RowKey, "a") > 0));
        Assert.Equal("RowKey eq 'a'", Of(e => e.RowKey.Equals("a")));
        Assert.Equal("RowKey eq 'a'", Of(e => string.Equals(e.RowKey, "a")));
    }

    [Fact]
    public void Captured_values_are_written_as_literals_with_quotes_doubled()
    {
        var prefix = "a'b";
        var box = new { Inner = new { Number = 5L } };

        Assert.Equal("PartitionKey eq 'it''s'", Of(e => e.PartitionKey == _partition));
        Assert.Equal("RowKey eq 'a''b-c'", Of(e => e.RowKey == prefix + "-c"));
        Assert.Equal("Large eq 6L", Of(e => e.Large == box.Inner.Number + 1));
        Assert.Equal("Moment ge datetime'2024-02-29T12:00:00Z'", Of(e => e.Moment >= Moment));
    }

    [Fact]
    public void Each_type_is_written_as_its_literal()
    {
        Assert.Equal("Large ge 9223372036854775807L", Of(e => e.Large >= long.MaxValue));
        Assert.Equal("Real ge 10.1", Of(e => e.Real >= 10.1));
        Assert.Equal("Real ge 10.0", Of(e => e.Real >= 10));
        Assert.Equal("Truth eq false", Of(e => e.Truth == false));
        Assert.Equal("Unique eq guid'00000000-0000-0000-0000-000000000000'", Of(e => e.Unique == Guid.Empty));
        Assert.Equal("Date lt datetime'2024-01-01T00:00:00Z'", Of(e => e.Date < new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc)));
        Assert.Equal("Bytes eq X'01FF'", Of(e => e.Bytes == new byte[] { 1, 255 }));
        Assert.Equal("Text eq null", Of(e => e.Text == null));
    }

    [Fact]
    public void A_truth_value_that_is_the_condition_is_compared()
    {
        Assert.Equal("Truth eq true", Of(e => e.Truth));
        Assert.Equal("(not (Truth eq true)) and (Whole eq 1)", Of(e => !e.Truth && e.Whole == 1));
    }

    [Fact]
    public void Nullable_and_renamed_properties_go_by_the_name_in_the_table()
    {
        Assert.Equal("MaybeWhole eq 3", Of(e => e.MaybeWhole == 3));
        Assert.Equal("MaybeWhole gt 3", Of(e => e.MaybeWhole!.Value > 3));
        Assert.Equal("Renamed eq 'x'", Of(e => e.Own == "x"));
        Assert.Equal("Timestamp gt datetime'2024-02-29T12:00:00Z'", Of(e => e.Timestamp > Moment));
    }

    [Fact]
    public void Enums_are_compared_by_the_name_that_is_stored()
    {
        var green = Colour.Green;

        Assert.Equal("Colour eq 'Green'", Of(e => e.Colour == green));
        Assert.Equal("Colour ne 'Red'", Of(e => e.Colour != Colour.Red));
        Assert.Equal("MaybeColour eq 'Red'", Of(e => e.MaybeColour == Colour.Red));
        Assert.Equal("MaybeColour eq null", Of(e => e.MaybeColour == null));
    }

    [Fact]
    public void A_dictionary_entity_is_asked_by_indexer_and_getters()
    {
        static string Dictionary(Expression<Func<TableEntity, bool>> filter) => TableClient.CreateQueryFilter(filter);
        var name = "Section";

        Assert.Equal("A eq 'x'", Dictionary(e => e.GetString("A") == "x"));
        Assert.Equal("A ge 5", Dictionary(e => e.GetInt32("A") >= 5));
        Assert.Equal("Section eq 'x'", Dictionary(e => (string)e[name] == "x"));
        Assert.Equal("Section eq 'x'", Dictionary(e => e[name] as string == "x"));
        Assert.Equal("A eq true", Dictionary(e => e.GetBoolean("A")!.Value));
    }

    [Fact]
    public void What_is_always_true_is_no_filter() => Assert.Equal("", Of(e => true));

    [Fact]
    public void What_OData_cannot_say_is_refused()
    {
        Assert.Throws<NotSupportedException>(() => Of(e => e.RowKey.StartsWith("ab", StringComparison.Ordinal)));
        Assert.Throws<NotSupportedException>(() => Of(e => e.RowKey.Equals("a", StringComparison.OrdinalIgnoreCase)));
        Assert.Throws<NotSupportedException>(() => Of(e => e.Whole + 1 == 2));
        Assert.Throws<NotSupportedException>(() => Of(e => e.RowKey.Length == 2));
        Assert.Throws<InvalidOperationException>(() => Of(e => e.Duration == TimeSpan.Zero));
    }
}
