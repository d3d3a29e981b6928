using IntegrationHub.CareRecord;

namespace IntegrationHub.Tests.CareRecord.Mapping;

public sealed class RequestAndPlanMappingTests
{
    private static string Category(string system, string code) =>
        $$""" "category":[{"coding":[{"system":"{{system}}","code":"{{code}}"}]}] """;

    [Theory]
    [InlineData("http://snomed.info/sct", "108252007", "investigations-requested")]
    [InlineData("http://snomed.info/sct", "363679005", "investigations-requested")]
    [InlineData("http://snomed.info/sct", "3457005", "referral-details")]
    [InlineData("https://fhir.nhs.uk/CodeSystem/message-category-servicerequest", "referral", "referral-details")]
    [InlineData("http://snomed.info/sct", "409073007", "plan-and-requested-actions")]
    public void A_request_stands_by_its_category(string system, string code, string section) =>
        Assert.Equal(section, Mapped.Entry("ServiceRequest", $$""" "code":{"text":"X"},{{Category(system, code)}} """).Section.Code);

    [Fact]
    public void A_referral_to_social_care_is_known_by_its_code() =>
        Assert.Same(
            Section.ReferralDetails,
            Mapped
                .Entry(
                    "ServiceRequest",
                    """ "code":{"coding":[{"system":"http://snomed.info/sct","code":"306238000","display":"Referral"}]} """
                )
                .Section
        );

    [Fact]
    public void Priority_time_and_reason_stand_beside_a_request()
    {
        var entry = Mapped.Entry(
            "ServiceRequest",
            """
            "status":"active","intent":"order","priority":"urgent","code":{"text":"Colonoscopy"},"authoredOn":"2024-01-01",
            "occurrenceDateTime":"2024-02-01","performer":[{"display":"Endoscopy"}],"reasonCode":[{"text":"Weight loss"}]
            """
        );

        Assert.Equal(("Colonoscopy", "active", "2024-01-01"), (entry.Display, entry.Status, entry.Date));
        Assert.Equal("priority: urgent; for: 2024-02-01; to: Endoscopy; reason: Weight loss", entry.Value);
    }

    [Theory]
    [InlineData("\"doNotPerform\":true", "Do not do: Lumbar puncture")]
    [InlineData("\"status\":\"revoked\"", "Revoked: Lumbar puncture")]
    [InlineData("\"intent\":\"proposal\"", "Proposed: Lumbar puncture")]
    [InlineData("\"status\":\"entered-in-error\",\"doNotPerform\":true", "Entered in error: Do not do: Lumbar puncture")]
    public void A_request_not_to_be_done_says_so_first(string members, string display) =>
        Assert.Equal(display, Mapped.Entry("ServiceRequest", $$""" {{members}},"code":{"text":"Lumbar puncture"} """).Display);

    [Theory]
    [InlineData("https://fhir.nhs.uk/CodeSystem/flag-categories-bars", "SG", "safeguarding")]
    [InlineData("https://fhir.nhs.uk/England/CodeSystem/any", "CP-IS", "safeguarding")]
    [InlineData("https://fhir.nhs.uk/CodeSystem/flag-categories-bars", "RA", "individual-requirements")]
    [InlineData("https://fhir.nhs.uk/England/CodeSystem/any", "NRAF", "individual-requirements")]
    [InlineData("https://fhir.nhs.uk/CodeSystem/flag-categories-bars", "RT", "end-of-life-care")]
    [InlineData("https://fhir.nhs.uk/CodeSystem/flag-categories-bars", "SS", "alerts")]
    [InlineData("http://terminology.hl7.org/CodeSystem/flag-category", "diet", "alerts")]
    public void A_flag_is_an_alert_unless_its_category_says_better(string system, string code, string section) =>
        Assert.Equal(section, Mapped.Entry("Flag", $$""" "code":{"text":"X"},{{Category(system, code)}} """).Section.Code);

    [Fact]
    public void A_child_protection_plan_is_safeguarding_by_its_code() =>
        Assert.Same(
            Section.Safeguarding,
            Mapped
                .Entry("Flag", """ "code":{"coding":[{"system":"http://snomed.info/sct","code":"342191000000101","display":"On plan"}]} """)
                .Section
        );

    [Fact]
    public void A_flag_shows_its_category_and_its_end()
    {
        var entry = Mapped.Entry(
            "Flag",
            """ "status":"inactive","code":{"text":"Dog at home"},"category":[{"text":"Safety"}],"period":{"start":"2020","end":"2021"} """
        );

        Assert.Equal(("No longer active: Dog at home", "2020"), (entry.Display, entry.Date));
        Assert.Equal("category: Safety; until: 2021", entry.Value);
    }

    [Theory]
    [InlineData("736373009", "end-of-life-care")]
    [InlineData("1382601000000107", "end-of-life-care")]
    [InlineData("736253002", "contingency-plans")]
    [InlineData("735324008", "contingency-plans")]
    [InlineData("734163000", "care-and-support-plan")]
    public void A_plan_stands_by_its_category(string code, string section) =>
        Assert.Equal(section, Mapped.Entry("CarePlan", $$""" "title":"X",{{Category("http://snomed.info/sct", code)}} """).Section.Code);

    [Fact]
    public void A_plan_shows_its_activities_and_what_not_to_do()
    {
        var entry = Mapped.Entry(
            "CarePlan",
            """
            "status":"active","intent":"plan","category":[{"text":"Weight management"}],"description":"Lose weight","created":"2020-02-01",
            "activity":[{"detail":{"code":{"text":"Diet"},"status":"in-progress"}},{"detail":{"description":"Fasting","status":"not-started","doNotPerform":true}}]
            """
        );

        Assert.Equal(("Weight management", "2020-02-01"), (entry.Display, entry.Date));
        Assert.Equal("Lose weight; activities: Diet (in-progress), do not: Fasting (not-started)", entry.Value);
    }

    [Fact]
    public void A_plan_without_a_title_is_named_by_what_came_of_it()
    {
        var entry = Mapped.Entry(
            "CarePlan",
            """ "activity":[{"outcomeCodeableConcept":[{"text":"Breathlessness"},{"text":"Category 3 response"}]}] """
        );

        Assert.Equal("Breathlessness", entry.Display);
        Assert.Equal("outcome: Breathlessness, Category 3 response", entry.Value);
    }

    [Fact]
    public void A_document_shows_type_title_and_whether_it_is_final()
    {
        var entry = Mapped.Entry(
            "DocumentReference",
            """
            "status":"current","docStatus":"preliminary","type":{"text":"Discharge summary"},"description":"Ward 7",
            "content":[{"attachment":{"title":"Summary.pdf","creation":"2024-01-01"}}],"securityLabel":[{"coding":[{"code":"V"}]}]
            """
        );

        Assert.Same(Section.Documents, entry.Section);
        Assert.Equal(("Discharge summary", "current", "2024-01-01"), (entry.Display, entry.Status, entry.Date));
        Assert.Equal("Ward 7; Summary.pdf; document status: preliminary", entry.Value);
        Assert.Equal(["V"], entry.Labels);
    }
}
