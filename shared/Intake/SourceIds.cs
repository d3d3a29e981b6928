using System.Globalization;
using Hl7.Fhir.Model;

namespace IntegrationHub.Intake;

/// <summary>
/// What the sender itself calls a resource, in the order of how well it lasts: the id it is stored under there, a business
/// identifier, the fullUrl. What has none of these is told apart by its place in this one message.
/// </summary>
internal static class SourceIds
{
    /// <summary>FHIR's limit for an id; longer texts (identifiers, urls) are only ever hashed or kept as a property.</summary>
    internal const int MaxId = 64;

    internal static string Of(Resource resource, string? id, string? fullUrl, int index)
    {
        if (id is { Length: > 0 })
            return id;
        if (FirstIdentifier(resource) is { Value.Length: > 0 } identifier)
            return $"{identifier.System}|{identifier.Value}";
        if (fullUrl is { Length: > 0 })
            return fullUrl;
        return string.Create(CultureInfo.InvariantCulture, $"#{index}");
    }

    /// <summary>[A-Za-z0-9\-\.]{1,64}, to the very end of the text.</summary>
    internal static bool IsId(string? text)
    {
        if (text is not { Length: >= 1 and <= MaxId })
            return false;
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '.'))
                return false;
        }

        return true;
    }

    private static Identifier? FirstIdentifier(Resource resource) =>
        resource switch
        {
            // A person's identifiers name the person, not the resource: an NHS number would make every sender's Patient the same.
            Patient or RelatedPerson or Hl7.Fhir.Model.Person => null,
            IIdentifiable<List<Identifier>> { Identifier: { Count: > 0 } many } => many[0],
            IIdentifiable<Identifier> { Identifier: { } one } => one,
            _ => null,
        };
}
