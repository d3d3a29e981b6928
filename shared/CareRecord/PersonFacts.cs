using System.Text.Json;
using System.Text.Json.Serialization;

namespace IntegrationHub.CareRecord;

/// <summary>
/// What a record's head says of the person. A commit that changes it keeps it too, so that a past moment is shown with the birth date
/// and practice that were known then, not with those of today.
/// </summary>
public sealed record PersonFacts(string? NhsNumber, string? BirthDate, string? Death, string? Practice, string? Place, string? PlaceRule)
{
    /// <summary>Before the first commit.</summary>
    internal static PersonFacts Unknown { get; } = new(null, null, null, null, null, null);

    public override string ToString() => "PersonFacts (withheld)";

    internal string ToJson() => JsonSerializer.Serialize(this, PersonFactsJson.Default.PersonFacts);

    /// <exception cref="JsonException">The text is not one that <see cref="ToJson"/> made.</exception>
    internal static PersonFacts? Parse(string? json) =>
        json is null ? null : JsonSerializer.Deserialize(json, PersonFactsJson.Default.PersonFacts);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(PersonFacts))]
internal sealed partial class PersonFactsJson : JsonSerializerContext;
