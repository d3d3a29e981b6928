using System.Text;
using Azure.Data.Tables.Models;

namespace Azure.Data.Tables.Tests.Filters;

public sealed class FilterFormatTests
{
    [Fact]
    public void Quotes_in_a_value_are_doubled_so_that_it_cannot_end_its_literal()
    {
        var evil = "x' or PartitionKey ne '";

        Assert.Equal("PartitionKey eq 'x'' or PartitionKey ne '''", TableClient.CreateQueryFilter($"PartitionKey eq {evil}"));
        Assert.Equal("A eq ''''", TableClient.CreateQueryFilter($"A eq {'\''}"));
        Assert.Equal("A eq 'it''s'", TableClient.CreateQueryFilter($"A eq {new StringBuilder("it's")}"));
    }

    [Fact]
    public void Braces_and_percents_in_a_value_are_only_text()
    {
        var value = "{0} {{x}} %27 or 1 eq 1";

        Assert.Equal("A eq '{0} {{x}} %27 or 1 eq 1'", TableClient.CreateQueryFilter($"A eq {value}"));
    }

    public static TheoryData<FormattableString, string> Literals() =>
        new()
        {
            { $"A eq {(string?)null}", "A eq null" },
            { $"A eq {true}", "A eq true" },
            { $"A eq {false}", "A eq false" },
            { $"A eq {-5}", "A eq -5" },
            { $"A eq {(byte)5}", "A eq 5" },
            { $"A eq {5L}", "A eq 5L" },
            { $"A eq {ulong.MaxValue}", "A eq 18446744073709551615L" },
            { $"A eq {10.1}", "A eq 10.1" },
            { $"A eq {-5.0}", "A eq -5.0" },
            { $"A eq {1e300}", "A eq 1E+300" },
            { $"A eq {1.5m}", "A eq 1.5" },
            { $"A eq {new Guid("00112233-4455-6677-8899-aabbccddeeff")}", "A eq guid'00112233-4455-6677-8899-aabbccddeeff'" },
            { $"A eq {new byte[] { 1, 10, 255 }}", "A eq X'010AFF'" },
            { $"A eq {new BinaryData(new byte[] { 16 })}", "A eq X'10'" },
            {
                $"A eq {new DateTimeOffset(2024, 2, 29, 13, 0, 0, TimeSpan.FromHours(1)).AddTicks(1)}",
                "A eq datetime'2024-02-29T12:00:00.0000001Z'"
            },
            { $"A eq {new DateTime(2024, 2, 29, 12, 0, 0, DateTimeKind.Utc)}", "A eq datetime'2024-02-29T12:00:00Z'" },
        };

    [Theory]
    [MemberData(nameof(Literals), DisableDiscoveryEnumeration = true)]
    public void Each_type_is_written_as_its_literal(FormattableString filter, string expected) =>
        Assert.Equal(expected, TableClient.CreateQueryFilter(filter));

    [Fact]
    public void A_type_without_a_literal_is_refused_and_its_value_not_repeated()
    {
        var fault = Assert.Throws<ArgumentException>(() => TableClient.CreateQueryFilter($"A eq {new Uri("https://secret.example")}"));

        Assert.Contains("argument 0 from type System.Uri", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_service_client_writes_the_same_filters_with_the_table_name_under_its_own_name()
    {
        Assert.Equal("TableName eq 'a''b'", TableServiceClient.CreateQueryFilter($"TableName eq {"a'b"}"));
        Assert.Equal("TableName ge 'case'", TableServiceClient.CreateQueryFilter((TableItem item) => item.Name.CompareTo("case") >= 0));
    }
}
