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
        TakesHeadings = "category",
        Otherwise = Section.PlanAndRequestedActions,
        Display = "code; else orderDetail; else category",
        Date = "authoredOn, else occurrence as a date",
        Value = "priority other than routine; occurrence; performers; body sites; reason; notes",
        By = "requester",
        Codings = "code, category",
        Words = [StatusWords.EnteredInError, StatusWords.Revoked, StatusWords.Draft, new("on-hold", "On hold")],
        AlsoSaidFirst = ["doNotPerform: Do not do", "intent proposal: Proposed"],
    };

    public static MappingOutcome Map(ServiceRequest request, References references)
    {
        var section =
            SectionRule.First(ByCategory, request.Category)
            ?? SectionRule.First(ByCode, request.Code)
            ?? Headings.Of(request.Category)
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
                Value = Value(request, references, occurrence),
                By = references.Name(request.Requester, "by"),
            },
            PlainText.Join(proposed, request.DoNotPerform is true ? "Do not do" : null, ": ")
        );
    }

    private static string? Value(ServiceRequest request, References references, string? occurrence)
    {
        var priority = PlainText.Clean(request.PriorityElement?.ToString());
        var value = priority is "routine" ? null : PlainText.Named("priority", priority);
        value = PlainText.Join(value, PlainText.Named("for", ValueText.Of(request.Occurrence as Period) ?? occurrence));
        value = PlainText.Join(value, PlainText.Named("to", references.Names(request.Performer, "to")));
        value = PlainText.Join(value, PlainText.Named("site", Concept.All(request.BodySite)));
        value = PlainText.Join(value, PlainText.Named("reason", Concept.All(request.ReasonCode)));
        value = PlainText.Join(value, PlainText.Named("reason", references.Names(request.ReasonReference, "reason")));
        return PlainText.Join(value, Notes.Of(request.Note));
    }
}
