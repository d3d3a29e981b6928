using IntegrationHub.Errors;
using IntegrationHub.Tests.Intake;

namespace IntegrationHub.Tests.Fhir;

/// <summary>What R4 allows and the hub does not take as it is, written plainly and with JSON's escapes: found alike.</summary>
public sealed class HubReadingTests
{
    private const string Drift = "https://fhir.nhs.uk/id/nhs-number";
    private const string Picture = "\"photo\":[{\"contentType\":\"image/png\",\"data\":";

    [Theory]
    [InlineData("\"identifier\":[{\"system\":\"" + Drift + "\",\"value\":\"9990000018\"}]", "INT123 identifier.system")]
    [InlineData(
        "\"identifier\":[{\"system\":\"https:\\/\\/fhir.nhs.uk\\/id\\/nhs-number\",\"value\":\"9990000018\"}]",
        "INT123 identifier.system"
    )]
    [InlineData(
        "\"identifier\":[{\"system\":\"https://fhir.nhs.uk/\\u0069d/nhs-number\",\"value\":\"9990000018\"}]",
        "INT123 identifier.system"
    )]
    [InlineData("\"identifier\":[{\"\\u0073ystem\":\"" + Drift + "\",\"value\":\"9990000018\"}]", "INT123 identifier.system")]
    [InlineData(
        "\"identifier\":[{\"system\":\"https://fhir.hl7.org.uk/Id/ODS\\u002dcode\",\"value\":\"X90001\"}]",
        "INT123 identifier.system"
    )]
    [InlineData(Picture + "\"QUJD\\nQUJD\"}]", "INT125 photo.data")]
    [InlineData(Picture + "\"QUJD QUJD\"}]", "INT125 photo.data")]
    [InlineData(Picture + "\"QUJD\\u000aQUJD\"}]", "INT125 photo.data")]
    [InlineData(Picture + "\"QUJD\\u0020QUJD\"}]", "INT125 photo.data")]
    [InlineData("\"photo\":[{\"contentType\":\"image/png\",\"d\\u0061ta\":\"QUJD\\nQUJD\"}]", "INT125 photo.data")]
    [InlineData("\"photo\":[{\"contentType\":\"image/png\",\"hash\":\"QUJD\\nQUJD\"}]", "INT125 photo.hash")]
    [InlineData("\"deceasedDateTime\":\"2016-12-31T23:59:60Z\"", "INT124 deceased")]
    [InlineData("\"deceasedDateTime\":\"2016-12-31T23:59\\u003a60Z\"", "INT124 deceased")]
    [InlineData("\"deceasedDateTime\":\"2016-12-31T23:59:\\u0036\\u0030.123456789Z\"", "INT124 deceased")]
    public void It_is_refused_by_strict_and_by_lenient_reading_only_where_it_is_no_drift(string element, string expected)
    {
        var patient = "{\"resourceType\":\"Patient\"," + element + "}";
        var bundle = Interpreted.Bundle("collection", Interpreted.Entry(patient, fullUrl: "urn:uuid:0b5d9f86-57a5-4f2f-9d6e-2f0b3f1b8a01"));

        Assert.Equal([expected], Found(Interpreted.Read(bundle).Errors));
        var lenient = Interpreted.Read(bundle, lenient: true);
        Assert.Equal(expected.StartsWith("INT124", StringComparison.Ordinal) ? [expected] : [], Found(lenient.Errors));
        Assert.Equal(
            expected.StartsWith("INT124", StringComparison.Ordinal) ? [] : [expected],
            Found(lenient.Entries.SelectMany(entry => entry.Warnings))
        );
    }

    [Theory]
    [InlineData("\"identifier\":[{\"system\":\"https:\\/\\/fhir.nhs.uk\\/Id\\/nhs-number-local\",\"value\":\"9990000018\"}]")]
    [InlineData("\"text\":{\"status\":\"generated\",\"div\":\"<div xmlns=\\\"http://www.w3.org/1999/xhtml\\\">at 23:59:60<\\/div>\"}")]
    [InlineData(Picture + "\"QUJD\\/w==\"}]")]
    [InlineData("\"deceasedDateTime\":\"2016-12-31T23:59:59.1234567890123Z\"")]
    public void What_only_looks_like_it_is_taken(string element) =>
        Assert.Empty(
            Interpreted
                .Read(
                    Interpreted.Bundle(
                        "collection",
                        Interpreted.Entry(
                            "{\"resourceType\":\"Patient\"," + element + "}",
                            fullUrl: "urn:uuid:0b5d9f86-57a5-4f2f-9d6e-2f0b3f1b8a01"
                        )
                    )
                )
                .Errors
        );

    private static IEnumerable<string> Found(IEnumerable<HubError> errors) =>
        errors.Select(error =>
            $"{error.Kind.Code} {error.Location!.Replace("Bundle.entry[0].resource.ofType(Patient).", "", StringComparison.Ordinal)}"
        );
}
