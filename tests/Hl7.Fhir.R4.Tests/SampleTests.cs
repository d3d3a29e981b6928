using IntegrationHub.Testing;

namespace Hl7.Fhir.Tests;

/// <summary>Messages that others published: what is valid comes back the same, and nothing is lost from what is not.</summary>
public sealed class SampleTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("uk-core")]
    [InlineData("bars-1.4.0")]
    [InlineData("pds")]
    [InlineData("immunisation-api")]
    [InlineData("mns-signals")]
    [InlineData("uk-frameworks")]
    [InlineData("fhir-candle-subscriptions")]
    [InlineData("synthea")]
    public void Published_messages_read_and_write_back_to_the_same_JSON(string folder)
    {
        var path = SharedMaterial.TryFind("samples/" + folder);
        Assert.SkipWhen(path is null, $"samples/{folder} is not beside the repository.");
        var trips = Directory.GetFiles(path, "*.json").Order(StringComparer.Ordinal).Select(RoundTrip.Of).ToList();
        var valid = trips.Where(trip => trip.Issues.Count == 0).ToList();
        output.WriteLine($"{folder}: {trips.Count} files, {valid.Count} without an issue");
        foreach (var trip in trips.Where(trip => trip.Issues.Count > 0 || trip.Difference is not null))
            output.WriteLine(trip.ToString());
        Assert.All(valid, trip => Assert.Null(trip.Difference));
        Assert.NotEmpty(trips);
    }
}
