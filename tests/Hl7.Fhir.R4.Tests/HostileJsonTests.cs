using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Hl7.Fhir.Tests;

/// <summary>JSON that is meant to harm: refused with an issue or a JsonException, quickly, and never with another exception.</summary>
public sealed class HostileJsonTests
{
    private const string Start = """{"resourceType":"Patient",""";

    [Theory]
    [InlineData("""{"resourceType":"Patient","active":true,}""")]
    [InlineData("""{"resourceType":"Patient"/* x */}""")]
    [InlineData("""{"resourceType":"Patient","multipleBirthInteger":NaN}""")]
    [InlineData("""{"resourceType":"Patient","multipleBirthInteger":01}""")]
    [InlineData("\uFEFF{\"resourceType\":\"Patient\"}")]
    [InlineData("""{"resourceType":"Patient","active":tr""")]
    [InlineData("")]
    public void What_is_not_JSON_throws_JsonException(string text) => Assert.ThrowsAny<JsonException>(() => Reading.Issues(text));

    [Theory]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(100_000)]
    public void Deep_nesting_throws_JsonException(int depth) =>
        Assert.ThrowsAny<JsonException>(() =>
            Reading.Issues(Start + "\"extension\":" + string.Concat(Enumerable.Repeat("[{\"extension\":", depth)))
        );

    [Theory]
    [InlineData("C328")]
    [InlineData("C0AF")]
    [InlineData("EDA080")]
    [InlineData("FF")]
    public void Bytes_that_are_not_UTF8_are_an_issue(string hex)
    {
        byte[] json = [.. Encoding.UTF8.GetBytes(Start + "\"name\":[{\"family\":\""), .. Convert.FromHexString(hex), .. "\"}]}"u8];
        Assert.Equal(["R4JSON201 Patient.name[0].family"], Reading.Issues(json));
    }

    [Theory]
    [InlineData("\\ud800", "R4JSON201")]
    [InlineData("\\udfff", "R4JSON201")]
    [InlineData("a\\u0000b", "R4JSON202")]
    [InlineData("a\\u001fb", "R4JSON202")]
    public void An_escape_that_is_no_text_is_an_issue(string escape, string code) =>
        Assert.Equal([code + " Patient.name[0].family"], Reading.Issues(Start + "\"name\":[{\"family\":\"" + escape + "\"}]}"));

    [Fact]
    public void A_lone_surrogate_in_an_id_is_no_id() =>
        Assert.Contains("PVAL109 Patient.id", Reading.Issues(Start + "\"id\":\"\\ud800\"}"));

    [Theory]
    [InlineData("1e400")]
    [InlineData("1e99999999999")]
    public void A_number_beyond_a_computers_range_is_an_issue(string number) =>
        Assert.Equal(
            ["JSON108 Observation.value.value"],
            Reading.Issues(
                """{"resourceType":"Observation","status":"final","code":{"text":"x"},"valueQuantity":{"value":""" + number + "}}"
            )
        );

    [Fact]
    public void A_number_of_a_million_digits_is_refused_at_once()
    {
        var watch = Stopwatch.StartNew();
        var issues = Reading.Issues(Start + "\"multipleBirthInteger\":" + new string('7', 1_000_000) + "}");
        Assert.Equal(["JSON108 Patient.multipleBirth"], issues);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void A_string_of_five_megabytes_is_an_issue() =>
        Assert.Equal(
            ["PVAL119 Patient.name[0].family"],
            Reading.Issues(Start + "\"name\":[{\"family\":\"" + new string('x', 5_000_000) + "\"}]}")
        );

    [Fact]
    public void A_hundred_thousand_unknown_names_end_in_a_bounded_list_of_issues()
    {
        var names = string.Join(',', Enumerable.Range(0, 100_000).Select(i => $"\"x{i}\":1"));
        var issues = Reading.Issues(Start + names + "}");
        Assert.Equal(1001, issues.Length);
        Assert.Equal("R4JSON204 Patient", issues[^1]);
    }

    [Fact]
    public void A_property_name_of_a_megabyte_is_one_short_issue()
    {
        RoundTrip.Read(Encoding.UTF8.GetBytes(Start + "\"" + new string('n', 1_000_000) + "\":1}"), out var issues);
        Assert.True(Assert.Single(issues).Message.Length < 200);
    }

    [Fact]
    public void Resources_contained_in_contained_ones_are_refused() =>
        Assert.Contains(
            "PVAL118 Patient.contained[0].ofType(Patient).contained[0]",
            Reading.Issues(
                Start + """ "contained":[{"resourceType":"Patient","id":"a","contained":[{"resourceType":"Patient","id":"b"}]}]}"""
            )
        );

    [Fact]
    public void Ten_thousand_contained_resources_are_read_in_a_moment()
    {
        var watch = Stopwatch.StartNew();
        var contained = string.Join(
            ',',
            Enumerable.Range(0, 10_000).Select(i => $$"""{"resourceType":"Organization","id":"o{{i}}","name":"x"}""")
        );
        var references = string.Join(',', Enumerable.Range(0, 10_000).Select(i => $$"""{"reference":"#o{{i}}"}"""));
        Assert.Empty(Reading.Issues(Start + $"\"contained\":[{contained}],\"generalPractitioner\":[{references}]}}"));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData("<div xmlns='http://www.w3.org/1999/xhtml'><script>x</script></div>", "PVAL115")]
    [InlineData("<div onclick='x'>x</div>", "PVAL115")]
    [InlineData("<div><a href='JavaScript:x'>x</a></div>", "PVAL115")]
    [InlineData("<div><b>x</div>", "PVAL114")]
    [InlineData("<div>x</div><div>y</div>", "PVAL114")]
    [InlineData("<div>x & y</div>", "PVAL114")]
    [InlineData("text", "PVAL114")]
    [InlineData("<div> </div>", "R4INV-txt-2")]
    [InlineData("<!DOCTYPE x [<!ENTITY y 'z'>]><div>&y;</div>", "PVAL114")]
    public void A_narrative_that_is_not_plain_XHTML_is_refused(string div, string code) =>
        Assert.Equal([code + " Patient.text.div"], Reading.Issues(Start + "\"text\":{\"status\":\"generated\",\"div\":\"" + div + "\"}}"));
}
