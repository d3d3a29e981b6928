using System.Text.Json;

namespace Hl7.Fhir.Tests;

/// <summary>Compares two JSON texts as values: order of properties does not count, numbers are compared by their text.</summary>
internal static class JsonValues
{
    /// <summary>Where they differ, or null.</summary>
    public static string? Difference(ReadOnlySpan<byte> expected, ReadOnlySpan<byte> actual)
    {
        using var one = JsonDocument.Parse(expected.ToArray(), new JsonDocumentOptions { MaxDepth = 128 });
        using var other = JsonDocument.Parse(actual.ToArray(), new JsonDocumentOptions { MaxDepth = 128 });
        return Difference("$", one.RootElement, other.RootElement);
    }

    private static string? Difference(string at, JsonElement expected, JsonElement actual)
    {
        if (expected.ValueKind != actual.ValueKind)
            return $"{at}: {expected.ValueKind} became {actual.ValueKind}";
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                var properties = actual.EnumerateObject().ToDictionary(property => property.Name, property => property.Value);
                foreach (var property in expected.EnumerateObject())
                {
                    if (!properties.Remove(property.Name, out var value))
                        return $"{at}.{property.Name} was lost";
                    if (Difference($"{at}.{property.Name}", property.Value, value) is { } difference)
                        return difference;
                }
                return properties.Count > 0 ? $"{at}.{properties.Keys.First()} was added" : null;
            case JsonValueKind.Array:
                if (expected.GetArrayLength() != actual.GetArrayLength())
                    return $"{at}: {expected.GetArrayLength()} items became {actual.GetArrayLength()}";
                return expected
                    .EnumerateArray()
                    .Zip(actual.EnumerateArray())
                    .Select((pair, i) => Difference($"{at}[{i}]", pair.First, pair.Second))
                    .FirstOrDefault(difference => difference is not null);
            case JsonValueKind.Number:
                return expected.GetRawText() == actual.GetRawText() ? null : $"{at}: digits changed";
            case JsonValueKind.String:
                return expected.GetString() == actual.GetString() ? null : $"{at}: text changed";
            default:
                return null;
        }
    }
}
