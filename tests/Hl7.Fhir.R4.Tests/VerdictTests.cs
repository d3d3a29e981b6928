using System.Text.Json;
using IntegrationHub.Testing;

namespace Hl7.Fhir.Tests;

/// <summary>Our verdicts beside those of HL7's Java validator, on HL7's own valid and broken resources.</summary>
public sealed class VerdictTests(ITestOutputHelper output)
{
    private const string Terminology = "the content of a code system or value set";
    private const string Profile = "a profile that the resource names or that its code implies";
    private const string Extension = "the definition of an extension";
    private const string Definition = "the code system's or value set's own definition, checked against the systems it names";

    /// <summary>What Java finds and we do not: each needs more than R4's own structure and invariants.</summary>
    private static readonly Dictionary<string, string> Missed = new()
    {
        ["allergy.json"] = Terminology,
        ["vs-bad-code.json"] = Terminology,
        ["obs-temp-bad.json"] = Profile,
        ["obs-temp-code2.json"] = Terminology,
        ["obs-vs-1.json"] = Profile,
        ["pat-dob-ext.json"] = Extension,
        ["pat-example-ext.json"] = Extension,
        ["nested-questionnaire-nested-valueset.json"] = Terminology,
        ["ips-nz-pj.json"] = Profile,
        ["ips-htmlrefs-backwards.json"] = Profile,
        ["cs-bad-props.json"] = Definition,
        ["vs-bad-props.json"] = Definition,
        ["vs-params-4.json"] = Definition,
        ["vs-bad-ecl.json"] = Definition,
        ["vs-bad-ecl-us.json"] = Definition,
    };

    [Fact]
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
