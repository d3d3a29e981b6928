using System.Collections.Frozen;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Access;

/// <summary>The issuer's keys at one reading.</summary>
internal sealed record KeySet(FrozenDictionary<string, SigningKey> Keys);

/// <param name="Set">Null while no keys could be read at all.</param>
/// <param name="Key">Null if the set has none of that id.</param>
internal readonly record struct KeyLookup(KeySet? Set, SigningKey? Key);

/// <summary>
/// Keeps the issuer's keys. They are read at first use, again after <see cref="Lifetime"/>, and when a token names a key that is not
/// among them (a rotation), but never twice within <see cref="Pause"/>: tokens with made-up key ids must not become requests to the issuer.
/// Only while there are no keys at all, and so nobody can call, they are asked for every <see cref="PauseWithoutKeys"/>.
/// </summary>
internal sealed partial class SigningKeys(ISigningKeySource source, TimeProvider time, ILogger<SigningKeys> logger) : IDisposable
{
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan PauseWithoutKeys = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    private readonly SemaphoreSlim gate = new(1, 1);
    private volatile KeySet? current;
    private long triedAt;
    private long readAt;
    private bool tried;

    public KeySet? Current => current;

    public async ValueTask<KeyLookup> FindAsync(string keyId, CancellationToken cancellationToken)
    {
        if (
            current is { } set
            && set.Keys.TryGetValue(keyId, out var known)
            && time.GetElapsedTime(Interlocked.Read(ref readAt)) < Lifetime
        )
            return new(set, known);

        await gate.WaitAsync(cancellationToken);
        try
        {
            // Whoever waited here finds the reading of the one who came first, and does not read again.
            if (!tried || time.GetElapsedTime(triedAt) >= (current is null ? PauseWithoutKeys : Pause))
                await ReadAsync(cancellationToken);
        }
        finally
        {
            gate.Release();
        }

        set = current;
        return new(set, set?.Keys.GetValueOrDefault(keyId));
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        tried = true;
        triedAt = time.GetTimestamp();
        try
        {
            var keys = new Dictionary<string, SigningKey>(StringComparer.Ordinal);
            foreach (var key in await source.ReadAsync(cancellationToken))
            {
                // Of two keys with one id neither can be told to be the right one; the first stays.
                if (SigningKey.From(key) is { } usable)
                    keys.TryAdd(usable.Id, usable);
            }

            current = new(keys.ToFrozenDictionary(StringComparer.Ordinal));
            Interlocked.Exchange(ref readAt, time.GetTimestamp());
        }
        catch (IOException fault)
        {
            // The keys read before still hold: an issuer that is down for an hour must not stop the hub.
            LogUnreadable(logger, fault);
        }
    }

    public void Dispose() => gate.Dispose();

    [LoggerMessage(1, LogLevel.Warning, "The access tokens' signing keys could not be read; those read before stay in use.")]
    private static partial void LogUnreadable(ILogger logger, Exception fault);
}
