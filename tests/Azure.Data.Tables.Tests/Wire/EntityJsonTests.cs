using System.Text;
using System.Text.Json;
using Azure.Data.Tables.Connection;
using Azure.Data.Tables.Entities;

namespace Azure.Data.Tables.Tests.Wire;

public sealed class EntityJsonTests
{
    private static string Written<T>(T entity)
        where T : ITableEntity
    {
        var body = new PooledBody();
        EntityJson.Append(body, entity);
        return Encoding.UTF8.GetString(body.Written.Span);
    }

    private static TableEntity Read(string json) => EntityReader.ReadOne<TableEntity>(Encoding.UTF8.GetBytes(json));

    [Fact]
    public void Types_that_JSON_does_not_tell_are_annotated()
    {
        var entity = new TableEntity("p", "r")
        {
            ["S"] = "é\u2028'\"",
            ["I"] = 1,
            ["L"] = -2L,
            ["D"] = 5.0,
            ["B"] = true,
            ["M"] = new DateTimeOffset(2024, 2, 29, 13, 0, 0, TimeSpan.FromHours(1)),
            ["G"] = Guid.Empty,
            ["X"] = new byte[] { 255 },
        };

        var json = JsonDocument.Parse(Written(entity)).RootElement;

        Assert.Equal(
            [
                "PartitionKey=p",
                "RowKey=r",
                "S=é\u2028'\"",
                "I=1",
                "L@odata.type=Edm.Int64",
                "L=-2",
                "D@odata.type=Edm.Double",
                "D=5",
                "B=True",
                "M@odata.type=Edm.DateTime",
                "M=2024-02-29T12:00:00.0000000Z",
                "G@odata.type=Edm.Guid",
                "G=00000000-0000-0000-0000-000000000000",
                "X@odata.type=Edm.Binary",
                "X=/w==",
            ],
            json.EnumerateObject().Select(property => $"{property.Name}={property.Value}")
        );
    }

    [Fact]
    public void Nulls_timestamp_and_ETag_are_not_sent()
    {
        var entity = new TableEntity("p", "r")
        {
            ["N"] = null!,
            ETag = new ETag("x"),
            Timestamp = DateTimeOffset.UnixEpoch,
        };

        Assert.Equal("""{"PartitionKey":"p","RowKey":"r"}""", Written(entity));
        Assert.Equal(
            """{"PartitionKey":"p","RowKey":"r"}""",
            Written(
                new Sparse
                {
                    PartitionKey = "p",
                    RowKey = "r",
                    ETag = new ETag("x"),
                }
            )
        );
    }

    [Fact]
    public void Characters_that_end_lines_in_some_languages_are_escaped() =>
        Assert.Contains("\\u2028\\u2029", Written(new TableEntity("p", "r") { ["A"] = "\u2028\u2029" }), StringComparison.Ordinal);

    [Fact]
    public void A_type_without_an_EDM_type_is_refused()
    {
        Assert.Throws<NotSupportedException>(() => Written(new TableEntity("p", "r") { ["A"] = 1.5m }));
        Assert.Throws<NotSupportedException>(() => Written(new TableEntity("p", "r") { ["A"] = Colour.Red }));
        Assert.Throws<NotSupportedException>(() =>
            Written(new TableEntity("p", "r") { ["A"] = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Local) })
        );
    }

    [Fact]
    public void A_refused_entity_leaves_no_trace_in_the_next()
    {
        Assert.Throws<NotSupportedException>(() => Written(new TableEntity("p", "r") { ["A"] = 1.5m }));

        Assert.Equal("""{"PartitionKey":"p","RowKey":"s"}""", Written(new TableEntity("p", "s")));
    }

    [Fact]
    public void An_entity_is_read_by_its_annotations_in_any_order()
    {
        var entity = Read(
            """
            {"odata.metadata":"https://x/$metadata#T/@Element","odata.etag":"W/\"1\"","PartitionKey":"p","RowKey":"r",
             "Timestamp":"2024-02-29T12:00:00.1234567Z",
             "L@odata.type":"Edm.Int64","L":"9223372036854775807",
             "G":"00000000-0000-0000-0000-000000000001","G@odata.type":"Edm.Guid",
             "X@odata.type":"Edm.Binary","D@odata.type":"Edm.Double","X":"AQ==","D":"NaN",
             "E@odata.type":"Edm.Double","E":5,
             "F":5.0,"I":5,"J":5000000000,"B":false,"N":null,
             "M@odata.type":"Edm.DateTime","M":"2024-02-29T12:00:00Z","S@odata.type":"Edm.String","S":"s",
             "Esc\u0061ped@odata.type":"Edm.Int64","Escaped":"1"}
            """
        );

        Assert.Equal(new ETag("W/\"1\""), entity.ETag);
        Assert.Equal(new DateTimeOffset(2024, 2, 29, 12, 0, 0, TimeSpan.Zero).AddTicks(1234567), entity.Timestamp);
        Assert.Equal(long.MaxValue, entity.GetInt64("L"));
        Assert.Equal(new Guid("00000000-0000-0000-0000-000000000001"), entity.GetGuid("G"));
        Assert.Equal([1], entity.GetBinary("X"));
        Assert.Equal([1], entity.GetBinaryData("X")!.ToArray());
        Assert.Equal(double.NaN, entity.GetDouble("D"));
        Assert.Equal(5.0, entity.GetDouble("E"));
        Assert.Equal(5.0, entity.GetDouble("F"));
        Assert.Equal(5, entity.GetInt32("I"));
        Assert.Equal(5000000000L, entity.GetInt64("J"));
        Assert.False(entity.GetBoolean("B"));
        Assert.Null(entity["N"]);
        Assert.Equal(new DateTime(2024, 2, 29, 12, 0, 0, DateTimeKind.Utc), entity.GetDateTime("M"));
        Assert.Equal("s", entity.GetString("S"));
        Assert.Equal(1L, entity.GetInt64("Escaped"));
        Assert.False(entity.ContainsKey("odata.metadata"));
    }

    [Fact]
    public void A_typed_entity_leaves_what_it_cannot_hold_alone()
    {
        var entity = EntityReader.ReadOne<EveryType>(
            """{"odata.etag":"e","PartitionKey":"p","RowKey":"r","Other":{"a":[1]},"Colour":"Blue","Ignored":"x","Text":null,"Large":7}"""u8
        );

        Assert.Equal(("p", "r", new ETag("e")), (entity.PartitionKey, entity.RowKey, entity.ETag));
        Assert.Equal((Colour.Red, null, null, 7L), (entity.Colour, entity.Ignored, entity.Text, entity.Large));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"value\":3}")]
    [InlineData("{}")]
    public void An_answer_that_is_no_page_is_refused(string json) =>
        Assert.Throws<JsonException>(() => EntityReader.ReadPage<TableEntity>(Encoding.UTF8.GetBytes(json)));

    private sealed class Sparse : ITableEntity
    {
        string ITableEntity.PartitionKey
        {
            get => PartitionKey!;
            set => PartitionKey = value;
        }

        string ITableEntity.RowKey
        {
            get => RowKey!;
            set => RowKey = value;
        }

        internal string? PartitionKey { get; set; }
        internal string? RowKey { get; set; }
        public DateTimeOffset? Timestamp { get; set; }
        public ETag ETag { get; set; }
        public int? Nothing { get; set; }
    }
}
