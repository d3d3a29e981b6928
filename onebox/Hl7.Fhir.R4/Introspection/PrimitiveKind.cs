namespace Hl7.Fhir.Introspection;

/// <summary>FHIR's primitive types. <see cref="Enumeration"/> is a code whose value set is a .NET enumeration.</summary>
internal enum PrimitiveKind : byte
{
    None,
    Base64Binary,
    Boolean,
    Canonical,
    Code,
    Date,
    DateTime,
    Decimal,
    Id,
    Instant,
    Integer,
    Markdown,
    Oid,
    PositiveInt,
    String,
    Time,
    UnsignedInt,
    Uri,
    Url,
    Uuid,
    XHtml,
    Enumeration,
}

internal static class PrimitiveKinds
{
    /// <summary>FHIR's name of each kind, by the kind's number.</summary>
    private static readonly string[] Names =
    [
        "",
        "base64Binary",
        "boolean",
        "canonical",
        "code",
        "date",
        "dateTime",
        "decimal",
        "id",
        "instant",
        "integer",
        "markdown",
        "oid",
        "positiveInt",
        "string",
        "time",
        "unsignedInt",
        "uri",
        "url",
        "uuid",
        "xhtml",
        "code",
    ];

    public static string Name(this PrimitiveKind kind) => Names[(int)kind];

    public static PrimitiveKind Named(string name)
    {
        var at = Array.IndexOf(Names, name);
        return at > 0 ? (PrimitiveKind)at : PrimitiveKind.None;
    }
}
