using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class ConsentMapping
{
    private const string Scope = "http://terminology.hl7.org/CodeSystem/consentscope";
    private const string Category = "http://terminology.hl7.org/CodeSystem/consentcategorycodes";
    private const string Loinc = "http://loinc.org";

    private static readonly SectionRule[] ByCategory =
    [
        new(
            "category",
            Section.EndOfLifeCare,
            new(
                new(Category, "acd", "Advance directive"),
                new(Category, "dnr", "Do not resuscitate"),
                new(Category, "polst", "Orders for life sustaining treatment"),
                new(Loinc, "42348-3", "Advance healthcare directives")
            )
        ),
        new("category", Section.IndividualRequirements, KnownCodes.ReasonableAdjustment),
    ];

    private static readonly SectionRule[] ByScope =
    [
        new("scope", Section.ParticipationInResearch, new CodeSet(new KnownCode(Scope, "research", "Research"))),
        new("scope", Section.EndOfLifeCare, new CodeSet(new KnownCode(Scope, "adr", "Advance care directive"))),
    ];

    public static readonly TypeMapping Table = new("Consent")
    {
        Sections = [.. ByCategory, .. ByScope],
        TakesHeadings = "category",
        Otherwise = Section.LegalInformation,
        Display = "category; else scope",
        Date = "dateTime, else provision.period",
        Value =
            "scope that is not the display; provision: permit or deny, period, purposes, actions, what it is about, who; rule or policy; whether further provisions are in the original",
        Codings = "category, scope",
        By = "performers",
        Words =
        [
            StatusWords.EnteredInError,
            StatusWords.Draft,
            new("proposed", "Proposed"),
            new("rejected", "Rejected"),
            new("inactive", "No longer in force"),
        ],
        AlsoSaidFirst = ["provision.type deny: Refused"],
    };

    public static MappingOutcome Map(Consent consent, References references)
    {
        var category = Concept.All(consent.Category);
        var scope = Concept.Text(consent.Scope);
        var display = category ?? scope;
        var provision = consent.Provision;
        var value = scope == display ? null : PlainText.Named("scope", scope);
        value = PlainText.Join(value, Provision(provision, references));
        value = PlainText.Join(value, PlainText.Named("rule", Concept.Text(consent.PolicyRule)));
        foreach (var policy in consent.Policy)
            value = PlainText.Join(value, PlainText.Named("policy", PlainText.Clean(policy?.Uri)));
        return Table.Entry(
            SectionRule.First(ByCategory, consent.Category)
                ?? SectionRule.First(ByScope, consent.Scope)
                ?? Headings.Of(consent.Category)
                ?? Table.Otherwise,
            display,
            new()
            {
                Codings = [.. Concept.Codings(consent.Category), .. Concept.Codings(consent.Scope)],
                Status = PlainText.Clean(consent.StatusElement?.ToString()),
                Date = PlainText.Clean(consent.DateTime) ?? ClinicalDate.Of(provision?.Period),
                Value = value,
                By = references.Names(consent.Performer, "by"),
            },
            provision?.TypeElement?.ToString() is "deny" ? "Refused" : null
        );
    }

    private static string? Provision(Consent.provisionComponent? provision, References references)
    {
        if (provision is null)
            return null;
        var said = PlainText.Clean(provision.TypeElement?.ToString());
        said = PlainText.Join(said, PlainText.Named("valid", ValueText.Of(provision.Period)));
        foreach (var purpose in provision.Purpose)
            said = PlainText.Join(said, PlainText.Named("purpose", Concept.Text(purpose)));
        said = PlainText.Join(said, PlainText.Named("action", Concept.All(provision.Action)));
        said = PlainText.Join(said, PlainText.Named("about", Concept.All(provision.Code)));
        foreach (var actor in provision.Actor)
            said = PlainText.Join(said, PlainText.Named(Concept.Text(actor?.Role) ?? "who", references.Name(actor?.Reference, "who")));
        return PlainText.Join(said, provision.Provision.Count > 0 ? "exceptions: see original" : null);
    }
}
