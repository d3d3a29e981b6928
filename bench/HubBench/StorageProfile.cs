using System.Globalization;
using IntegrationHub.Cli.Send;
using IntegrationHub.Cli.Up;
using IntegrationHub.Storage;

namespace IntegrationHub.Bench;

/// <summary>The storage calls of one message: the transactions that its answer waits for, and all calls after it.</summary>
internal sealed record MessageCalls(
    IReadOnlyDictionary<string, string> Metadata,
    IReadOnlyList<IReadOnlyList<CapturedRow>> Transactions,
    IReadOnlyList<StorageCall> Afterwards
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
                .SelectMany(message =>
                    message.Transactions.SelectMany(rows => rows).Concat(message.Afterwards.SelectMany(call => call.Rows))
                )
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
        var afterwards = new List<StorageCall>();
        var readsBefore = 0;
        foreach (var call in calls)
        {
            // One message at a time was sent, and each begins with its snapshot and reads once. What cases and pointers cost comes after
            // the answer, and so perhaps within the next message.
            if (call.Kind == "PUT blob")
                messages.Add((call.Metadata, []));
            else if (call.Kind == "transaction" && call.Rows[0].Table == StoreNames.CareRecord)
                messages[^1].Transactions.Add(call.Rows);
            else if (call.Kind != "GET table" || ++readsBefore > Sample)
                afterwards.Add(call);
        }

        return new StorageProfile(
            calls.GroupBy(call => call.Kind).ToDictionary(kind => kind.Key, kind => (double)kind.Count() / Sample),
            [
                // A sweep that came by meanwhile may have been taken for one.
                .. messages
                    .Where(message => message.Transactions.Count > 0)
                    .Select(
                        (message, i) =>
                            new MessageCalls(
                                message.Metadata,
                                message.Transactions,
                                [.. afterwards.Where((_, j) => j % messages.Count == i)]
                            )
                    ),
            ]
        );
    }
}
