using System.Text;
using IntegrationHub.Errors;
using IntegrationHub.Fhir;

namespace IntegrationHub.Tests.Fhir;

public sealed class JsonScanTests
{
    private static readonly JsonLimits Limits = new();

    [Fact]
    public void The_place_of_each_entrys_resource_is_exact_to_the_byte()
    {
        const string First = """{ "resourceType" : "Patient", "name":[{"family":"Ünï\u00e7ode 😀"}] }""";
        const string Second = """{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Basic"}}]}""";
        var text = $$$"""
            { "resourceType":"Bundle", "é": "😀", "type":"batch",
              "entry" : [ {"fullUrl":"urn:x","resource": {{{First}}} , "request":{"resource":{"not":"this"}} },
                {"request":{"method":"DELETE"}},{"resource":"no object"},{"resource":[{"no":"object"}]},
                { "resource":{{{Second}}}}],
              "other":[{"resource":{"not":"this"}}] }
            """;
        var bytes = Encoding.UTF8.GetBytes(text);

        var scan = JsonScan.Run(bytes, Limits);

        Assert.Null(scan.Error);
        Assert.Equal([First, null, null, null, Second], scan.ResourceRanges.Select(range => Slice(bytes, range)));
    }

    [Fact]
    public void Ranges_hold_however_the_text_is_spaced()
    {
        var random = new Random(20260301);
        for (var round = 0; round < 200; round++)
        {
            var resources = Enumerable
                .Range(0, random.Next(0, 6))
                .Select(n =>
                    $"{{{Space(random)}\"resourceType\":\"Basic\",\"id\":\"{n}{new string('é', random.Next(5))}\"{Space(random)}}}"
                )
                .ToList();
            var entries = resources.Select(one =>
                $"{Space(random)}{{\"a\":1,{Space(random)}\"resource\"{Space(random)}:{Space(random)}{one}}}"
            );
            var bytes = Encoding.UTF8.GetBytes($"{{\"entry\":[{string.Join(',', entries)}{Space(random)}]}}");

            var scan = JsonScan.Run(bytes, Limits);

            Assert.Equal(resources, scan.ResourceRanges.Select(range => Slice(bytes, range)));
        }
    }

    [Fact]
    public void Each_limit_is_met_at_the_limit_and_refused_one_beyond()
    {
        var limits = new JsonLimits
        {
            MaxBytes = 100_000,
            MaxDepth = 10,
            MaxNodes = 1000,
            MaxProperties = 100,
            MaxStringBytes = 2000,
            MaxNameBytes = 70,
            MaxNumberBytes = 25,
            MaxEntries = 3,
        };
        AssertEdge(ErrorCatalogue.BodyTooLarge, n => $"{{}}{new string(' ', n)}", 100_000 - 2);
        AssertEdge(ErrorCatalogue.TooDeep, n => $"{{\"a\":{new string('[', n)}{new string(']', n)}}}", 9);
        AssertEdge(ErrorCatalogue.TooManyNodes, n => $"{{\"a\":[{string.Join(',', Enumerable.Repeat("0", n))}]}}", 1000 - 5);
        AssertEdge(ErrorCatalogue.TooManyNodes, n => $"{{{string.Join(',', Enumerable.Range(0, n).Select(i => $"\"p{i}\":0"))}}}", 100);
        AssertEdge(ErrorCatalogue.TextTooLong, n => $"{{\"a\":\"{new string('a', n)}\"}}", 2000);
        AssertEdge(ErrorCatalogue.TextTooLong, n => $"{{\"{new string('a', n)}\":0}}", 70);
        AssertEdge(ErrorCatalogue.NumberOutOfRange, n => $"{{\"a\":0.{new string('1', n)}}}", 23);
        AssertEdge(ErrorCatalogue.TooManyEntries, n => $"{{\"entry\":[{string.Join(',', Enumerable.Repeat("{}", n))}]}}", 3);

        void AssertEdge(ErrorKind kind, Func<int, string> text, int most)
        {
            Assert.Null(JsonScan.Run(Encoding.UTF8.GetBytes(text(most)), limits).Error);
            Assert.Equal(kind, JsonScan.Run(Encoding.UTF8.GetBytes(text(most + 1)), limits).Error?.Kind);
        }
    }

    [Theory]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"a":1,"\u0061":2}""")]
    [InlineData("""{"x":[{"y":{"a":1,"b":2,"a":3}}]}""")]
    [InlineData("""{"é":1,"\u00e9":2}""")]
    public void A_property_named_twice_in_one_object_is_refused(string text) =>
        Assert.Equal(ErrorCatalogue.DuplicateProperty, JsonScan.Run(Encoding.UTF8.GetBytes(text), Limits).Error?.Kind);

    [Fact]
    public void A_property_named_twice_is_found_among_many_too()
    {
        foreach (var at in new[] { 0, 31, 32, 33, 500 })
        {
            var names = Enumerable.Range(0, 501).Select(n => $"\"p{n}\":{{\"p{n}\":0}}");
            var text = $"{{{string.Join(',', names)},\"p{at}\":0}}";
            Assert.Equal(ErrorCatalogue.DuplicateProperty, JsonScan.Run(Encoding.UTF8.GetBytes(text), Limits).Error?.Kind);
        }
    }

    [Theory]
    [InlineData("""{"a":{"n":1},"b":{"n":1},"n":1}""")]
    [InlineData("""{"a":1,"A":2}""")]
    [InlineData("""{"a":[{"x":1},{"x":1}]}""")]
    public void The_same_name_in_different_objects_is_sound(string text) =>
        Assert.Null(JsonScan.Run(Encoding.UTF8.GetBytes(text), Limits).Error);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("{'a':1}")]
    [InlineData("""{"a":1,}""")]
    [InlineData("""{"a":+1}""")]
    [InlineData("""{"a":.5}""")]
    [InlineData("""{"a":"tab	"}""")]
    [InlineData("""{"a":Infinity}""")]
    public void What_is_not_one_JSON_document_is_refused(string text) =>
        Assert.Equal(ErrorCatalogue.NotJson, JsonScan.Run(Encoding.UTF8.GetBytes(text), Limits).Error?.Kind);

    [Fact]
    public void A_range_is_never_that_of_something_else_after_a_resource_that_is_no_object()
    {
        var bytes = """{"entry":[{"resource":"no object"}],"other":[{"x":{"not":"this"}}]}"""u8.ToArray();
        Assert.Equal([null], JsonScan.Run(bytes, Limits).ResourceRanges);
    }

    /// <summary>Names of the same length that differ in one place only, wherever it is.</summary>
    [Fact]
    public void Different_names_are_never_taken_for_the_same()
    {
        for (var length = 1; length <= 40; length++)
        {
            var names = Enumerable.Range(0, length).Select(at => new string('a', at) + 'b' + new string('a', length - at - 1));
            var text = $"{{\"{new string('a', length)}\":0,{string.Join(',', names.Select(name => $"\"{name}\":0"))}}}";
            Assert.Null(JsonScan.Run(Encoding.UTF8.GetBytes(text), Limits).Error);
        }
    }

    private static string? Slice(byte[] bytes, ByteRange? range) =>
        range is { } at ? Encoding.UTF8.GetString(bytes, at.Offset, at.Length) : null;

    private static string Space(Random random) => new(' ', random.Next(3));
}
