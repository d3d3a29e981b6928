using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace IntegrationHub.Identifiers;

/// <summary>What the hub gives into a browser's keeping and must know for its own when it comes back. It can be read there, and not changed.</summary>
/// <param name="context">What it is for: a seal made for one use fits no other.</param>
internal sealed class SealedJson<T>(Pseudonyms seals, string context, JsonTypeInfo<T> type)
    where T : class
{
    private const int SealBytes = 30;

    internal string Write(T value)
    {
        var text = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value, type));
        return $"{text}.{SealOf(text)}";
    }

    /// <summary>Null for what is not the hub's own, and for what a version sealed whose form this one cannot read.</summary>
    internal T? Read(string? written)
    {
        if (written?.Split('.') is not [{ Length: > 0 } text, var seal])
            return null;
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(SealOf(text)), Encoding.UTF8.GetBytes(seal)))
            return null;
        try
        {
            return JsonSerializer.Deserialize(Base64Url.DecodeFromChars(text), type);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string SealOf(string text)
    {
        Span<byte> seal = stackalloc byte[32];
        seals.Seal(text, context, seal);
        return Base32.Encode(seal[..SealBytes]);
    }
}
