using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class ExtensionValue
{
    /// <summary>The value of the first extension with this url.</summary>
    public static DataType? Find(List<Extension> extensions, string url)
    {
        foreach (var extension in extensions)
            if (string.Equals(extension?.Url, url, StringComparison.Ordinal))
                return extension!.Value;
        return null;
    }
}
