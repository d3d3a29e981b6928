namespace Hl7.Fhir.Serialization;

/// <summary>The checks on content. There is one set of them, <see cref="DataAnnotationDeserialzationValidator.Default"/>; null means none.</summary>
public interface IDeserializationValidator;

/// <summary>The checks of the specification: cardinality, formats, codes and invariants.</summary>
public sealed class DataAnnotationDeserialzationValidator : IDeserializationValidator
{
    private DataAnnotationDeserialzationValidator() { }

    /// <summary>All of them.</summary>
    public static readonly DataAnnotationDeserialzationValidator Default = new();
}

/// <summary>How to read.</summary>
public record FhirJsonPocoDeserializerSettings
{
    /// <summary>Leaves base64 unchecked. The text is kept either way and decoded when asked for.</summary>
    public bool DisableBase64Decoding { get; init; }

    /// <summary>Which checks on content to make; null makes none, and only faults of the JSON itself are reported.</summary>
    public IDeserializationValidator? Validator { get; init; } = DataAnnotationDeserialzationValidator.Default;
}

/// <summary>How to write.</summary>
public record FhirJsonPocoSerializerSettings;
