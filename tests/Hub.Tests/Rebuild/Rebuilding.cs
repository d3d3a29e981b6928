using Azure;
using IntegrationHub.Access;
using IntegrationHub.Identifiers;
using IntegrationHub.Rebuild;
using IntegrationHub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Tests.Rebuild;

/// <summary>Has a hub's tables made anew, as operator and timer do.</summary>
internal static class Rebuilding
{
    private static readonly Caller Operator = new(OdsCode.Parse("QZ9"), Role.Operator, Purpose: null, "test");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    internal static async Task BeginAsync(TestHub hub)
    {
        var (_, error) = await hub.Services.GetRequiredService<RebuildDesk>().BeginAsync(Operator, "test", Cancellation);
        Assert.Null(error);
    }

    /// <summary>Runs one to its end.</summary>
    /// <param name="crashes">Where given, the process dies a few times on the way, at storage calls that it picks.</param>
    internal static async Task<RebuildState> RunAsync(TestHub hub, Random? crashes = null)
    {
        await BeginAsync(hub);
        for (var crash = 0; crashes is not null && crash < 4; crash++)
        {
            _ = hub.Storage.Arm(crashes.Next(200), crashes.Next(2) == 0 ? Fault.DiesBefore : Fault.DiesAfter);
            await hub.Services.GetRequiredService<RebuildRunner>().RunOpenAsync(Cancellation);
            hub.Storage.Disarm();
            await hub.RestartAsync(Cancellation);
            await FreeAsync(hub);
        }

        while (true)
        {
            await hub.Services.GetRequiredService<RebuildRunner>().RunOpenAsync(Cancellation);
            if (await hub.Services.GetRequiredService<RebuildLedger>().LatestAsync(Cancellation) is { IsOpen: false } done)
                return done;
        }
    }

    internal static async Task AssertEqualAsync(TestHub hub)
    {
        var differences = await DifferencesAsync(hub);
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    internal static async Task<IReadOnlyList<Difference>> DifferencesAsync(TestHub hub)
    {
        var (differences, error) = await hub.Services.GetRequiredService<RebuildDesk>().DifferencesAsync(Operator, Cancellation);
        Assert.Null(error);
        return differences;
    }

    /// <summary>As when the lease of the process that died has run out.</summary>
    private static async Task FreeAsync(TestHub hub)
    {
        var row = await hub.Truth.Tables.Rebuilds.GetEntityAsync<Azure.Data.Tables.TableEntity>(
            "rebuilds",
            "000001",
            cancellationToken: Cancellation
        );
        row.Value["LeasedUntil"] = DateTimeOffset.UnixEpoch;
        await hub.Truth.Tables.Rebuilds.UpdateEntityAsync(row.Value, ETag.All, cancellationToken: Cancellation);
    }
}
