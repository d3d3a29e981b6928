using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

/// <summary>What a message says: its texts, and that something is attached.</summary>
internal static class PayloadText
{
    public static string? Of(IEnumerable<DataType?> contents, References references)
    {
        string? all = null;
        foreach (var content in contents)
            all = PlainText.Join(
                all,
                content switch
                {
                    FhirString text => PlainText.Clean(text.Value),
                    Attachment attachment => PlainText.Named("attached", PlainText.Clean(attachment.Title) ?? "see original"),
                    ResourceReference reference => PlainText.Named("attached", references.Name(reference, "attached")),
                    _ => null,
                }
            );
        return all;
    }
}
