using System.Text.Json;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using IntegrationHub.Cli.Demonstration;

namespace IntegrationHub.Cli.Tests.Demonstration;

public sealed class DemonstrationFhirTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 4, 9, 30, 0, TimeSpan.Zero);

    [Fact]
    public void Every_bundle_of_the_day_is_valid_R4()
    {
        var bundles = DemonstrationDay
            .Make(1, Now)
            .Stages.SelectMany(stage => stage.Messages)
            .Where(each => each.Message.Path == "fhir")
            .Select(each => each.Message.Body)
            .ToList();

        Assert.NotEmpty(bundles);
        foreach (var bundle in bundles)
            AssertValid(bundle);
    }

    [Fact]
    public void A_whole_life_of_rounds_is_valid_R4_too()
    {
        var person = SyntheticPerson.Make(new Random(3), 0, DemonstrationPlace.All[0], "X90001", new DateOnly(2026, 5, 4));

        var bundle = AssertValid(GpBundle.Write(new Random(3), person, Now, indented: false, rounds: 40));

        Assert.Equal(1 + 40 * 9, bundle.Entry.Count);
    }

    private static Bundle AssertValid(byte[] body)
    {
        var reader = new Utf8JsonReader(body);
        var sound = new FhirJsonPocoDeserializer().TryDeserializeResource(ref reader, out var resource, out var issues);

        Assert.Empty(issues.Select(issue => issue.Message));
        Assert.True(sound);
        return Assert.IsType<Bundle>(resource);
    }
}
