using System.Reflection;

namespace Hl7.Fhir.Introspection;

/// <summary>Stands for the one model that there is here, R4, where Firely's API asks for a model.</summary>
public sealed class ModelInspector
{
    internal static readonly ModelInspector R4 = new();

    private ModelInspector() { }

    /// <summary>The version of FHIR: 4.0.1.</summary>
    public string FhirVersion => Model.ModelInfo.Version;

    /// <summary>The model in this assembly, which must be this one.</summary>
    public static ModelInspector ForAssembly(Assembly assembly) =>
        assembly == typeof(ModelInspector).Assembly
            ? R4
            : throw new ArgumentException("Only the R4 model's own assembly holds a model.", nameof(assembly));
}
