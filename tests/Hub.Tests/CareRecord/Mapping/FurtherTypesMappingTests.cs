using IntegrationHub.CareRecord;

namespace IntegrationHub.Tests.CareRecord.Mapping;

public sealed class FurtherTypesMappingTests
{
    [Fact]
    public void A_report_shows_its_conclusion()
    {
        var entry = Mapped.Entry(
            "DiagnosticReport",
            """ "status":"final","code":{"text":"Chest X-ray"},"issued":"2024-01-01T00:00:00Z","conclusion":"No fracture","result":[{"display":"Image"}] """
        );

        Assert.Same(Section.InvestigationResults, entry.Section);
        Assert.Equal("conclusion: No fracture; results: Image", entry.Value);
    }

    [Theory]
    [InlineData("completed", "Timolol", "dispensed: 5 mL")]
    [InlineData("declined", "Not dispensed: Timolol", null)]
    [InlineData("preparation", "Not yet dispensed: Timolol", null)]
    public void Only_a_completed_dispense_is_called_dispensed(string status, string display, string? value)
    {
        var entry = Mapped.Entry(
            "MedicationDispense",
            $$""" "status":"{{status}}","medicationCodeableConcept":{"text":"Timolol"},"quantity":{"value":5,"unit":"mL"} """
        );

        Assert.Equal((display, value), (entry.Display, entry.Value));
    }

    [Fact]
    public void A_dose_not_given_says_so_first() =>
        Assert.Equal(
            "Not given: Timolol",
            Mapped.Entry("MedicationAdministration", """ "status":"not-done","medicationCodeableConcept":{"text":"Timolol"} """).Display
        );

    [Fact]
    public void A_relatives_illness_is_never_taken_for_the_persons_own()
    {
        var entry = Mapped.Entry(
            "FamilyMemberHistory",
            """
            "status":"completed","relationship":{"text":"father"},"deceasedAge":{"value":70,"unit":"years"},
            "condition":[{"code":{"text":"Angina"},"onsetAge":{"value":64,"unit":"years"}},{"code":{"text":"Stroke"},"outcome":{"text":"died"}}]
            """
        );

        Assert.Same(Section.FamilyHistory, entry.Section);
        Assert.Equal("father: Angina, Stroke (died)", entry.Display);
        Assert.Equal("onset of Angina: 64 years; deceased: 70 years", entry.Value);
        Assert.Equal("no-relationship", Mapped.Reason("FamilyMemberHistory", """ "condition":[{"code":{"text":"Angina"}}] """));
    }

    [Fact]
    public void A_personal_contact_shows_relationship_and_how_to_reach_them()
    {
        var entry = Mapped.Entry(
            "RelatedPerson",
            """
            "active":true,"name":[{"family":"Smith","given":["Ann"]}],"relationship":[{"text":"Sister"}],
            "telecom":[{"system":"phone","value":"01632 960001"},{"system":"phone","value":"01632 960002","use":"old"}]
            """
        );

        Assert.Same(Section.PersonalContacts, entry.Section);
        Assert.Equal(("SMITH, Ann", "Sister; phone: 01632 960001"), (entry.Display, entry.Value));
    }

    [Fact]
    public void Professionals_and_teams_are_professional_contacts()
    {
        var practitioner = Mapped.Entry("Practitioner", """ "name":[{"family":"Rastall","given":["Paul"],"prefix":["Dr"]}] """);
        var role = Mapped.Entry("PractitionerRole", """ "code":[{"text":"General practitioner"}],"organization":{"display":"Surgery"} """);
        var team = Mapped.Entry(
            "CareTeam",
            """ "name":"Discharge team","participant":[{"role":[{"text":"Nurse"}],"member":{"display":"A Nurse"}},{"role":[{"text":"Social worker"}]}] """
        );

        Assert.All([practitioner, role, team], entry => Assert.Same(Section.ProfessionalContacts, entry.Section));
        Assert.Equal("RASTALL, Paul (Dr)", practitioner.Display);
        Assert.Equal(("General practitioner", "at: Surgery"), (role.Display, role.Value));
        Assert.Equal("A Nurse (Nurse), Social worker", team.Value);
    }

    [Theory]
    [InlineData("booked", "future-appointments", "Physiotherapy")]
    [InlineData("proposed", "future-appointments", "Proposed: Physiotherapy")]
    [InlineData("cancelled", "future-appointments", "Cancelled: Physiotherapy")]
    [InlineData("fulfilled", "contacts-with-professionals", "Physiotherapy")]
    [InlineData("noshow", "contacts-with-professionals", "Did not attend: Physiotherapy")]
    public void An_appointment_is_to_come_until_it_was_kept_or_missed(string status, string section, string display)
    {
        var entry = Mapped.Entry(
            "Appointment",
            $$""" "status":"{{status}}","serviceType":[{"text":"Physiotherapy"}],"start":"2024-03-01T10:00:00+00:00" """
        );

        Assert.Equal((section, display, "2024-03-01T10:00:00+00:00"), (entry.Section.Code, entry.Display, entry.Date));
    }

    [Fact]
    public void A_service_on_a_waiting_list_says_so_first()
    {
        var entry = Mapped.Entry(
            "EpisodeOfCare",
            """ "status":"waitlist","type":[{"text":"Reablement"}],"managingOrganization":{"display":"Council"} """
        );

        Assert.Same(Section.ServicesAndCare, entry.Section);
        Assert.Equal(("On waiting list: Reablement", "by: Council"), (entry.Display, entry.Value));
    }

    [Fact]
    public void A_goal_is_not_a_finding()
    {
        var entry = Mapped.Entry(
            "Goal",
            """
            "lifecycleStatus":"active","description":{"text":"HbA1c below 7.0"},"startDate":"2024-01-01",
            "target":[{"measure":{"text":"HbA1c"},"detailRange":{"high":{"value":7.0,"unit":"%"}},"dueDate":"2024-12-31"}]
            """
        );

        Assert.Equal("Goal: HbA1c below 7.0", entry.Display);
        Assert.Equal("target: HbA1c up to 7.0 %, due: 2024-12-31", entry.Value);
    }

    [Fact]
    public void A_risk_shows_what_may_happen_and_how_likely_it_is()
    {
        var entry = Mapped.Entry(
            "RiskAssessment",
            """
            "status":"final","code":{"text":"Falls risk"},"occurrenceDateTime":"2024-01-01","mitigation":"Bed rails",
            "prediction":[{"outcome":{"text":"Fall"},"qualitativeRisk":{"text":"high"},"probabilityDecimal":0.30}]
            """
        );

        Assert.Same(Section.Risks, entry.Section);
        Assert.Equal("predicted: Fall (high, 0.30); mitigation: Bed rails", entry.Value);
    }
}
