namespace IntegrationHub.Bench;

/// <summary>From the start of the hub's process to its first answered request.</summary>
/// <param name="NewFolder">On a data folder that holds nothing yet.</param>
/// <param name="Median">On a data folder that it has run on before.</param>
internal sealed record StartUp(TimeSpan NewFolder, TimeSpan Median)
{
    public static async Task<StartUp> MeasureAsync(int starts, CancellationToken cancellation)
    {
        var data = HubUnderTest.NewFolder();
        try
        {
            var first = await OnceAsync(data, cancellation);
            var again = new List<TimeSpan>();
            for (var i = 0; i < starts; i++)
                again.Add(await OnceAsync(data, cancellation));
            again.Sort();
            return new StartUp(first, again[again.Count / 2]);
        }
        finally
        {
            System.IO.Directory.Delete(data.Path, recursive: true);
        }
    }

    private static async Task<TimeSpan> OnceAsync(IntegrationHub.Cli.Running.DataFolder data, CancellationToken cancellation)
    {
        await using var hub = await HubUnderTest.StartAsync(cancellation, data);
        return hub.FirstAnswer;
    }
}
