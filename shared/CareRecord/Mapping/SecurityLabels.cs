using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

/// <summary>The security labels that a sender put on a resource: the codes of meta.security, and a document's own labels.</summary>
internal static class SecurityLabels
{
    public static IReadOnlyList<string> Of(Resource resource)
    {
        List<string>? labels = null;
        if (resource.Meta is { } meta)
            Add(ref labels, meta.Security);
        if (resource is DocumentReference document)
            foreach (var label in document.SecurityLabel)
                if (label is not null)
                    Add(ref labels, label.Coding);
        return labels ?? (IReadOnlyList<string>)[];
    }

    // The store keeps labels in one text with spaces between, so a code that has a space (which FHIR allows) is kept in two.
    private static void Add(ref List<string>? labels, List<Coding> codings)
    {
        foreach (var coding in codings)
            if (PlainText.Clean(coding?.Code) is { } codes)
                foreach (var code in codes.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                    if (labels?.Contains(code, StringComparer.Ordinal) is not true)
                        (labels ??= []).Add(code);
    }
}
