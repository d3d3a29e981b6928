namespace IntegrationHub.Cli.Demonstration;

/// <summary>A code, the system it is from, and its words.</summary>
internal sealed record Code(string System, string Value, string Display)
{
    public static Code Snomed(string value, string display) => new("http://snomed.info/sct", value, display);

    /// <summary>A product of the NHS dictionary of medicines and devices.</summary>
    public static Code Medicine(string value, string display) => new("https://dmd.nhs.uk", value, display);

    /// <summary>A code of one of HL7's own systems, named by the end of its address.</summary>
    public static Code Hl7(string system, string value, string display) =>
        new("http://terminology.hl7.org/CodeSystem/" + system, value, display);

    /// <summary>A code of UK Core.</summary>
    public static Code UkCore(string system, string value, string display) =>
        new("https://fhir.hl7.org.uk/CodeSystem/UKCore-" + system, value, display);
}
