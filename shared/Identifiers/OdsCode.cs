namespace IntegrationHub.Identifiers;

/// <summary>
/// A code of the Organisation Data Service: 3 to 8 ASCII letters and digits, kept in upper case.
/// It names an organisation or a site, never a person, and may be logged.
/// </summary>
public readonly record struct OdsCode
{
    /// <summary>The identifier system that UK Core fixes for organisations.</summary>
    public const string OrganisationSystem = "https://fhir.nhs.uk/Id/ods-organization-code";

    /// <summary>The identifier system that UK Core fixes for sites.</summary>
    public const string SiteSystem = "https://fhir.nhs.uk/Id/ods-site-code";

    private readonly string? value;

    private OdsCode(string value) => this.value = value;

    public string Value => value ?? throw new InvalidOperationException("An ODS code that was never set.");

    public static bool TryParse(string? text, out OdsCode code)
    {
        code = default;
        if (text is null || text.Length is < 3 or > 8)
            return false;
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c))
                return false;
        }

        code = new OdsCode(text.ToUpperInvariant());
        return true;
    }

    /// <summary>For codes that the hub itself wrote.</summary>
    /// <exception cref="FormatException">The text is no ODS code.</exception>
    public static OdsCode Parse(string text) => TryParse(text, out var code) ? code : throw new FormatException("Not an ODS code.");

    public override string ToString() => value ?? "";
}
