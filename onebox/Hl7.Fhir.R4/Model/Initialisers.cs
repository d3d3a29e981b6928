#nullable disable
namespace Hl7.Fhir.Model;

public partial class Extension
{
    /// <summary>Empty.</summary>
    public Extension() { }

    /// <summary>With url and value.</summary>
    public Extension(string url, DataType value)
    {
        Url = url;
        Value = value;
    }
}

public partial class Coding
{
    /// <summary>Empty.</summary>
    public Coding() { }

    /// <summary>With system and code, and perhaps a display.</summary>
    public Coding(string system, string code)
    {
        System = system;
        Code = code;
    }

    /// <inheritdoc cref="Coding(string, string)"/>
    public Coding(string system, string code, string display)
        : this(system, code) => Display = display;
}

public partial class CodeableConcept
{
    /// <summary>Empty.</summary>
    public CodeableConcept() { }

    /// <summary>With one coding, and perhaps a text.</summary>
    public CodeableConcept(string system, string code, string text = null)
    {
        Coding = [new Coding(system, code)];
        Text = text;
    }

    /// <summary>With one coding that has a display, and a text.</summary>
    public CodeableConcept(string system, string code, string display, string text)
    {
        Coding = [new Coding(system, code, display)];
        Text = text;
    }

    /// <summary>Adds a coding and returns this.</summary>
    public CodeableConcept Add(string system, string code, string display = null)
    {
        Coding.Add(new Coding(system, code, display));
        return this;
    }
}

public partial class Identifier
{
    /// <summary>Empty.</summary>
    public Identifier() { }

    /// <summary>With system and value.</summary>
    public Identifier(string system, string value)
    {
        System = system;
        Value = value;
    }
}

public partial class Period
{
    /// <summary>Empty.</summary>
    public Period() { }

    /// <summary>From start to end.</summary>
    public Period(FhirDateTime start, FhirDateTime end)
    {
        StartElement = start;
        EndElement = end;
    }
}

public partial class ContactPoint
{
    /// <summary>Empty.</summary>
    public ContactPoint() { }

    /// <summary>With all three.</summary>
    public ContactPoint(ContactPointSystem? system, ContactPointUse? use, string value)
    {
        System = system;
        Use = use;
        Value = value;
    }
}

public partial class Quantity
{
    /// <summary>Empty.</summary>
    public Quantity() { }

    /// <summary>With a value and a unit; the unit's code is the unit itself, of UCUM unless said.</summary>
    public Quantity(decimal value, string unit, string system = "http://unitsofmeasure.org")
    {
        Value = value;
        Unit = unit;
        Code = unit;
        System = system;
    }
}

public partial class ResourceReference
{
    /// <summary>Empty.</summary>
    public ResourceReference() { }

    /// <summary>To this address.</summary>
    public ResourceReference(string reference) => Reference = reference;

    /// <summary>To this address, with a text for people.</summary>
    public ResourceReference(string reference, string display)
        : this(reference) => Display = display;

    /// <summary>Whether it is to a contained resource ("#id").</summary>
    public bool IsContainedReference => Reference?.StartsWith('#') ?? false;
}

public partial class Narrative
{
    /// <summary>Empty.</summary>
    public Narrative() { }

    /// <summary>Generated text: the XHTML of a div.</summary>
    public Narrative(string html)
    {
        Status = NarrativeStatus.Generated;
        Div = html;
    }
}
