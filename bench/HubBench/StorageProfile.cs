using System.Globalization;
using IntegrationHub.Cli.Send;
using IntegrationHub.Cli.Up;

namespace IntegrationHub.Bench;

/// <summary>
/// What one message costs in storage calls, counted while a hub in this process takes some, between its storage clients and the
/// storage.
/// </summary>
internal sealed record StorageProfile(IReadOnlyDictionary<string, double> CallsByKind, double Entities, double TransactionBytes)
{
    private const int Sample = 40;

    /// <summary>All calls a message.</summary>
    public double Calls => CallsByKind.Values.Sum();

    /// <summary>Table transactions a message, at least one.</summary>
    public int Transactions => Math.Max(1, (int)Math.Round(CallsByKind.GetValueOrDefault("transaction")));

    /// <summary>Rows written one by one, after the answer.</summary>
    public int RowsAfterwards => (int)Math.Round(CallsByKind.GetValueOrDefault("POST table"));

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

            var prepared = messages.Next(Sample);
            var token = HubUnderTest.PracticeToken(data);
            using var sender = new MessageSender(host.Addresses[0], TimeProvider.System);
            foreach (var message in prepared)
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
        var transactions = calls.Where(call => call.Kind == "transaction").ToList();
        return new StorageProfile(
            calls.GroupBy(call => call.Kind).ToDictionary(kind => kind.Key, kind => (double)kind.Count() / Sample),
            transactions.Sum(call => call.Entities) / (double)Sample,
            transactions.Sum(call => call.Bytes) / (double)Sample
        );
    }
}
