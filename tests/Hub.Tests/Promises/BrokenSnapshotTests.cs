using Azure.Storage.Blobs;
using IntegrationHub.Identifiers;
using IntegrationHub.Intake;
using IntegrationHub.Storage;
using IntegrationHub.Testing;
using IntegrationHub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Tests.Promises;

/// <summary>A message that can never be finished must not keep the hub from finishing the others, nor from starting.</summary>
public sealed class BrokenSnapshotTests
{
    /// <summary>An event's calls: head, snapshot, commit.</summary>
    private const int Committed = 2;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_sweep_passes_over_it_and_raises_the_alert_that_a_crash_cut_off()
    {
        // Timers stand still, so that no call of theirs shifts the one that is broken.
        var time = new TestClock(new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        await using var hub = await TestHub.StartAsync(Cancellation, time);
        var day = time.GetUtcNow().UtcDateTime;
        // Digits come first in the listing, so that the broken one is met before the other.
        var name = MessageIdentity.PrefixOf(OdsCode.Parse("RX1"), day) + new string('2', 26) + ".json";
        var snapshots = hub.Services.GetRequiredService<BlobServiceClient>().GetBlobContainerClient(StoreNames.Snapshots);
        await snapshots.UploadBlobAsync(name, BinaryData.FromString("{}"), Cancellation);
        var person = TestPerson.New();
        hub.Storage.Forget();
        var struck = hub.Storage.Arm(Committed, Fault.DiesAfter);
        Assert.False((await hub.Client.SendAsync(Messages.DischargedEvent(person, "stay"), Cancellation)).IsAcknowledgement);
        await struck.WaitAsync(Cancellation);

        await hub.RestartAsync(Cancellation);
        await hub.SweepAsync(Cancellation);
        await hub.SweepAsync(Cancellation);

        Assert.Single(await hub.AlertsOfAsync(person, Cancellation));
    }
}
