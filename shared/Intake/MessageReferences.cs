using Hl7.Fhir.Model;

namespace IntegrationHub.Intake;

/// <summary>References from one resource of a message to another: by fullUrl, or by type and the sender's id.</summary>
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
        }

        return found;
    });

    public Resource? Find(string reference) => byReference.Value.GetValueOrDefault(reference);
}
