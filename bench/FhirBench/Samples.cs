using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using IntegrationHub.CareRecord.Mapping;
using IntegrationHub.Fhir;

namespace FhirBench;

/// <summary>What is measured, and the GP-sized bundles it is measured on.</summary>
internal static class Samples
{
    private const int GpSize = 11_000;

    private static readonly FhirJsonPocoDeserializer Deserializer = new();
    private static readonly FhirJsonPocoDeserializer Unchecked = new(new FhirJsonPocoDeserializerSettings { Validator = null });
    private static readonly FhirJsonPocoSerializer Serializer = new();
    private static readonly JsonLimits Limits = new();

    public static void Scan(byte[] json)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read()) { }
    }

    public static void Parse(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
    }

    public static Resource Read(byte[] json) => Read(Deserializer, json);

    public static Resource ReadUnchecked(byte[] json) => Read(Unchecked, json);

    /// <summary>The pass that every body goes through first: limits, UTF-8, double names, and where each entry's resource lies.</summary>
    public static JsonScanResult Gate(byte[] json) =>
        JsonScan.Run(json, Limits) is { Error: null } sound ? sound : throw new InvalidDataException("The gate refuses a sample.");

    /// <summary>All that intake does to know what a message says: the gate, then the read with every check.</summary>
    public static Resource GateAndRead(byte[] json)
    {
        Gate(json);
        return FhirReader.Read(json, Limits, lenient: false) is { Errors: [], Resource: { } resource }
            ? resource
            : throw new InvalidDataException("The hub refuses a sample.");
    }

    public static void ReadAndMap(byte[] json) => Map(Read(json));

    /// <summary>As intake does it: gate, read, then each entry's line of the record.</summary>
    public static void GateReadAndMap(byte[] json) => Map(GateAndRead(json));

    private static void Map(Resource resource)
    {
        var bundle = (Bundle)resource;
        var byUrl = new Lazy<Dictionary<string, Resource>>(() =>
            bundle.Entry.Where(entry => entry.FullUrl is not null).ToDictionary(entry => entry.FullUrl, entry => entry.Resource)
        );
        foreach (var entry in bundle.Entry)
            ResourceMapper.Map(entry.Resource, reference => byUrl.Value.GetValueOrDefault(reference));
    }

    public static void Write(Resource resource)
    {
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        using var writer = new Utf8JsonWriter(buffer);
        Serializer.Serialize(resource, writer);
    }

    /// <summary>Bundles of about 11 KB with no white space: the entries of a large one, in turn.</summary>
    public static IEnumerable<byte[]> GpSized(byte[] bundle)
    {
        // Mark-up is left as senders leave it: the default encoder would turn every < into an escape.
        var asWritten = new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using var document = JsonDocument.Parse(bundle);
        var text = new StringBuilder();
        foreach (var entry in document.RootElement.GetProperty("entry").EnumerateArray())
        {
            var minified = JsonSerializer.Serialize(entry, asWritten);
            if (minified.Length > GpSize)
                continue;
            text.Append(text.Length == 0 ? """{"resourceType":"Bundle","type":"transaction","entry":[""" : ",").Append(minified);
            if (text.Length < GpSize)
                continue;
            yield return Encoding.UTF8.GetBytes(text.Append("]}").ToString());
            text.Clear();
        }
    }

    private static Resource Read(FhirJsonPocoDeserializer deserializer, byte[] json)
    {
        var reader = new Utf8JsonReader(json);
        return deserializer.TryDeserializeResource(ref reader, out var resource, out var issues)
            ? resource
            : throw new InvalidDataException(string.Join('\n', issues.Take(5).Select(issue => issue.Message)));
    }
}
