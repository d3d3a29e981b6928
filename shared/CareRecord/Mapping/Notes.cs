using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

/// <summary>What people wrote beside the codes. It stands last in a value: nothing of the hub's own comes after free text.</summary>
internal static class Notes
{
    public const string Name = "note";

    /// <summary>"note: ...; note: ...", or null.</summary>
    public static string? Of(List<Annotation> notes)
    {
        string? all = null;
        foreach (var note in notes)
            all = PlainText.Join(all, PlainText.Named(Name, PlainText.Clean(note?.Text)));
        return all;
    }
}
