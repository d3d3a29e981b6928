namespace IntegrationHub.Bench;

/// <summary>How long to measure. The whole run stays under three minutes.</summary>
/// <param name="Starts">Starts of the hub process, of which the median counts.</param>
/// <param name="Whole">How long messages are sent at one concurrency.</param>
/// <param name="Bare">How long the bare storage calls are made at one concurrency.</param>
internal sealed record Scale(int Starts, TimeSpan Whole, TimeSpan Bare)
{
    public static Scale Full { get; } = new(5, TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(4));

    /// <summary>To see that it still runs; its figures mean little.</summary>
    public static Scale Quick { get; } = new(1, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1));
}
