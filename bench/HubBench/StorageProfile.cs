using System.Globalization;
using IntegrationHub.Cli.Send;
using IntegrationHub.Cli.Up;

namespace IntegrationHub.Bench;

/// <summary>The storage calls of one message: what is written with its answer, and after it.</summary>
internal sealed record MessageCalls(
    IReadOnlyDictionary<string, string> Metadata,
    IReadOnlyList<IReadOnlyList<CapturedRow>> Transactions,
    IReadOnlyList<CapturedRow> Afterwards
);

/// <summary>
/// What messages cost in storage calls, written down while a hub in this process takes some, between its storage clients and the
/// storage.
/// </summary>
internal sealed record StorageProfile(IReadOnlyDictionary<string, double> CallsByKind, IReadOnlyList<MessageCalls> Messages)
{
    private const int Sample = 40;

    /// <summary>All calls a message.</summary>
    public double Calls => CallsByKind.Values.Sum();

    /// <summary>Rows written a message.</summary>
    public double Entities => Messages.Average(message => message.Transactions.Sum(rows => rows.Count));

    public IReadOnlyList<string> Tables =>
        [
            .. Messages
                .SelectMany(message => message.Transactions.SelectMany(rows => rows).Concat(message.Afterwards))
                .Select(row => row.Table)
                .Distinct(),
        ];

    public static async Task<StorageProfile> MeasureAsync(MessageSet messages, CancellationToken cancellation)
    {
        var data = HubUnderTest.NewFolder();
        try
        {
            data.Create();
            var options = new UpOptions(
                0,
                data,
                Path.Combine(AppContext.BaseDirectory, "directory"),
                Demonstration: false,
                StorageKind.Embedded
            );
            await using var machine = await OneMachine.OpenAsync(options, TextWriter.Null, TimeProvider.System, cancellation);
            CountingTransport? counting = null;
            machine.Between = transport => counting ??= new CountingTransport(transport);
            await using var host = await HubRun.StartAsync(machine, 0, cancellation);
            await Readiness.WaitAsync(host.Addresses[0], TimeProvider.System, cancellation);
            counting!.Calls.Clear();

            var token = HubUnderTest.PracticeToken(data);
            using var sender = new MessageSender(host.Addresses[0], TimeProvider.System);
            foreach (var message in messages.Next(Sample))
                await sender.SendAsync(OutgoingMessage.From("sample", message), token, cancellation);
            return Of([.. counting.Calls]);
        }
        finally
        {
            System.IO.Directory.Delete(data.Path, recursive: true);
        }
    }

    public override string ToString() =>
        string.Join(
            ", ",
            CallsByKind
                .OrderByDescending(kind => kind.Value)
                .Select(kind => string.Create(CultureInfo.InvariantCulture, $"{kind.Value:0.0#} x {kind.Key}"))
        );

    private static StorageProfile Of(IReadOnlyList<StorageCall> calls)
    {
        var messages = new List<(IReadOnlyDictionary<string, string> Metadata, List<IReadOnlyList<CapturedRow>> Transactions)>();
        foreach (var call in calls)
        {
            // One message at a time was sent, and each begins with its snapshot.
            if (call.Kind == "PUT blob")
                messages.Add((call.Metadata, []));
            else if (call.Kind == "transaction")
                messages[^1].Transactions.Add(call.Rows);
        }

        var afterwards = calls.Where(call => call.Kind == "POST table").SelectMany(call => call.Rows).ToList();
        var each = (int)Math.Round(afterwards.Count / (double)Sample);
        return new StorageProfile(
            calls.GroupBy(call => call.Kind).ToDictionary(kind => kind.Key, kind => (double)kind.Count() / Sample),
            [
                .. messages.Select(
                    (message, i) => new MessageCalls(message.Metadata, message.Transactions, [.. afterwards.Skip(i * each).Take(each)])
                ),
            ]
        );
    }
}
