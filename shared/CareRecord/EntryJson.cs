using System.Text.Json.Serialization;

namespace IntegrationHub.CareRecord;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(IReadOnlyList<EntryCoding>))]
[JsonSerializable(typeof(IReadOnlyList<EntryWarning>))]
[JsonSerializable(typeof(IReadOnlyList<EntryPart>))]
internal sealed partial class EntryJson : JsonSerializerContext;
