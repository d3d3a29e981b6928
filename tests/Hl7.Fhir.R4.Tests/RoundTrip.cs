using System.Text.Json;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using Hl7.Fhir.Utility;

namespace Hl7.Fhir.Tests;

/// <summary>A file read and written back.</summary>
internal sealed record RoundTrip(string File, IReadOnlyList<CodedException> Issues, string? Difference)
{
    private static readonly FhirJsonPocoDeserializer Deserializer = new();
    private static readonly FhirJsonPocoSerializer Serializer = new();

    public static RoundTrip Of(string path)
    {
        var bytes = System.IO.File.ReadAllBytes(path);
        Resource? resource;
        List<CodedException> issues;
        try
        {
            resource = Read(bytes, out issues);
        }
        catch (JsonException)
        {
            return new RoundTrip(Path.GetFileName(path), [new CodedException("JSON", "Not JSON.")], "nothing was read");
        }
        var difference = resource is null ? "nothing was read" : JsonValues.Difference(bytes, Serializer.SerializeToBytes(resource));
        return new RoundTrip(Path.GetFileName(path), issues, difference);
    }

    public static Resource? Read(ReadOnlySpan<byte> json, out List<CodedException> issues)
    {
        var reader = new Utf8JsonReader(json);
        Deserializer.TryDeserializeResource(ref reader, out var resource, out var found);
        issues = [.. found];
        return resource;
    }

    public override string ToString() =>
        $"{File}: {Difference} {string.Join(" ", Issues.Take(3).Select(i => $"[{i.ErrorCode} {i.Message}]"))}";
}
