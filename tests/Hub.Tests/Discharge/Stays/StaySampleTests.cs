using Hl7.Fhir.Model;
using IntegrationHub.Discharge.Stays;
using IntegrationHub.Testing;

namespace IntegrationHub.Tests.Discharge.Stays;

/// <summary>What published messages say of stays.</summary>
public sealed class StaySampleTests
{
    /// <summary>Every sample as one message: files, the statements they make, and the kinds of facts in these.</summary>
    [Fact]
    public void Published_samples_tell_of_the_stays_that_are_in_them()
    {
        if (SharedMaterial.TryFind("samples") is not { } folder)
        {
            Assert.Skip("The samples are not beside the repository.");
            return;
        }

        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var file in System.IO.Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories))
        {
            if (Message(file) is not { Count: > 0 } resources)
                continue;
            var telling = Telling.Of(AdtTrigger.Of(resources.OfType<MessageHeader>().FirstOrDefault()), "RX1", resources);
            Assert.True(StayRows.Fit(telling.Told), file);
            foreach (var statement in telling.Told)
            {
                Count("statements");
                foreach (var fact in statement.Facts)
                    Count(fact.Kind.ToString());
            }

            void Count(string what) => counts[what] = counts.GetValueOrDefault(what) + 1;
        }

        foreach (var (what, count) in counts)
            TestContext.Current.TestOutputHelper!.WriteLine($"{count, 6} {what}");
        Assert.Equal((10, 10, 10), (counts["statements"], counts["Admitted"], counts["Discharged"]));
        Assert.Equal(3, counts.Count);
    }

    [Theory]
    [InlineData("Encounter-ADT_A03-final.json", "Admitted 03-30T10:00 RCB55 82 from:79|Discharged 03-31T16:15 to:19")]
    [InlineData("Encounter-ADT_A03-initial-version.json", "Admitted 03-30T10:00 RCB55 82 from:79|Discharged 03-31T16:15 to:19")]
    public void An_A03_in_FHIR_is_an_admission_and_a_discharge(string name, string facts)
    {
        if (SharedMaterial.TryFind("samples/uk-frameworks") is not { } folder)
        {
            Assert.Skip("The samples are not beside the repository.");
            return;
        }

        var file = Assert.Single(System.IO.Directory.GetFiles(folder, name, SearchOption.AllDirectories));
        Assert.Equal(facts, string.Join('|', Telling.Lines(Assert.Single(Telling.Of("A03", "RX1", Message(file)!).Told).Facts)));
    }

    /// <summary>Null for what cannot be read as FHIR R4 at all.</summary>
    private static IReadOnlyList<Resource>? Message(string file)
    {
        Resource? resource = null;
        try
        {
            resource = Telling.TryRead(File.ReadAllBytes(file));
        }
        catch (System.Text.Json.JsonException)
        {
            // Some published test cases are broken on purpose: what is no JSON never comes so far.
            TestContext.Current.TestOutputHelper!.WriteLine($"no JSON: {Path.GetFileName(file)}");
        }

        var resources = resource is Bundle bundle ? bundle.Entry.Select(entry => entry.Resource).OfType<Resource>() : [resource!];
        return resource is null ? null : [.. resources.Where(one => one.Id is not null).DistinctBy(one => (one.TypeName, one.Id))];
    }
}
