using Hl7.Fhir.Model;

namespace IntegrationHub.Intake;

/// <summary>References from one resource of a message to another: by fullUrl, by type and the sender's id, or by identifier ("system|value").</summary>
internal sealed class MessageReferences(IReadOnlyList<IncomingEntry> entries)
{
    // Made when first asked: most messages hold nothing that refers to what its line needs.
    private readonly Lazy<Dictionary<string, Resource>> byReference = new(() =>
    {
        var found = new Dictionary<string, Resource>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (entry.Resource is not { } resource)
                continue;
            found.TryAdd($"{entry.Type}/{entry.SourceId}", resource);
            if (entry.FullUrl is { } url)
                found.TryAdd(url, resource);
            foreach (var identifier in IdentifiersOf(resource))
                if (identifier is { System: { Length: > 0 } system, Value: { Length: > 0 } value })
                    found.TryAdd($"{system}|{value}", resource);
        }

        return found;
    });

    /// <summary>Of what others name by identifier: who, where and which visit. A person's own number names the person, not one resource.</summary>
    private static List<Identifier> IdentifiersOf(Resource resource) =>
        resource switch
        {
            Organization organization => organization.Identifier,
            Practitioner practitioner => practitioner.Identifier,
            PractitionerRole role => role.Identifier,
            Location location => location.Identifier,
            HealthcareService service => service.Identifier,
            Medication medication => medication.Identifier,
            Device device => device.Identifier,
            Encounter encounter => encounter.Identifier,
            _ => [],
        };

    public Resource? Find(string reference) => byReference.Value.GetValueOrDefault(reference);
}
