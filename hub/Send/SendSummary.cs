namespace IntegrationHub.Cli.Send;

/// <summary>The answers to many messages, counted by status and code. May be added to by many threads at once.</summary>
internal sealed class SendSummary
{
    private readonly Lock gate = new();
    private readonly Dictionary<(int Status, string Codes), (int Count, string Example)> rows = [];

    /// <summary>A count, and one of the messages that were so answered.</summary>
    public sealed record Row(int Status, string Codes, int Count, string Example);

    public int Total { get; private set; }

    public int Accepted { get; private set; }

    /// <summary>Answers of 500 and above, and messages that got none.</summary>
    public int HubFailures { get; private set; }

    /// <summary>A refusal is an answer; only a failure of the hub makes the command fail.</summary>
    public int ExitCode => HubFailures > 0 ? 1 : 0;

    /// <summary>In order of status, then of code; messages without an answer come last.</summary>
    public IReadOnlyList<Row> Rows
    {
        get
        {
            lock (gate)
            {
                return rows.Select(row => new Row(row.Key.Status, row.Key.Codes, row.Value.Count, row.Value.Example))
                    .OrderBy(row => row.Status == 0 ? int.MaxValue : row.Status)
                    .ThenBy(row => row.Codes, StringComparer.Ordinal)
                    .ToList();
            }
        }
    }

    public void Add(string message, Answer answer)
    {
        var key = (answer.Status, string.Join(' ', answer.Codes));
        lock (gate)
        {
            Total++;
            if (answer.Accepted)
                Accepted++;
            if (answer.HubFailed)
                HubFailures++;
            rows[key] = rows.TryGetValue(key, out var row) ? (row.Count + 1, row.Example) : (1, message);
        }
    }
}
