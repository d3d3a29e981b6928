using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using IntegrationHub.Errors;

namespace IntegrationHub.Fhir;

/// <summary>Where a resource of a Bundle stands in the raw bytes: what makes the original one ranged read.</summary>
/// <param name="Offset">Bytes from the start of the message.</param>
/// <param name="Length">Bytes.</param>
public readonly record struct ByteRange(int Offset, int Length);

/// <summary>What one pass over the bytes found out.</summary>
/// <param name="ResourceRanges">For a Bundle: one an entry, in order; null where the entry has no resource.</param>
/// <param name="HasModifierExtension">Some object has a property of that name: worth a walk to find where.</param>
public sealed record JsonScanResult(HubError? Error, IReadOnlyList<ByteRange?> ResourceRanges, bool HasModifierExtension = false)
{
    public static JsonScanResult Refused(HubError error) => new(error, []);
}

/// <summary>
/// The one gate that every JSON body passes before anything is made of it: one well-formed UTF-8 document, an object, within the
/// limits, no property twice, no text that two programs could read differently (lone surrogates, U+0000, numbers that overflow).
/// The same pass notes where the entries' resources lie.
/// </summary>
public static class JsonScan
{
    public static JsonScanResult Run(ReadOnlySpan<byte> body, JsonLimits limits)
    {
        if (body.Length > limits.MaxBytes)
            return JsonScanResult.Refused(ErrorCatalogue.BodyTooLarge);
        if (body.StartsWith("\uFEFF"u8))
            return JsonScanResult.Refused(ErrorCatalogue.ByteOrderMark);
        if (!Utf8.IsValid(body))
            return JsonScanResult.Refused(ErrorCatalogue.InvalidText);

        var names = new PropertyNames();
        try
        {
            return Walk(body, limits, ref names);
        }
        catch (JsonException)
        {
            // The reader's own message may quote the input, so only the kind of fault goes on. Depth has its own code.
            return JsonScanResult.Refused(DeeperThan(body, limits.MaxDepth) ? ErrorCatalogue.TooDeep : ErrorCatalogue.NotJson);
        }
        finally
        {
            names.Return();
        }
    }

    private static JsonScanResult Walk(ReadOnlySpan<byte> body, JsonLimits limits, ref PropertyNames names)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = limits.MaxDepth });
        var ranges = new List<ByteRange?>();
        var entries = new EntryPlaces();
        var nodes = 0;
        var modifier = false;

        while (reader.Read())
        {
            if (++nodes > limits.MaxNodes)
                return JsonScanResult.Refused(ErrorCatalogue.TooManyNodes);

            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    names.Open();
                    break;
                case JsonTokenType.EndObject:
                    names.Close();
                    break;
                case JsonTokenType.PropertyName:
                    if (reader.ValueSpan.Length > limits.MaxNameBytes)
                        return JsonScanResult.Refused(ErrorCatalogue.TextTooLong);
                    if (reader.ValueIsEscaped && !IsSoundText(ref reader))
                        return JsonScanResult.Refused(ErrorCatalogue.InvalidText);
                    modifier |= reader.ValueTextEquals("modifierExtension"u8);
                    if (!names.TryAdd(ref reader))
                        return JsonScanResult.Refused(ErrorCatalogue.DuplicateProperty);
                    if (names.InOpenObject > limits.MaxProperties)
                        return JsonScanResult.Refused(ErrorCatalogue.TooManyNodes);
                    break;
                case JsonTokenType.String:
                    if (reader.ValueSpan.Length > limits.MaxStringBytes)
                        return JsonScanResult.Refused(ErrorCatalogue.TextTooLong);
                    if (reader.ValueIsEscaped && !IsSoundText(ref reader))
                        return JsonScanResult.Refused(ErrorCatalogue.InvalidText);
                    break;
                case JsonTokenType.Number:
                    if (reader.ValueSpan.Length > limits.MaxNumberBytes || !reader.TryGetDecimal(out _))
                        return JsonScanResult.Refused(ErrorCatalogue.NumberOutOfRange);
                    break;
            }

            if (nodes == 1 && reader.TokenType != JsonTokenType.StartObject)
                return JsonScanResult.Refused(ErrorCatalogue.NotAnObject);
            entries.Follow(ref reader, ranges);
            if (ranges.Count > limits.MaxEntries)
                return JsonScanResult.Refused(ErrorCatalogue.TooManyEntries);
        }

        return nodes == 0 ? JsonScanResult.Refused(ErrorCatalogue.NotJson) : new JsonScanResult(null, ranges, modifier);
    }

    /// <summary>Escapes can spell what raw UTF-8 cannot hold: half a surrogate pair, and U+0000.</summary>
    private static bool IsSoundText(ref Utf8JsonReader reader)
    {
        var buffer = ArrayPool<char>.Shared.Rent(reader.ValueSpan.Length);
        try
        {
            var length = reader.CopyString(buffer);
            return !buffer.AsSpan(0, length).Contains('\0');
        }
        catch (InvalidOperationException)
        {
            return false;
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer, clearArray: true);
        }
    }

    private static bool DeeperThan(ReadOnlySpan<byte> body, int depth)
    {
        var open = 0;
        var inString = false;
        for (var i = 0; i < body.Length; i++)
        {
            var b = body[i];
            if (inString)
            {
                if (b == '\\')
                    i++;
                else if (b == '"')
                    inString = false;
            }
            else if (b == '"')
                inString = true;
            else if (b is (byte)'{' or (byte)'[' && ++open > depth)
                return true;
            else if (b is (byte)'}' or (byte)']')
                open--;
        }

        return false;
    }

    /// <summary>Follows <c>entry[n].resource</c> of a Bundle; depth alone tells the place, so no path is kept.</summary>
    private struct EntryPlaces
    {
        private bool inEntries;
        private bool resourceNext;
        private int start;

        public void Follow(ref Utf8JsonReader reader, List<ByteRange?> ranges)
        {
            switch (reader.CurrentDepth, reader.TokenType)
            {
                case (1, JsonTokenType.PropertyName):
                    inEntries = reader.ValueTextEquals("entry"u8);
                    break;
                case (2, JsonTokenType.StartObject) when inEntries:
                    ranges.Add(null);
                    break;
                case (3, JsonTokenType.PropertyName) when inEntries:
                    resourceNext = reader.ValueTextEquals("resource"u8);
                    break;
                case (3, JsonTokenType.StartObject) when inEntries && resourceNext:
                    start = (int)reader.TokenStartIndex;
                    break;
                case (3, JsonTokenType.EndObject) when inEntries && resourceNext:
                    if (ranges.Count > 0)
                        ranges[^1] = new ByteRange(start, (int)reader.BytesConsumed - start);
                    resourceNext = false;
                    break;
            }
        }
    }

    /// <summary>
    /// The names met in each open object, as 64-bit hashes in one pooled array. A clash of hashes between two different names would
    /// refuse a sound message; at 64 bits and the limits above that is less likely than a fault of the machine.
    /// </summary>
    private struct PropertyNames
    {
        private const int LinearUpTo = 32;
        private ulong[] hashes;
        private int count;
        private int[] starts;
        private int open;
        private Dictionary<int, HashSet<ulong>>? wide;

        public void Open()
        {
            starts ??= ArrayPool<int>.Shared.Rent(512);
            hashes ??= ArrayPool<ulong>.Shared.Rent(256);
            starts[open++] = count;
        }

        public void Close()
        {
            count = starts[--open];
            wide?.Remove(open);
        }

        public readonly int InOpenObject => count - starts[open - 1];

        public bool TryAdd(ref Utf8JsonReader reader)
        {
            var hash = Hash(ref reader);
            var start = starts[open - 1];
            if (count - start < LinearUpTo)
            {
                if (hashes.AsSpan(start, count - start).Contains(hash))
                    return false;
            }
            else if (!Wide(start).Add(hash))
                return false;

            if (count == hashes.Length)
                Grow();
            hashes[count++] = hash;
            return true;
        }

        public void Return()
        {
            if (hashes is not null)
                ArrayPool<ulong>.Shared.Return(hashes);
            if (starts is not null)
                ArrayPool<int>.Shared.Return(starts);
        }

        private HashSet<ulong> Wide(int start)
        {
            wide ??= [];
            if (!wide.TryGetValue(open - 1, out var set))
                wide[open - 1] = set = [.. hashes.AsSpan(start, count - start)];
            return set;
        }

        private void Grow()
        {
            var larger = ArrayPool<ulong>.Shared.Rent(hashes.Length * 2);
            hashes.AsSpan(0, count).CopyTo(larger);
            ArrayPool<ulong>.Shared.Return(hashes);
            hashes = larger;
        }

        private static ulong Hash(ref Utf8JsonReader reader)
        {
            if (!reader.ValueIsEscaped)
                return Hash(reader.ValueSpan);
            return Hash(Encoding.UTF8.GetBytes(reader.GetString()!));
        }

        /// <summary>FNV-1a: names are a few bytes long, where it beats hashes with a set-up cost.</summary>
        private static ulong Hash(ReadOnlySpan<byte> bytes)
        {
            var hash = 14695981039346656037UL;
            foreach (var b in bytes)
                hash = (hash ^ b) * 1099511628211UL;
            return hash;
        }
    }
}
