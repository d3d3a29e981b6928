using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class ServiceRequestMapping
{
    private const string BookingAndReferral = "https://fhir.nhs.uk/CodeSystem/message-category-servicerequest";
    private const string ServiceSection = "http://terminology.hl7.org/CodeSystem/v2-0074";

    private static readonly CodeSet Referral = new(
        new(BookingAndReferral, "referral", "Transfer of care"),
        new(BookingAndReferral, "validation", "For validation"),
        new(Concept.Snomed, "3457005", "Patient referral"),
        new(Concept.Snomed, "306206005", "Referral to service"),
        new(Concept.Snomed, "306238000", "Referral to social services")
    );

    private static readonly CodeSet Investigation = new(
        new(Concept.Snomed, "108252007", "Laboratory procedure"),
        new(Concept.Snomed, "363679005", "Imaging"),
        new(Concept.Snomed, "103693007", "Diagnostic procedure"),
        new(ServiceSection, "LAB", "Laboratory"),
        new(ServiceSection, "IMG", "Diagnostic imaging"),
        new(ServiceSection, "RAD", "Radiology")
    );

    private static readonly SectionRule[] ByCategory =
    [
        new("category", Section.ReferralDetails, Referral),
        new("category", Section.InvestigationsRequested, Investigation),
    ];

    private static readonly SectionRule[] ByCode = [new("code", Section.ReferralDetails, Referral)];

    private static readonly SectionRule WithSpecimen = new("no rule above, and a specimen", Section.InvestigationsRequested);

    public static readonly TypeMapping Table = new("ServiceRequest")
    {
        Sections = [.. ByCategory, .. ByCode, WithSpecimen],
        Otherwise = Section.PlanAndRequestedActions,
        Display = "code; else orderDetail; else category",
        Date = "authoredOn, else occurrence as a date",
        Value = "priority other than routine; occurrence; performer's display; body sites; reason",
        Codings = "code, category",
        Words = [StatusWords.EnteredInError, StatusWords.Revoked, StatusWords.Draft],
        AlsoSaidFirst = ["doNotPerform: Do not do", "intent proposal: Proposed"],
    };

    public static MappingOutcome Map(ServiceRequest request)
    {
        var section =
            SectionRule.First(ByCategory, request.Category)
            ?? SectionRule.First(ByCode, request.Code)
            ?? (request.Specimen.Count > 0 ? WithSpecimen.Section : Table.Otherwise);
        var proposed = request.IntentElement?.ToString() is "proposal" ? StatusWords.Proposed.Words : null;
        var occurrence = ClinicalDate.Of(request.Occurrence);
        return Table.Entry(
            section,
            Concept.Text(request.Code) ?? Concept.First(request.OrderDetail) ?? Concept.First(request.Category),
            new()
            {
                Codings = [.. Concept.Codings(request.Code), .. Concept.Codings(request.Category)],
                Status = PlainText.Clean(request.StatusElement?.ToString()),
                Date = PlainText.Clean(request.AuthoredOn) ?? occurrence,
                Value = Value(request, occurrence),
            },
            PlainText.Join(proposed, request.DoNotPerform is true ? "Do not do" : null, ": ")
        );
    }

    private static string? Value(ServiceRequest request, string? occurrence)
    {
        var priority = PlainText.Clean(request.PriorityElement?.ToString());
        var value = priority is "routine" ? null : PlainText.Named("priority", priority);
        value = PlainText.Join(value, PlainText.Named("for", ValueText.Of(request.Occurrence as Period) ?? occurrence));
        foreach (var performer in request.Performer)
            value = PlainText.Join(value, PlainText.Named("to", PlainText.Clean(performer?.Display)));
        value = PlainText.Join(value, PlainText.Named("site", Concept.All(request.BodySite)));
        return PlainText.Join(value, PlainText.Named("reason", Concept.All(request.ReasonCode)));
    }
}
