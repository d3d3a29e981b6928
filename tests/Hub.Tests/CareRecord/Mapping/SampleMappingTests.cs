using System.Collections.Concurrent;
using Hl7.Fhir.Model;
using IntegrationHub.CareRecord;
using IntegrationHub.CareRecord.Mapping;
using IntegrationHub.Testing;

namespace IntegrationHub.Tests.CareRecord.Mapping;

/// <summary>Resources that other people wrote, valid or not.</summary>
public sealed class SampleMappingTests
{
    private static readonly ConcurrentDictionary<string, IReadOnlyList<Resource>> Read = new(StringComparer.Ordinal);

    public static TheoryData<string> Folders =>
        ["uk-core", "synthea", "uk-frameworks", "bars-1.4.0", "pds", "immunisation-api", "hl7-test-cases"];

    [Theory]
    [MemberData(nameof(Folders))]
    public void Every_resource_maps_or_has_a_reason_and_always_the_same(string folder)
    {
        var resources = Resources(folder);
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var resource in resources)
        {
            var (once, again) = (ResourceMapper.Map(resource), ResourceMapper.Map((Resource)resource.DeepCopy()));
            Assert.Equal(Line(once), Line(again));
            var key = once switch
            {
                MappingOutcome.Mapped mapped => $"{resource.TypeName} -> {mapped.Content.Section.Code}",
                MappingOutcome.Unmapped unmapped => $"{resource.TypeName} -> ({unmapped.Reason})",
                _ => "neither",
            };
            counts[key] = counts.GetValueOrDefault(key) + 1;
            Check(once);
        }
        foreach (var (key, count) in counts)
            TestContext.Current.TestOutputHelper!.WriteLine($"{count, 6} {key}");

        Assert.NotEmpty(counts);
        Assert.DoesNotContain("neither", counts.Keys);
    }

    [Fact]
    public void Every_clinical_resource_of_the_synthetic_patients_becomes_an_entry() =>
        Assert.All(
            Resources("synthea").Where(resource => MappingTable.All.Any(table => table.Type == resource.TypeName)),
            resource => Assert.IsType<MappingOutcome.Mapped>(ResourceMapper.Map(resource))
        );

    private static void Check(MappingOutcome outcome)
    {
        if (outcome is not MappingOutcome.Mapped { Content: var content })
            return;
        Assert.Equal(PlainText.Clean(content.Display), content.Display);
        Assert.True(content.Display.Length is > 0 and <= TypeMapping.LongestDisplay);
        Assert.True(content.Value is null || content.Value == PlainText.Clean(content.Value));
        Assert.True(content.Date is null || content.Date == PlainText.Clean(content.Date));
        if (content.Status is "entered-in-error")
            Assert.StartsWith("Entered in error: ", content.Display, StringComparison.Ordinal);
    }

    private static string Line(MappingOutcome outcome) =>
        outcome is MappingOutcome.Mapped { Content: var content }
            ? string.Join(
                '|',
                content.Section.Code,
                content.Display,
                content.Status,
                content.Date,
                content.Value,
                string.Join(',', content.Codings),
                string.Join(',', content.Labels)
            )
            : ((MappingOutcome.Unmapped)outcome).Reason;

    private static IReadOnlyList<Resource> Resources(string folder)
    {
        if (SharedMaterial.TryFind("samples/" + folder) is not { } path)
        {
            Assert.Skip($"The sample folder {folder} is not beside the repository.");
            return [];
        }
        return Read.GetOrAdd(folder, _ => [.. Files(path).SelectMany(Flat)]);
    }

    private static IEnumerable<Resource> Files(string path)
    {
        foreach (var file in System.IO.Directory.EnumerateFiles(path, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            Resource? resource = null;
            try
            {
                resource = Mapped.Read(System.IO.File.ReadAllBytes(file));
            }
            catch (System.Text.Json.JsonException)
            {
                // Some published test cases are broken on purpose: what is no JSON never comes to a mapping.
                TestContext.Current.TestOutputHelper!.WriteLine($"no JSON: {Path.GetFileName(file)}");
            }
            if (resource is not null)
                yield return resource;
        }
    }

    private static IEnumerable<Resource> Flat(Resource resource)
    {
        yield return resource;
        if (resource is Bundle bundle)
            foreach (var entry in bundle.Entry)
                if (entry?.Resource is { } inner)
                    foreach (var each in Flat(inner))
                        yield return each;
    }
}
