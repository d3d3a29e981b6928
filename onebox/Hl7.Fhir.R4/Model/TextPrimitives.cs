#nullable disable
using Hl7.Fhir.Introspection;

namespace Hl7.Fhir.Model;

/// <summary>A reference to a definition by its url, perhaps with |version.</summary>
public partial class Canonical : PrimitiveType
{
    /// <summary>Without a value.</summary>
    public Canonical() { }

    /// <summary>With this value.</summary>
    public Canonical(string value) => Raw = value;

    internal override PrimitiveKind Kind => PrimitiveKind.Canonical;

    /// <summary>As FHIR writes it; null when there is none.</summary>
    public string Value
    {
        get => PrimitiveSlot.Text(Raw);
        set => Raw = value;
    }
}

/// <summary>A code from a set that is not an enumeration.</summary>
public partial class Code : PrimitiveType
{
    /// <summary>Without a value.</summary>
    public Code() { }

    /// <summary>With this value.</summary>
    public Code(string value) => Raw = value;

    internal override PrimitiveKind Kind => PrimitiveKind.Code;

    /// <summary>As FHIR writes it; null when there is none.</summary>
    public string Value
    {
        get => PrimitiveSlot.Text(Raw);
        set => Raw = value;
    }
}

/// <summary>A date, or part of one: YYYY, YYYY-MM or YYYY-MM-DD.</summary>
public partial class Date : PrimitiveType
{
    /// <summary>Without a value.</summary>
    public Date() { }

    /// <summary>With this value.</summary>
    public Date(string value) => Raw = value;

    internal override PrimitiveKind Kind => PrimitiveKind.Date;

    /// <summary>As FHIR writes it; null when there is none.</summary>
    public string Value
    {
        get => PrimitiveSlot.Text(Raw);
        set => Raw = value;
    }
}

/// <summary>A date, or a date and time with an offset; or part of a date.</summary>
public partial class FhirDateTime : PrimitiveType
{
    /// <summary>Without a value.</summary>
    public FhirDateTime() { }

    /// <summary>With this value.</summary>
    public FhirDateTime(string value) => Raw = value;

    internal override PrimitiveKind Kind => PrimitiveKind.DateTime;

    /// <summary>As FHIR writes it; null when there is none.</summary>
    public string Value
    {
        get => PrimitiveSlot.Text(Raw);
        set => Raw = value;
    }
}

/// <summary>Letters, digits, '-' and '.', at most 64.</summary>
public partial class Id : PrimitiveType
{
    /// <summary>Without a value.</summary>
    public Id() { }

    /// <summary>With this value.</summary>
    public Id(string value) => Raw = value;

    internal override PrimitiveKind Kind => PrimitiveKind.Id;

    /// <summary>As FHIR writes it; null when there is none.</summary>
    public string Value
    {
        get => PrimitiveSlot.Text(Raw);
        set => Raw = value;
    }
}

/// <summary>Text with Markdown.</summary>
public partial class Markdown : PrimitiveType
{
    /// <summary>Without a value.</summary>
    public Markdown() { }

    /// <summary>With this value.</summary>
    public Markdown(string value) => Raw = value;

    internal override PrimitiveKind Kind => PrimitiveKind.Markdown;

    /// <summary>As FHIR writes it; null when there is none.</summary>
    public string Value
    {
        get => PrimitiveSlot.Text(Raw);
        set => Raw = value;
    }
}

/// <summary>An OID as urn:oid:...</summary>
public partial class Oid : PrimitiveType
{
    /// <summary>Without a value.</summary>
    public Oid() { }

    /// <summary>With this value.</summary>
    public Oid(string value) => Raw = value;

    internal override PrimitiveKind Kind => PrimitiveKind.Oid;

    /// <summary>As FHIR writes it; null when there is none.</summary>
    public string Value
    {
        get => PrimitiveSlot.Text(Raw);
        set => Raw = value;
    }
}

/// <summary>Text.</summary>
public partial class FhirString : PrimitiveType
{
    /// <summary>Without a value.</summary>
    public FhirString() { }

    /// <summary>With this value.</summary>
    public FhirString(string value) => Raw = value;

    internal override PrimitiveKind Kind => PrimitiveKind.String;

    /// <summary>As FHIR writes it; null when there is none.</summary>
    public string Value
    {
        get => PrimitiveSlot.Text(Raw);
        set => Raw = value;
    }
}

/// <summary>A time of day, hh:mm:ss.</summary>
public partial class Time : PrimitiveType
{
    /// <summary>Without a value.</summary>
    public Time() { }

    /// <summary>With this value.</summary>
    public Time(string value) => Raw = value;

    internal override PrimitiveKind Kind => PrimitiveKind.Time;

    /// <summary>As FHIR writes it; null when there is none.</summary>
    public string Value
    {
        get => PrimitiveSlot.Text(Raw);
        set => Raw = value;
    }
}

/// <summary>A URI.</summary>
public partial class FhirUri : PrimitiveType
{
    /// <summary>Without a value.</summary>
    public FhirUri() { }

    /// <summary>With this value.</summary>
    public FhirUri(string value) => Raw = value;

    internal override PrimitiveKind Kind => PrimitiveKind.Uri;

    /// <summary>As FHIR writes it; null when there is none.</summary>
    public string Value
    {
        get => PrimitiveSlot.Text(Raw);
        set => Raw = value;
    }
}

/// <summary>A URL.</summary>
public partial class FhirUrl : PrimitiveType
{
    /// <summary>Without a value.</summary>
    public FhirUrl() { }

    /// <summary>With this value.</summary>
    public FhirUrl(string value) => Raw = value;

    internal override PrimitiveKind Kind => PrimitiveKind.Url;

    /// <summary>As FHIR writes it; null when there is none.</summary>
    public string Value
    {
        get => PrimitiveSlot.Text(Raw);
        set => Raw = value;
    }
}

/// <summary>A UUID as urn:uuid:...</summary>
public partial class Uuid : PrimitiveType
{
    /// <summary>Without a value.</summary>
    public Uuid() { }

    /// <summary>With this value.</summary>
    public Uuid(string value) => Raw = value;

    internal override PrimitiveKind Kind => PrimitiveKind.Uuid;

    /// <summary>As FHIR writes it; null when there is none.</summary>
    public string Value
    {
        get => PrimitiveSlot.Text(Raw);
        set => Raw = value;
    }
}

/// <summary>Narrative, kept as its text.</summary>
public partial class XHtml : PrimitiveType
{
    /// <summary>Without a value.</summary>
    public XHtml() { }

    /// <summary>With this value.</summary>
    public XHtml(string value) => Raw = value;

    internal override PrimitiveKind Kind => PrimitiveKind.XHtml;

    /// <summary>As FHIR writes it; null when there is none.</summary>
    public string Value
    {
        get => PrimitiveSlot.Text(Raw);
        set => Raw = value;
    }
}
