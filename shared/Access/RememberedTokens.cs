using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace IntegrationHub.Access;

/// <summary>
/// Tokens found valid, by their SHA-256, so that a sender's thousand requests cost one signature check. Two generations bound it:
/// when the young one is full it becomes the old one and the old one is forgotten.
/// </summary>
internal sealed class RememberedTokens(int capacity)
{
    private readonly Lock turning = new();
    private volatile Generations generations = new([], []);

    public RememberedToken? Find(TokenHash hash)
    {
        var (young, old) = generations;
        if (young.TryGetValue(hash, out var found))
            return found;
        if (!old.TryGetValue(hash, out found))
            return null;
        Add(hash, found);
        return found;
    }

    public void Add(TokenHash hash, RememberedToken token)
    {
        if (capacity == 0)
            return;
        var now = generations;
        if (now.Young.TryAdd(hash, token) && Interlocked.Increment(ref now.Count) > capacity / 2)
        {
            lock (turning)
            {
                if (ReferenceEquals(generations, now))
                    generations = new([], now.Young);
            }
        }
    }

    private sealed record Generations(
        ConcurrentDictionary<TokenHash, RememberedToken> Young,
        ConcurrentDictionary<TokenHash, RememberedToken> Old
    )
    {
        public int Count;
    }
}

/// <param name="Keys">The key set it was checked with: once the issuer's keys are read anew, it is checked again.</param>
/// <param name="NotBefore">The skew is in it.</param>
/// <param name="NotAfter">The skew is in it.</param>
internal sealed record RememberedToken(AccessDecision.Allowed Decision, KeySet Keys, DateTimeOffset NotBefore, DateTimeOffset NotAfter);

/// <summary>SHA-256 of a token's characters. Only that is kept: a memory dump holds no token.</summary>
internal readonly record struct TokenHash(UInt128 High, UInt128 Low)
{
    public static TokenHash Of(ReadOnlySpan<char> token)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(token), hash);
        return new(BinaryPrimitives.ReadUInt128BigEndian(hash), BinaryPrimitives.ReadUInt128BigEndian(hash[16..]));
    }
}
