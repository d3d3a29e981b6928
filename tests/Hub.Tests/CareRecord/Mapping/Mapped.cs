using System.Text;
using System.Text.Json;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using IntegrationHub.CareRecord;
using IntegrationHub.CareRecord.Mapping;

namespace IntegrationHub.Tests.CareRecord.Mapping;

/// <summary>Reads FHIR JSON and maps it.</summary>
internal static class Mapped
{
    private static readonly FhirJsonPocoDeserializer Deserializer = new();

    /// <summary>The entry of a resource that must become one. Only its own members are given: what FHIR requires beside them may be missing.</summary>
    public static EntryContent Entry(string type, string members) =>
        Assert.IsType<MappingOutcome.Mapped>(ResourceMapper.Map(Resource(type, members))).Content;

    /// <summary>The reason of a resource that must not become an entry.</summary>
    public static string Reason(string type, string members) =>
        Assert.IsType<MappingOutcome.Unmapped>(ResourceMapper.Map(Resource(type, members))).Reason;

    public static Resource Resource(string type, string members) =>
        Read(Encoding.UTF8.GetBytes($$"""{"resourceType":"{{type}}",{{members}}}"""))
        ?? throw new ArgumentException("Not a resource.", nameof(members));

    /// <summary>What can be read of it, issues or none; null when not even its type can be told.</summary>
    public static Resource? Read(byte[] json)
    {
        var reader = new Utf8JsonReader(json);
        Deserializer.TryDeserializeResource(ref reader, out var resource, out _);
        return resource;
    }
}
