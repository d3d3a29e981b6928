using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using IntegrationHub.Errors;

namespace IntegrationHub.Fhir;

/// <summary>What one pass over the bytes found out.</summary>
/// <param name="ResourceRanges">For a Bundle: one an entry, in order; null where the entry has no resource.</param>
/// <param name="Suspicions">What is worth a walk over what the reader makes of the bytes.</param>
public sealed record JsonScanResult(HubError? Error, IReadOnlyList<ByteRange?> ResourceRanges, Suspicions Suspicions = Suspicions.None)
{
    public static JsonScanResult Refused(HubError error) => new(error, []);
}

/// <summary>
/// The one gate that every JSON body passes before anything is made of it: one well-formed UTF-8 document, an object, within the
/// limits, no property twice, no text that two programs could read differently (lone surrogates, U+0000, numbers that overflow).
/// The same pass notes where the entries' resources lie: docs/adr/0007-ranges-come-from-the-gate.md.
/// </summary>
public static class JsonScan
{
    // No decimal of so many characters without an exponent is too large.
    private const int SurelyDecimal = 18;

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
        if (!reader.Read())
            return JsonScanResult.Refused(ErrorCatalogue.NotJson);
        if (reader.TokenType != JsonTokenType.StartObject)
            return JsonScanResult.Refused(ErrorCatalogue.NotAnObject);

        var ranges = new List<ByteRange?>();
        var entries = new EntryPlaces();
        var suspicions = new SuspicionFinder();
        var nodes = 0;
        do
        {
            if (++nodes > limits.MaxNodes)
                return JsonScanResult.Refused(ErrorCatalogue.TooManyNodes);

            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    names.Open();
                    entries.FollowStart(ref reader, ranges);
                    if (ranges.Count > limits.MaxEntries)
                        return JsonScanResult.Refused(ErrorCatalogue.TooManyEntries);
                    break;
                case JsonTokenType.EndObject:
                    names.Close();
                    entries.FollowEnd(ref reader, ranges);
                    break;
                case JsonTokenType.PropertyName:
                    if (reader.ValueSpan.Length > limits.MaxNameBytes)
                        return JsonScanResult.Refused(ErrorCatalogue.TextTooLong);
                    if (!reader.ValueIsEscaped)
                        suspicions.LookAtName(reader.ValueSpan);
                    else if (!IsSound(ref reader, ref suspicions))
                        return JsonScanResult.Refused(ErrorCatalogue.InvalidText);
                    if (!names.TryAdd(ref reader))
                        return JsonScanResult.Refused(ErrorCatalogue.DuplicateProperty);
                    if (names.InOpenObject > limits.MaxProperties)
                        return JsonScanResult.Refused(ErrorCatalogue.TooManyNodes);
                    entries.FollowName(ref reader);
                    break;
                case JsonTokenType.String:
                    if (reader.ValueSpan.Length > limits.MaxStringBytes)
                        return JsonScanResult.Refused(ErrorCatalogue.TextTooLong);
                    if (!reader.ValueIsEscaped)
                        suspicions.LookAtText(reader.ValueSpan);
                    else if (!IsSound(ref reader, ref suspicions))
                        return JsonScanResult.Refused(ErrorCatalogue.InvalidText);
                    break;
                case JsonTokenType.Number:
                    if (!IsSoundNumber(ref reader, limits))
                        return JsonScanResult.Refused(ErrorCatalogue.NumberOutOfRange);
                    break;
            }
        } while (reader.Read());

        return new JsonScanResult(null, ranges, suspicions.Found);
    }

    /// <summary>
    /// Escapes can spell what raw UTF-8 cannot hold, half a surrogate pair and U+0000, and can hide what the hub looks for. Only
    /// those of a code point and of the slash can: a text without them is looked at as it stands.
    /// </summary>
    private static bool IsSound(ref Utf8JsonReader reader, ref SuspicionFinder suspicions)
    {
        var raw = reader.ValueSpan;
        if (raw.IndexOf("\\u"u8) < 0 && raw.IndexOf("\\/"u8) < 0)
        {
            Look(ref suspicions, reader.TokenType, raw);
            return true;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(raw.Length);
        try
        {
            var text = buffer.AsSpan(0, reader.CopyString(buffer));
            Look(ref suspicions, reader.TokenType, text);
            return !text.Contains((byte)0);
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate: there is no text.
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private static void Look(ref SuspicionFinder suspicions, JsonTokenType token, ReadOnlySpan<byte> text)
    {
        if (token == JsonTokenType.PropertyName)
            suspicions.LookAtName(text);
        else
            suspicions.LookAtText(text);
    }

    private static bool IsSoundNumber(ref Utf8JsonReader reader, JsonLimits limits)
    {
        var digits = reader.ValueSpan;
        if (digits.Length <= SurelyDecimal && digits.IndexOfAny((byte)'e', (byte)'E') < 0)
            return true;
        return digits.Length <= limits.MaxNumberBytes && reader.TryGetDecimal(out _);
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
}
