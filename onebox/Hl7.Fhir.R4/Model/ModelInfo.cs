using Hl7.Fhir.Introspection;

namespace Hl7.Fhir.Model;

/// <summary>Facts about the model.</summary>
public static class ModelInfo
{
    /// <summary>The version of FHIR.</summary>
    public static string Version => "4.0.1";

    /// <summary>For entry points that ask for a model.</summary>
    public static ModelInspector ModelInspector => ModelInspector.R4;

    /// <summary>The names of all resource types that can have instances.</summary>
    public static List<string> SupportedResources => [.. TypeTable.AllResources];

    /// <summary>Whether R4 has a resource type of this name.</summary>
    public static bool IsKnownResource(string name) => TypeTable.TryFindResource(System.Text.Encoding.UTF8.GetBytes(name), out _);

    /// <summary>Whether this class is a resource.</summary>
    public static bool IsKnownResource(Type type) => typeof(Resource).IsAssignableFrom(type);

    /// <summary>The class of a resource or data type by its FHIR name; null when there is none.</summary>
    public static Type? GetTypeForFhirType(string name) =>
        PrimitiveKinds.Named(name) is var kind and not PrimitiveKind.None
            ? Primitives.New(new PropertyFacts("value", null!, kind, -1)).GetType()
            : TypeTable.Named(name)?.Create().GetType();

    /// <summary>The FHIR name of a class; null when it is none of the model's.</summary>
    public static string? GetFhirTypeNameForType(Type type) =>
        typeof(Base).IsAssignableFrom(type) && !type.IsAbstract && !type.ContainsGenericParameters
            ? ((Base)Activator.CreateInstance(type)!).TypeName
            : null;

    /// <summary>The canonical url of a type's definition.</summary>
    public static Canonical CanonicalUriForFhirCoreType(string typename) => new("http://hl7.org/fhir/StructureDefinition/" + typename);
}
