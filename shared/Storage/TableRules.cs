using System.Buffers;
using System.Text;
using Azure.Data.Tables;

namespace IntegrationHub.Storage;

/// <summary>
/// Azure's rules for entities and transactions, asserted before anything is sent: emulators accept what Azure refuses, and a row
/// that fails only in production is a lost message. A breach is a fault of the hub, never of a sender.
/// </summary>
public static class TableRules
{
    /// <summary>Azure: 100. The hub stops at 90.</summary>
    public const int MaxActions = 90;

    /// <summary>Azure: 4 MiB. The hub stops at 3 MiB.</summary>
    public const int MaxTransactionBytes = 3 * 1024 * 1024;

    private const int MaxKey = 128;
    private const int MaxString = 32_768;
    private const int MaxBinary = 64 * 1024;
    private const int MaxProperties = 252;

    /// <summary>ASCII that can be printed, without what a path or query would be cut at.</summary>
    private static readonly SearchValues<char> InKeys = SearchValues.Create([
        .. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c).Except(['/', '\\', '#', '?']),
    ]);

    /// <returns>Roughly what the entity takes on the wire, never less than Azure counts.</returns>
    /// <exception cref="InvalidOperationException">The entity breaks a rule; the message names the property, never a value.</exception>
    public static int Assert(TableEntity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        AssertKey(entity.PartitionKey);
        AssertKey(entity.RowKey);
        if (entity.Count > MaxProperties + 4)
            throw new InvalidOperationException("An entity has too many properties.");
        var size = 512;
        foreach (var (name, value) in entity)
        {
            var (sound, length) = value switch
            {
                string text => (text.Length <= MaxString && HasNoLoneSurrogate(text), Encoding.UTF8.GetByteCount(text) + text.Length),
                byte[] bytes => (bytes.Length <= MaxBinary, bytes.Length * 4 / 3 + 4),
                _ => (true, 32),
            };
            if (!sound)
                throw new InvalidOperationException($"The property {name} breaks a rule of Azure tables.");
            size += name.Length * 2 + 32 + length;
        }

        return size;
    }

    private static void AssertKey(string? key)
    {
        if (key is null || key.Length > MaxKey)
            throw new InvalidOperationException("A key is missing or too long.");
        if (key.AsSpan().ContainsAnyExcept(InKeys))
            throw new InvalidOperationException("A key holds a character that Azure tables refuse.");
    }

    private static bool HasNoLoneSurrogate(string text)
    {
        var first = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF');
        for (var i = first < 0 ? text.Length : first; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[++i]))
                return false;
        }

        return true;
    }
}
