namespace Hl7.Fhir.R4.Generator;

/// <summary>What FHIR's types are called in .NET.</summary>
internal static class DotNetNames
{
    /// <summary>Primitive type to its class and to the .NET type of its convenience property.</summary>
    public static readonly Dictionary<string, (string Class, string Native, string Reader)> Primitives = new()
    {
        ["base64Binary"] = ("Base64Binary", "byte[]", "Bytes"),
        ["boolean"] = ("FhirBoolean", "bool?", "Truth"),
        ["canonical"] = ("Canonical", "string", "Text"),
        ["code"] = ("Code", "string", "Text"),
        ["date"] = ("Date", "string", "Text"),
        ["dateTime"] = ("FhirDateTime", "string", "Text"),
        ["decimal"] = ("FhirDecimal", "decimal?", "Number"),
        ["id"] = ("Id", "string", "Text"),
        ["instant"] = ("Instant", "DateTimeOffset?", "Moment"),
        ["integer"] = ("Integer", "int?", "Whole"),
        ["markdown"] = ("Markdown", "string", "Text"),
        ["oid"] = ("Oid", "string", "Text"),
        ["positiveInt"] = ("PositiveInt", "int?", "Whole"),
        ["string"] = ("FhirString", "string", "Text"),
        ["time"] = ("Time", "string", "Text"),
        ["unsignedInt"] = ("UnsignedInt", "int?", "Whole"),
        ["uri"] = ("FhirUri", "string", "Text"),
        ["url"] = ("FhirUrl", "string", "Text"),
        ["uuid"] = ("Uuid", "string", "Text"),
        ["xhtml"] = ("XHtml", "string", "Text"),
    };

    /// <summary>Classes written by hand: the generator only numbers them.</summary>
    public static readonly HashSet<string> ByHand = ["Element", "BackboneElement", "Resource", "DomainResource"];

    /// <summary>Properties that Firely gives a wider type than R4 needs, because the class serves several versions of FHIR.</summary>
    public static readonly Dictionary<string, string> SharedAcrossVersions = new()
    {
        ["Signature.who"] = "Hl7.Fhir.Model.DataType",
        ["Signature.onBehalfOf"] = "Hl7.Fhir.Model.DataType",
        ["Attachment.size"] = "long?",
    };

    public static string Class(string fhirType) =>
        fhirType == "Reference" ? "ResourceReference"
        : Primitives.TryGetValue(fhirType, out var primitive) ? primitive.Class
        : fhirType;

    public static string FullClass(string fhirType) => "Hl7.Fhir.Model." + Class(fhirType);

    public static string Property(string element) => char.ToUpperInvariant(element[0]) + element[1..];

    /// <summary>A component's own name: "Patient.ContactComponent" is "ContactComponent" inside Patient.</summary>
    public static string Simple(string typeName) => typeName[(typeName.LastIndexOf('.') + 1)..];

    /// <summary>The TypeName property: Patient, Reference, Patient#Contact.</summary>
    public static string TypeName(TypeFact type) =>
        type.Kind == "component" ? type.Name[..^"Component".Length].Replace('.', '#') : type.Name;

    /// <summary>The .NET base class.</summary>
    public static string BaseClass(TypeFact type) =>
        (type.Kind, type.Base) switch
        {
            ("type", "Element") => "Hl7.Fhir.Model.DataType",
            ("type", "BackboneElement") => "Hl7.Fhir.Model.BackboneType",
            _ => FullClass(type.Base),
        };
}
