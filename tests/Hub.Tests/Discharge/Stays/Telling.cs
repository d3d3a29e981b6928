using System.Text;
using Hl7.Fhir.Model;
using IntegrationHub.CareRecord;
using IntegrationHub.Directory;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Discharge.Stays;
using IntegrationHub.Fhir;
using IntegrationHub.Identifiers;
using IntegrationHub.Tests.Directory;

namespace IntegrationHub.Tests.Discharge.Stays;

/// <summary>A message of a trust with some resources, read for what it says of stays.</summary>
internal static class Telling
{
    internal static readonly DateTimeOffset SaidAt = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);

    internal static readonly OdsCode Trust = OdsCode.Parse("RX1");

    internal static readonly HubDirectory Directory = HubDirectory.Load(DirectoryCopy.Original).Directory!;

    internal static readonly RecordId Record = RecordId.Matched(new byte[20]);

    private static readonly JsonLimits Limits = new();

    internal static Resource Read(string json) => FhirReader.Read(Encoding.UTF8.GetBytes(json), Limits, lenient: true).Resource!;

    internal static Resource? TryRead(byte[] json) => FhirReader.Read(json, Limits, lenient: true).Resource;

    internal static ResourceKey KeyOf(string type, string id, string sender = "RX1") => ResourceKey.Of(OdsCode.Parse(sender), type, id);

    internal static ToldOfStays Of(string? trigger, string sender, params IReadOnlyList<Resource> resources)
    {
        var byReference = resources.ToDictionary(resource => $"{resource.TypeName}/{resource.Id}", StringComparer.Ordinal);
        var keys = new Dictionary<Resource, ResourceKey>(ReferenceEqualityComparer.Instance);
        foreach (var resource in resources)
            keys[resource] = KeyOf(resource.TypeName, resource.Id ?? "nameless", sender);
        var context = new StayContext(
            Record,
            OdsCode.Parse(sender),
            SaidAt,
            trigger,
            reference => byReference.GetValueOrDefault(reference),
            Directory
        )
        {
            Keys = keys,
        };
        return StayStatements.Of(
            resources
                .Where(resource => StayStatements.Concerns(resource.TypeName))
                .Select(resource => new ToldResource(
                    resource.TypeName,
                    keys[resource],
                    VersionOrder.Of(resource.Meta?.VersionId, resource.Meta?.LastUpdated, SaidAt, SaidAt),
                    resource
                )),
            context
        );
    }

    /// <summary>What one resource says; it must say something.</summary>
    internal static IReadOnlyList<StayFact> Facts(string json, string? trigger = null, string sender = "RX1", params string[] others) =>
        Assert.Single(Of(trigger, sender, [Read(json), .. others.Select(Read)]).Told).Facts;

    internal static string Encounter(string status, string more = "", string stayClass = "IMP", string period = "") =>
        $$$"""
            {"resourceType":"Encounter","id":"stay","status":"{{{status}}}","class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"{{{stayClass}}}"},
             "subject":{"reference":"Patient/p"}{{{(period.Length == 0 ? "" : ",\"period\":" + period)}}}{{{more}}}}
            """;

    /// <summary>The same on one line a fact, for whole comparisons.</summary>
    internal static IReadOnlyList<string> Lines(IEnumerable<StayFact> facts) =>
        [
            .. facts.Select(fact =>
                string.Join(
                    ' ',
                    new[]
                    {
                        fact.Kind.ToString(),
                        fact.At.UtcDateTime.ToString("MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture),
                        fact.Ward,
                        fact.Site,
                        fact.Code,
                        fact.AdmissionSource is { } source ? $"from:{source}" : null,
                        fact.Destination is { } destination ? $"to:{destination}" : null,
                        fact.Organisation,
                        fact.Pathway is { } pathway ? $"P{pathway}" : null,
                        fact.Date?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
                        fact.Accepted is { } accepted ? (accepted ? "yes" : "no") : null,
                        fact.Reason,
                    }.Where(part => part is not null)
                )
            ),
        ];
}
