namespace Hl7.Fhir.Utility;

/// <summary>The code of an enumeration's member.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class EnumLiteralAttribute(string literal, string? system = null) : Attribute
{
    /// <summary>The code.</summary>
    public string Literal => literal;

    /// <summary>Its code system, where it is not the enumeration's own.</summary>
    public string? System => system;
}

/// <summary>The value set of an enumeration.</summary>
[AttributeUsage(AttributeTargets.Enum)]
public sealed class FhirEnumerationAttribute(string bindingName, string valueset, string? defaultCodeSystem = null) : Attribute
{
    /// <summary>Its name.</summary>
    public string BindingName => bindingName;

    /// <summary>Its canonical url.</summary>
    public string ValueSet => valueset;

    /// <summary>The code system of most of its codes.</summary>
    public string? DefaultCodeSystem => defaultCodeSystem;

    internal FhirEnumerationAttribute(string bindingName, string valueset, string defaultCodeSystem, int number)
        : this(bindingName, valueset, defaultCodeSystem) => Number = number;

    /// <summary>Its place in the table of codes.</summary>
    internal int Number { get; } = -1;
}
