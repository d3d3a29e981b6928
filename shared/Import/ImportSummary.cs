using System.Globalization;
using System.Text.Json.Serialization;

namespace IntegrationHub.Import;

/// <summary>What callers are told of an import, while it runs and when it is done.</summary>
/// <param name="State"><c>waiting</c>, <c>reading</c> or <c>done</c>.</param>
/// <param name="Read">Bytes that are worked in.</param>
/// <param name="Resources">In records.</param>
/// <param name="Refused">Lines and resources in the error file.</param>
/// <param name="Codes">How many of each code.</param>
/// <param name="Stopped">The code for which the file was not wholly read.</param>
public sealed record ImportSummary(
    string Import,
    string State,
    long Bytes,
    long Read,
    long Lines,
    long Resources,
    long Refused,
    IReadOnlyDictionary<string, long> Codes,
    string? Stopped,
    DateTimeOffset RegisteredAt,
    DateTimeOffset? FinishedAt
)
{
    public const string Waiting = "waiting";
    public const string Reading = "reading";
    public const string Done = "done";

    public static ImportSummary Of(ImportState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new(
            state.Id,
            state.FinishedAt is not null ? Done
                : state.Owner is null && state.Offset == 0 ? Waiting
                : Reading,
            state.Bytes,
            state.Offset,
            state.Lines,
            state.Resources,
            state.Refused,
            state
                .Codes.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(text => text.Split(':'))
                .ToDictionary(parts => parts[0], parts => long.Parse(parts[1], CultureInfo.InvariantCulture)),
            state.Stopped,
            state.RegisteredAt,
            state.FinishedAt
        );
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(ImportSummary))]
internal sealed partial class ImportJson : JsonSerializerContext;
