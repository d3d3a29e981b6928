using System.Collections.Concurrent;
using IntegrationHub.Intake;
using Microsoft.Extensions.Options;

namespace IntegrationHub.Import;

/// <summary>What became of a window's lines.</summary>
/// <param name="Errors">In the order of the lines.</param>
internal sealed record WindowResult(long Resources, IReadOnlyList<ImportError> Errors);

/// <summary>Sends a window's messages into records by the way every message takes: persons beside each other, a person's in order.</summary>
public sealed class WindowIntake(IntakeService intake, IOptions<ImportOptions> options, TimeProvider time)
{
    private const int ServerError = 500;

    internal static string CorrelationOf(ImportState state) => $"import-{state.Id}";

    /// <returns>Null where the hub could not take a message now: the window is to be worked in again.</returns>
    internal async Task<WindowResult?> WorkInAsync(ImportWindow window, ImportState state, CancellationToken cancellationToken)
    {
        var errors = new ConcurrentBag<ImportError>(window.Errors);
        var resources = 0L;
        var busy = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Value.Parallelism, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(
            window.Chains,
            parallel,
            async (chain, stop) =>
            {
                foreach (var message in chain)
                {
                    switch (await intake.ReceiveAsync(ToIncoming(message, state), stop))
                    {
                        case IntakeOutcome.Accepted accepted:
                            Interlocked.Add(ref resources, accepted.Entries);
                            foreach (var (entry, error) in accepted.EntryErrors)
                                errors.Add(ImportError.Of(message, entry, error));
                            break;
                        case IntakeOutcome.Refused refused when refused.Errors[0].Kind.Status >= ServerError:
                            Volatile.Write(ref busy, 1);
                            return;
                        case IntakeOutcome.Refused refused:
                            foreach (var error in ImportError.OfWhole(message, refused.Errors))
                                errors.Add(error);
                            break;
                        default:
                            throw new InvalidOperationException("An intake outcome of no known kind.");
                    }
                }
            }
        );
        return Volatile.Read(ref busy) == 1
            ? null
            : new WindowResult(resources, [.. errors.OrderBy(error => error.Line).ThenBy(error => error.Entry)]);
    }

    private IncomingMessage ToIncoming(ImportMessage message, ImportState state) =>
        new(
            new MessageRoute.Bundle(MessagesOnly: false),
            state.Caller,
            message.Body,
            IdempotencyKey: null,
            time.GetUtcNow(),
            CorrelationOf(state)
        )
        {
            IsFromFile = true,
        };
}
