using System.Text.Json;
using System.Text.Json.Serialization;

namespace IntegrationHub.Subscriptions.Feed;

/// <summary>One try to deliver an event.</summary>
/// <param name="Outcome"><c>delivered</c>, or in fixed words what went wrong, such as <c>timeout</c>.</param>
/// <param name="Status">The HTTP status that came back, if any.</param>
public sealed record Attempt(DateTimeOffset At, string Outcome, int? Status, int Milliseconds)
{
    /// <summary>
    /// Of a notification with whole resources: those that were named and not shown, as <c>Type/id</c>, for the organisation might not read them
    /// at that moment, or they were deleted. Null where all were shown.
    /// </summary>
    public IReadOnlyList<string>? NotShown { get; init; }

    /// <summary>Of a long history the first and the newest are kept: a row has an end.</summary>
    private const int Kept = 30;

    internal static IReadOnlyList<Attempt> Parse(string? json) =>
        json is null ? [] : JsonSerializer.Deserialize(json, AttemptJson.Default.IReadOnlyListAttempt) ?? [];

    internal static string ToJson(IReadOnlyList<Attempt> attempts) =>
        JsonSerializer.Serialize(
            attempts.Count <= Kept ? attempts : [attempts[0], .. attempts.TakeLast(Kept - 1)],
            AttemptJson.Default.IReadOnlyListAttempt
        );
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(IReadOnlyList<Attempt>))]
internal sealed partial class AttemptJson : JsonSerializerContext;
