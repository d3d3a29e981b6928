using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

/// <summary>How to reach someone: "phone: 01234 567890; email: a@example.org". What has ended is left out.</summary>
internal static class ContactText
{
    public static string? Of(List<ContactPoint> contacts)
    {
        string? all = null;
        foreach (var contact in contacts)
            if (PlainText.Clean(contact?.Value) is { } value && contact!.UseElement?.ToString() is not "old" && contact.Period?.End is null)
                all = PlainText.Join(all, PlainText.Join(PlainText.Clean(contact.SystemElement?.ToString()), value, ": "));
        return all;
    }
}
