using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Hl7.Fhir.Introspection;
using Hl7.Fhir.Model;
using Hl7.Fhir.Utility;

namespace Hl7.Fhir.Serialization;

/// <summary>Reads FHIR JSON. Instances keep nothing between calls and may be used from several threads at once.</summary>
public class BaseFhirJsonPocoDeserializer
{
    /// <summary>For the model in this assembly: R4.</summary>
    public BaseFhirJsonPocoDeserializer(Assembly assembly, FhirJsonPocoDeserializerSettings settings)
        : this(ModelInspector.ForAssembly(assembly), settings) { }

    /// <summary>For this model: R4.</summary>
    public BaseFhirJsonPocoDeserializer(ModelInspector inspector, FhirJsonPocoDeserializerSettings settings)
    {
        ArgumentNullException.ThrowIfNull(inspector);
        Settings = settings;
    }

    /// <summary>As given to the constructor.</summary>
    public FhirJsonPocoDeserializerSettings Settings { get; }

    /// <summary>
    /// Reads a resource and collects every issue. False means there are issues; <paramref name="instance"/> then holds what could be read, or
    /// null when the type is not known. Text that is not JSON throws JsonException.
    /// </summary>
    /// <param name="reader">At the object's start or before it; afterwards at its end. It must refuse or skip comments.</param>
    /// <param name="instance">The resource.</param>
    /// <param name="issues">In the order of the input.</param>
    public bool TryDeserializeResource(
        ref Utf8JsonReader reader,
        [NotNullWhen(true)] out Resource? instance,
        out IEnumerable<CodedException> issues
    )
    {
        Start(ref reader);
        var read = new PocoJsonReader(Settings);
        instance = read.ReadRoot(ref reader);
        issues = read.Issues;
        return read.Issues.Count == 0;
    }

    /// <summary>Reads an object of a given class: a data type, or a resource when the type of resource is known.</summary>
    public bool TryDeserializeObject(
        Type targetType,
        ref Utf8JsonReader reader,
        [NotNullWhen(true)] out Base? instance,
        out IEnumerable<CodedException> issues
    )
    {
        Start(ref reader);
        if (Activator.CreateInstance(targetType) is not Base target || target is PrimitiveType)
            throw new ArgumentException($"{targetType} is not a FHIR type that can be read.", nameof(targetType));
        var read = new PocoJsonReader(Settings);
        read.ReadRootObject(ref reader, target);
        instance = target;
        issues = read.Issues;
        return read.Issues.Count == 0;
    }

    private static void Start(ref Utf8JsonReader reader)
    {
        if (reader.CurrentState.Options.CommentHandling == JsonCommentHandling.Allow)
            throw new InvalidOperationException("The reader must be set to ignore or refuse comments.");
        if (reader.TokenType == JsonTokenType.None)
            reader.Read();
    }
}

/// <inheritdoc/>
public class FhirJsonPocoDeserializer : BaseFhirJsonPocoDeserializer
{
    /// <summary>With every check.</summary>
    public FhirJsonPocoDeserializer()
        : this(new FhirJsonPocoDeserializerSettings()) { }

    /// <summary>With these settings.</summary>
    public FhirJsonPocoDeserializer(FhirJsonPocoDeserializerSettings settings)
        : base(ModelInfo.ModelInspector, settings) { }
}

/// <summary>Other ways to call the deserializer.</summary>
public static class PocoDeserializationExtensions
{
    /// <summary>Reads a resource; throws DeserializationFailedException when there is any issue.</summary>
    public static Resource DeserializeResource(this BaseFhirJsonPocoDeserializer deserializer, ref Utf8JsonReader reader) =>
        deserializer.TryDeserializeResource(ref reader, out var instance, out var issues)
            ? instance
            : throw new DeserializationFailedException(instance, issues);

    /// <inheritdoc cref="DeserializeResource(BaseFhirJsonPocoDeserializer, ref Utf8JsonReader)"/>
    public static Resource DeserializeResource(this BaseFhirJsonPocoDeserializer deserializer, string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        return deserializer.DeserializeResource(ref reader);
    }

    /// <summary>Reads a resource from a text.</summary>
    public static bool TryDeserializeResource(
        this BaseFhirJsonPocoDeserializer deserializer,
        string json,
        [NotNullWhen(true)] out Resource? instance,
        out IEnumerable<CodedException> issues
    )
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        return deserializer.TryDeserializeResource(ref reader, out instance, out issues);
    }

    /// <summary>Reads an object of a given class; throws DeserializationFailedException when there is any issue.</summary>
    public static Base DeserializeObject(this BaseFhirJsonPocoDeserializer deserializer, Type targetType, ref Utf8JsonReader reader) =>
        deserializer.TryDeserializeObject(targetType, ref reader, out var instance, out var issues)
            ? instance
            : throw new DeserializationFailedException(instance, issues);

    /// <inheritdoc cref="DeserializeObject(BaseFhirJsonPocoDeserializer, Type, ref Utf8JsonReader)"/>
    public static T DeserializeObject<T>(this BaseFhirJsonPocoDeserializer deserializer, ref Utf8JsonReader reader)
        where T : Base => (T)deserializer.DeserializeObject(typeof(T), ref reader);
}
