using System.Text.Json.Nodes;
using IntegrationHub.Fhir;
using IntegrationHub.Testing;

namespace IntegrationHub.Tests.Fhir;

public sealed class LeniencyTests
{
    /// <summary>HL7's definitions say which elements change the meaning of others; an unknown code in one of them is never let through.</summary>
    [Fact]
    public async Task Every_modifier_element_with_required_codes_is_on_the_list_of_decisive_ones()
    {
        var packages = await NpmPackages.EnsureAsync(
            new Dictionary<string, string> { ["hl7.fhir.r4.examples"] = "4.0.1" },
            TestContext.Current.CancellationToken
        );
        Assert.SkipUnless(packages.IsAvailable, packages.Reason);
        var modifiers = System
            .IO.Directory.GetFiles(Path.Combine(packages.Value, "node_modules", "hl7.fhir.r4.examples"), "StructureDefinition-*.json")
            .Select(file => JsonNode.Parse(File.ReadAllBytes(file))!)
            .Where(definition => (string?)definition["derivation"] != "constraint")
            .SelectMany(definition => definition["snapshot"]?["element"]?.AsArray() ?? [])
            .Where(element => (bool?)element!["isModifier"] is true && (string?)element["binding"]?["strength"] == "required")
            .Select(element => ((string)element!["path"]!).Split('.')[^1])
            .ToHashSet(StringComparer.Ordinal);

        Assert.Contains("verificationStatus", modifiers);
        Assert.Empty(modifiers.Except(Leniency.DecisiveCodes));
    }
}
