using System.Collections.Concurrent;
using System.Reflection;
using Hl7.Fhir.Model;

namespace IntegrationHub.Intake;

/// <summary>Which references of a resource say whom it is about: the elements of R4's patient compartment that mean the subject.</summary>
internal static class PersonReferences
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Subjects = new();

    internal static IEnumerable<ResourceReference> Of(Resource resource)
    {
        if (resource is Appointment appointment)
            return appointment.Participant.Select(participant => participant.Actor).Where(IsToPatient);

        // Not by NamedChildren, which makes an object of every primitive on its way.
        return Subjects.GetOrAdd(resource.GetType(), SubjectsOf).SelectMany(subject => In(subject.GetValue(resource))).Where(IsToPatient);
    }

    private static PropertyInfo[] SubjectsOf(Type type) =>
        [.. type.GetProperties().Where(property => property.Name is "Subject" or "Patient" or "For" or "Beneficiary" or "Individual")];

    private static IEnumerable<ResourceReference> In(object? element) =>
        element switch
        {
            ResourceReference reference => [reference],
            IEnumerable<ResourceReference> references => references,
            _ => [],
        };

    /// <summary>A subject may also be a group, a device or a place: then the resource is about nobody in particular.</summary>
    private static bool IsToPatient(ResourceReference? reference) =>
        reference switch
        {
            null => false,
            { Type: { Length: > 0 } type } => type == "Patient",
            { Reference: { Length: > 0 } url } => url[0] == '#'
                || url.StartsWith("urn:", StringComparison.Ordinal)
                || TypeIn(url) == "Patient",
            _ => reference.Identifier?.Value is not null,
        };

    private static string? TypeIn(string url)
    {
        var parts = url.Split('/');
        var history = Array.IndexOf(parts, "_history");
        var id = history > 0 ? history - 1 : parts.Length - 1;
        return id >= 1 ? parts[id - 1] : null;
    }
}
