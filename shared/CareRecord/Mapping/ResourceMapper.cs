using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

/// <summary>Pure: from a resource to what the shared care record says of it. One file a resource type.</summary>
public static class ResourceMapper
{
    public static MappingOutcome Map(Resource resource) => new MappingOutcome.Unmapped("type-not-mapped");
}
