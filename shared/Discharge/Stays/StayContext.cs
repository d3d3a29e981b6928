using Hl7.Fhir.Model;
using IntegrationHub.CareRecord;
using IntegrationHub.Directory;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Discharge.Stays;

/// <summary>One resource of a message, as the hub keeps it.</summary>
/// <param name="Resource">Null for a deletion.</param>
internal sealed record ToldResource(string Type, ResourceKey Key, VersionOrder Order, Resource? Resource);

/// <summary>What is the same for all resources of a message: who says it, when, and what its references mean.</summary>
/// <param name="SaidAt">When the message was made, else when it was first received: the time of what has none of its own.</param>
/// <param name="Trigger">The ADT trigger of the message's header, if any.</param>
/// <param name="Find">A resource of the same message by the reference as it was sent, or by <c>system|value</c>.</param>
internal sealed record StayContext(
    RecordId Record,
    OdsCode Sender,
    DateTimeOffset SaidAt,
    string? Trigger,
    Func<string, Resource?> Find,
    HubDirectory Directory
)
{
    /// <summary>The keys of this message's Encounters and ServiceRequests, told apart as objects.</summary>
    public required IReadOnlyDictionary<Resource, ResourceKey> Keys { get; init; }

    /// <summary>
    /// The Encounter that a reference means: one of this message, the sender's own by its id, or anybody's by the id that the hub gave.
    /// Null for one of another record and for what names none.
    /// </summary>
    internal ResourceKey? StayOf(ResourceReference? reference) => KeyOf(reference, "Encounter");

    /// <summary>The same of a resource of another type.</summary>
    internal ResourceKey? KeyOf(ResourceReference? reference, string type)
    {
        if (reference?.Reference is { Length: > 0 } url)
        {
            if (Find(url) is { } told && told.TypeName == type && Keys.TryGetValue(told, out var here))
                return here;
            var parts = url.Split('/');
            var history = Array.IndexOf(parts, "_history");
            var at = history > 0 ? history - 1 : parts.Length - 1;
            if (at < 1 || parts[at - 1] != type || parts[at].Length == 0)
                return null;
            if (HubResourceId.TryParse(parts[at], out var given))
                return given.Record == Record ? given.Key : null;
            return ResourceKey.Of(Sender, type, parts[at]);
        }

        return Identified(reference?.Identifier) is { } named && named.TypeName == type && Keys.TryGetValue(named, out var key)
            ? key
            : null;
    }

    /// <summary>The organisation that a reference names by ODS code, by itself or through a resource of the message.</summary>
    internal OdsCode? OrganisationOf(ResourceReference? reference)
    {
        if (reference is null)
            return null;
        if (Ods([reference.Identifier]) is { } direct)
            return direct;
        return Target(reference) switch
        {
            Organization organisation => Ods(organisation.Identifier),
            Location location => Ods(location.Identifier) ?? Ods([location.ManagingOrganization?.Identifier]),
            HealthcareService service => Ods([service.ProvidedBy?.Identifier]),
            PractitionerRole role => Ods([role.Organization?.Identifier]),
            _ => null,
        };
    }

    internal OdsCode? OrganisationOf(IEnumerable<ResourceReference> references) =>
        references.Select(OrganisationOf).FirstOrDefault(code => code is not null);

    internal Resource? Target(ResourceReference reference) =>
        reference.Reference is { Length: > 0 } url ? Find(url) : Identified(reference.Identifier);

    /// <summary>Whether it is the sender, or a site of the same organisation.</summary>
    internal bool IsOwn(OdsCode organisation) => Directory.OwnerOf(organisation) == Directory.OwnerOf(Sender);

    private Resource? Identified(Identifier? identifier) =>
        identifier is { System: { Length: > 0 } system, Value: { Length: > 0 } value } ? Find($"{system}|{value}") : null;

    internal static OdsCode? Ods(IEnumerable<Identifier?> identifiers)
    {
        foreach (var identifier in identifiers)
            if (IdentifierSystems.IsOds(identifier?.System) && OdsCode.TryParse(identifier!.Value, out var code))
                return code;
        return null;
    }
}
