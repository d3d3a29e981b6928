using System.Text.Json;
using IntegrationHub.Testing;

namespace Hl7.Fhir.Tests;

/// <summary>Our verdicts beside those of HL7's Java validator, on HL7's own valid and broken resources.</summary>
public sealed class VerdictTests(ITestOutputHelper output)
{
    private const string VitalSigns =
        "HL7's vital signs profiles, which Java takes as meant because of the code; they ask for a LOINC code beside any other, and a UK "
        + "sender may have SNOMED CT alone, as UK Core's own 24-hour blood pressure example does";
    private const string Extension =
        "the definition of an extension that is not R4's own; R4 lets a reader pass over what it does not know";

    /// <summary>What Java finds and we do not: each needs more than R4's own structure, bindings and rules.</summary>
    private static readonly Dictionary<string, string> Missed = new()
    {
        ["obs-temp-bad.json"] = VitalSigns,
        ["obs-vs-1.json"] = VitalSigns,
        ["pat-dob-ext.json"] = Extension,
        ["pat-example-ext.json"] = Extension,
        ["nested-questionnaire-nested-valueset.json"] = Extension,
        ["vs-params-4.json"] = "a rule of HL7's later tooling, that an expression in a value set is FHIRPath; R4 takes any language",
        ["ips-nz-pj.json"] = "LOINC's own names of its codes",
    };

    [Fact]
    [Trait("Category", "Scoreboard")]
    public void Verdicts_on_HL7s_test_cases_do_not_get_worse()
    {
        var folder = SharedMaterial.TryFind("samples/hl7-test-cases");
        var outcomes = SharedMaterial.TryFind("samples/hl7-test-cases-outcomes.json");
        Assert.SkipWhen(folder is null || outcomes is null, "HL7's test cases are not beside the repository.");
        using var document = JsonDocument.Parse(File.ReadAllBytes(outcomes));
        var cases = document
            .RootElement.EnumerateArray()
            .Where(one => one.GetProperty("oracle").GetString() == "java")
            .GroupBy(one => Path.GetFileName(one.GetProperty("file").GetString()!))
            .Select(file => new
            {
                File = file.Key,
                JavaRefuses = file.Min(one => one.GetProperty("errors").GetInt32()) > 0,
                WeRefuse = Refuses(Path.Combine(folder, file.Key)),
            })
            .ToList();

        var missed = cases.Where(one => one.JavaRefuses && !one.WeRefuse).Select(one => one.File).ToList();
        var refused = cases.Where(one => !one.JavaRefuses && one.WeRefuse).Select(one => one.File).ToList();
        var invalid = cases.Count(one => one.JavaRefuses);
        output.WriteLine($"Java calls {invalid} invalid: we find {invalid - missed.Count}, miss {missed.Count}");
        output.WriteLine($"Java calls {cases.Count - invalid} valid: we refuse {refused.Count}");
        foreach (var file in missed)
            output.WriteLine($"missed {file}: needs {Missed.GetValueOrDefault(file, "?")}");
        Assert.Empty(refused);
        Assert.Empty(missed.Except(Missed.Keys));
    }

    private static bool Refuses(string path)
    {
        try
        {
            RoundTrip.Read(File.ReadAllBytes(path), out var issues);
            return issues.Count > 0;
        }
        catch (JsonException)
        {
            return true;
        }
    }
}
