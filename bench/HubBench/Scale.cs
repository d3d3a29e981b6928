namespace IntegrationHub.Bench;

/// <summary>How long to measure.</summary>
/// <param name="Starts">Starts of the hub process, of which the median counts.</param>
/// <param name="Each">How long messages are sent, and bare storage calls made, at one concurrency.</param>
/// <param name="Rounds">How often that is done: the one in the middle by its ratio counts.</param>
/// <param name="Warm">How long a round of warming up takes.</param>
/// <param name="WarmRounds">How many of these at most: it ends when a round is no faster than the one before.</param>
internal sealed record Scale(int Starts, TimeSpan Each, int Rounds, TimeSpan Warm, int WarmRounds)
{
    public static Scale Full { get; } = new(5, TimeSpan.FromSeconds(4), 3, TimeSpan.FromSeconds(4), 6);

    /// <summary>To see that it still runs; its figures mean little.</summary>
    public static Scale Quick { get; } = new(1, TimeSpan.FromSeconds(2), 1, TimeSpan.FromSeconds(1), 2);
}
