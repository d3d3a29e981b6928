using System.Globalization;
using IntegrationHub.Cli.Import;
using IntegrationHub.Cli.Running;
using IntegrationHub.Cli.Token;
using IntegrationHub.Import;
using IntegrationHub.Testing;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Import;

/// <summary>A file is uploaded and read while the hub's process is killed twice: each of its resources is there, once.</summary>
public sealed class ImportKillTests(ITestOutputHelper output)
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("HUB_LONG_TESTS") == "1";

    /// <summary>A dead process's file is free again soon, so that the test need not wait for the usual half minute.</summary>
    private static readonly Dictionary<string, string> ShortLease = new() { ["Import:Lease"] = "00:00:01" };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_of_a_file_is_lost_or_doubled_when_the_hub_is_killed_twice_on_the_way()
    {
        // 2,000 people with 49 Observations each are 100,000 resources.
        var people = Enumerable.Range(0, IsLong ? 2000 : 120).Select(_ => TestPerson.New()).ToList();
        using var folder = new TempFolder();
        var path = folder.File("mixed.ndjson");
        var lines = Drop.Mixed(people, observations: 49, seed: 5);
        await File.WriteAllLinesAsync(path, lines, Cancellation);
        var data = DataFolder.At(folder.File("data"));
        var file = await ImportFile.OpenAsync(path, Cancellation);

        for (var kill = 1; kill <= 2; kill++)
        {
            await using var hub = await HubChild.StartAsync(data.Path, Cancellation, ShortLease);
            await UntilAsync(hub, data, file, state => state.Lines >= lines.Length * kill / 4);
            await hub.KillAsync();
        }

        ImportSummary done;
        await using (var last = await HubChild.StartAsync(data.Path, Cancellation, ShortLease))
        {
            done = await UntilAsync(last, data, file, state => state.State == ImportSummary.Done);
            await last.StopAsync(Cancellation);
        }

        output.WriteLine($"{done.Resources} resources of {done.Lines} lines.");
        Assert.Equal((lines.Length, lines.Length, 0L), (done.Lines, done.Resources, done.Refused));
        await using var after = await TestHub.StartAsync(Cancellation, folder: data.Path);
        await after.SweepAsync(Cancellation);
        Assert.Empty(await after.Truth.ProblemsAsync(Cancellation));
        foreach (var person in people)
        {
            var content = (await after.Truth.ReadAsync(after.RecordOf(person), Cancellation))!;
            var expected = Enumerable
                .Range(0, 49)
                .Select(n => string.Create(CultureInfo.InvariantCulture, $"obs-{person.Serial}-{n}"))
                .Append(person.PatientId);
            Assert.Equal(
                expected.Order(StringComparer.Ordinal),
                content.Entries.Select(entry => entry.SourceId).Order(StringComparer.Ordinal)
            );
        }
    }

    /// <summary>Uploads what is not there yet, then watches, as the command does.</summary>
    private static async Task<ImportSummary> UntilAsync(HubChild hub, DataFolder data, ImportFile file, Func<ImportSummary, bool> enough)
    {
        using var tokens = LocalTokens.Open(data, TimeProvider.System);
        using var connection = new HubConnection(hub.Address, tokens.Issue(TokenRequest.Of("X90001", "gp-system")), TimeProvider.System);
        var client = new ImportClient(connection);
        await client.UploadAsync(file, _ => { }, Cancellation);
        while (true)
        {
            if ((await client.StateAsync(file, Cancellation)).State is { } state && enough(state))
                return state;
        }
    }
}
