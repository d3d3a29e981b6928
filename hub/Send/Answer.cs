namespace IntegrationHub.Cli.Send;

/// <summary>What the hub said to one message.</summary>
/// <param name="Status">The HTTP status; 0 when no answer came.</param>
/// <param name="Codes">The permanent codes of what was refused, each once, in order of appearance.</param>
internal sealed record Answer(int Status, IReadOnlyList<string> Codes)
{
    /// <summary>No answer: the connection failed or broke.</summary>
    public static Answer None { get; } = new(0, []);

    public bool Accepted => Status is >= 200 and < 300;

    /// <summary>The hub failed, rather than refused.</summary>
    public bool HubFailed => Status is 0 or >= 500;
}
