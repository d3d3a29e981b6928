using System.Text.Json.Serialization;
using IntegrationHub.Access;
using IntegrationHub.Audit;
using IntegrationHub.Errors;

namespace IntegrationHub.Rebuild;

/// <summary>What operators are told of a rebuild.</summary>
/// <param name="Phase"><c>counting</c>, <c>replaying</c>, <c>comparing</c>, <c>done</c> or <c>stopped</c>.</param>
/// <param name="Compared">Of the comparison, about which part is done, 0 to 1.</param>
/// <param name="Equal">Null until it is known.</param>
public sealed record RebuildSummary(
    int Rebuild,
    string Phase,
    long Snapshots,
    long Replayed,
    double Compared,
    long Records,
    long Rows,
    long Differences,
    bool? Equal,
    DateTimeOffset StartedAt,
    DateTimeOffset? FinishedAt
)
{
    public static RebuildSummary Of(RebuildState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new(
            state.Number,
            state.Phase.ToString().ToLowerInvariant(),
            state.Snapshots,
            state.Replayed,
            ShareOf(state),
            state.Records,
            state.Rows,
            state.Differences,
            state.Phase is RebuildPhase.Done ? state.Differences == 0 : null,
            state.StartedAt,
            state.FinishedAt
        );
    }

    /// <summary>Record ids are hashes, so that how far the comparison is in their order is how far it is.</summary>
    private static double ShareOf(RebuildState state)
    {
        const string Digits = "234567abcdefghijklmnopqrstuvwxyz";
        if (state.Phase is not RebuildPhase.Comparing)
            return state.Phase is RebuildPhase.Done ? 1 : 0;
        var tables = ComparePhase.TableNames;
        var before = tables.TakeWhile(name => name != state.Table).Count();
        var within = state.Record is { Length: > 2 } record ? (Digits.IndexOf(record[1]) * 32 + Digits.IndexOf(record[2])) / 1024.0 : 0;
        return (before + Math.Max(0, within)) / tables.Count;
    }
}

/// <summary>Lets operators begin a rebuild, look at it and give it up. One at a time.</summary>
public sealed class RebuildDesk(RebuildLedger ledger, RebuildParts parts, AccessPolicy policy, AuditTrail audit)
{
    /// <summary>Begins a rebuild, or says which one is under way. The tables of the one before it are dropped.</summary>
    public async Task<(RebuildState? State, HubError? Error)> BeginAsync(
        Caller caller,
        string correlation,
        CancellationToken cancellationToken
    )
    {
        if (policy.MayOperate(caller).Refusal is { } notAllowed)
            return (null, notAllowed);
        var latest = await ledger.LatestAsync(cancellationToken);
        if (latest is { IsOpen: true })
            return (latest, null);
        if (latest is not null)
            await DropTablesAsync(latest.Number, cancellationToken);
        if (await ledger.BeginAsync((latest?.Number ?? 0) + 1, cancellationToken) is not { } begun)
            return (await ledger.LatestAsync(cancellationToken), null);
        await AuditAsync(caller, "rebuild-begin", begun.Number, correlation, cancellationToken);
        return (begun, null);
    }

    public async Task<(RebuildState? State, HubError? Error)> LatestAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (policy.MayOperate(caller).Refusal is { } notAllowed)
            return (null, notAllowed);
        return await ledger.LatestAsync(cancellationToken) is { } latest ? (latest, null) : (null, ErrorCatalogue.NoRebuild);
    }

    public async Task<(IReadOnlyList<Difference> Differences, HubError? Error)> DifferencesAsync(
        Caller caller,
        CancellationToken cancellationToken
    )
    {
        var (latest, error) = await LatestAsync(caller, cancellationToken);
        return latest is null ? ([], error) : (await ledger.DifferencesAsync(latest.Number, cancellationToken), null);
    }

    /// <summary>Gives up the rebuild that is under way, and drops the new tables.</summary>
    public async Task<HubError?> DropAsync(Caller caller, string correlation, CancellationToken cancellationToken)
    {
        var (latest, error) = await LatestAsync(caller, cancellationToken);
        if (latest is null)
            return error;
        while (latest is { Phase: not RebuildPhase.Stopped } && await ledger.StopAsync(latest, cancellationToken) is null)
            latest = await ledger.LatestAsync(cancellationToken);
        await DropTablesAsync(latest!.Number, cancellationToken);
        await AuditAsync(caller, "rebuild-drop", latest.Number, correlation, cancellationToken);
        return null;
    }

    private async Task DropTablesAsync(int number, CancellationToken cancellationToken)
    {
        foreach (var table in NewTables.All(NewTables.TablesOf(parts.Service, number)))
            await table.DeleteAsync(cancellationToken);
    }

    private Task AuditAsync(Caller caller, string action, int number, string correlation, CancellationToken cancellationToken) =>
        audit.WriteAsync(
            new AuditEntry(
                action,
                caller.Organisation,
                caller.Role.Name(),
                caller.Subject,
                caller.Purpose,
                null,
                "ok",
                correlation,
                FormattableString.Invariant($"rebuild {number}")
            ),
            cancellationToken
        );
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(RebuildSummary))]
[JsonSerializable(typeof(IReadOnlyList<Difference>))]
public sealed partial class RebuildJson : JsonSerializerContext;
