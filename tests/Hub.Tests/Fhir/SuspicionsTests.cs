using System.Text;
using IntegrationHub.Fhir;
using IntegrationHub.Testing;

namespace IntegrationHub.Tests.Fhir;

public sealed class SuspicionsTests
{
    private static readonly JsonLimits Limits = new();

    [Theory]
    [InlineData("""{"a":"2016-12-31T23:59:60Z"}""", Suspicions.LeapSecond)]
    [InlineData("""{"a":["23:59:60"]}""", Suspicions.LeapSecond)]
    [InlineData("""{"identifier":[{"system":"https://fhir.nhs.uk/id/nhs-number"}]}""", Suspicions.SystemDrift)]
    [InlineData("""{"system":"https://fhir.hl7.org.uk/Id/ODS-code"}""", Suspicions.SystemDrift)]
    [InlineData("""{"data":"QUJD QUJD"}""", Suspicions.WrappedBase64)]
    [InlineData("""{"data":"QUJD\nQUJD"}""", Suspicions.WrappedBase64)]
    [InlineData("""{"valueBase64Binary":"QUJD\r\nQUJD"}""", Suspicions.WrappedBase64)]
    [InlineData("""{"a":[{"modifierExtension":[]}]}""", Suspicions.ModifierExtension)]
    public void What_the_hub_does_not_take_as_it_is_is_noticed_however_it_is_spelled(string json, Suspicions expected)
    {
        Assert.Equal(expected, Of(json));
        Assert.Equal(expected, Of(json.Replace("/", "\\/", StringComparison.Ordinal)));
        Assert.Equal(expected, Of(Escaped(json, everyLetter: false)));
        Assert.Equal(expected, Of(Escaped(json, everyLetter: true)));
    }

    [Theory]
    [InlineData("""{"value":60,"b":[1,60.5],"text":"at :60"}""")]
    [InlineData("""{"a":"2016-12-31T23:60:00Z","b":"22:60:00","c":"2016-12-31T23:59:06Z"}""")]
    [InlineData("""{"system":"https://fhir.nhs.uk/Id/nhs-number","b":{"system":"https://fhir.nhs.uk/Id/ods-organization-code"}}""")]
    [InlineData("""{"system":"http:\/\/snomed.info\/sct","url":"https://fhir.nhs.uk/id/nhs-number"}""")]
    [InlineData("""{"data":"QUJDQUJD+\/==","title":"a b\nc"}""")]
    [InlineData("""{"a":"modifierExtension"}""")]
    [InlineData("""{"div":"<div>\"\u003c\u00e9 \n<\/div>"}""")]
    public void What_only_looks_like_it_costs_no_walk(string json) => Assert.Equal(Suspicions.None, Of(json));

    /// <summary>The names are a list, so a table of all elements must say that it is whole.</summary>
    [Fact]
    public void Every_element_of_R4_that_is_base64_is_looked_at()
    {
        var table = File.ReadAllLines(Path.Combine(RepositoryRoot.Path, "onebox", "Hl7.Fhir.R4", "Facts", "model.txt"));
        var names = table
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words.Length > 2 && words[2].Split('|').Contains("base64Binary"))
            .Select(words => words[0].Replace("[x]", "Base64Binary", StringComparison.Ordinal))
            .Distinct()
            .ToList();
        Assert.Contains("carrierAIDC", names);
        Assert.All(names, name => Assert.Equal(Suspicions.WrappedBase64, Of($$"""{"{{name}}":"QUJD QUJD"}""")));
    }

    private static Suspicions Of(string json)
    {
        var scan = JsonScan.Run(Encoding.UTF8.GetBytes(json), Limits);
        Assert.Null(scan.Error);
        return scan.Suspicions;
    }

    // Within strings: the first letter, digit or sign of each, or every one, as the escape of its code point.
    private static string Escaped(string json, bool everyLetter)
    {
        var text = new StringBuilder();
        var inString = false;
        var first = true;
        for (var i = 0; i < json.Length; i++)
        {
            if (json[i] == '"')
            {
                inString = !inString;
                first = true;
                text.Append('"');
            }
            else if (json[i] == '\\')
                text.Append(json[i]).Append(json[++i]);
            else if (inString && (first || everyLetter))
            {
                text.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\u{(int)json[i]:x4}");
                first = false;
            }
            else
                text.Append(json[i]);
        }

        return text.ToString();
    }
}
