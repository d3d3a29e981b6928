using IntegrationHub.Discharge.Cases;
using IntegrationHub.Discharge.Stays;

namespace IntegrationHub.Tests.Discharge.Stays;

public sealed class EncounterStayTests
{
    private const string Period = """{"start":"2026-03-08T10:00:00Z","end":"2026-03-09T15:00:00+00:00"}""";
    private const string Begun = """{"start":"2026-03-08T10:00:00Z"}""";

    private const string Admission = """
        ,"hospitalization":{"extension":[{"url":"https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-AdmissionMethod","valueCodeableConcept":{"coding":[{"system":"https://fhir.hl7.org.uk/CodeSystem/UKCore-AdmissionMethodEngland","code":"21"}]}}],
          "admitSource":{"coding":[{"system":"https://fhir.hl7.org.uk/CodeSystem/UKCore-SourceOfAdmissionEngland","code":"19"}]},
          "dischargeDisposition":{"coding":[{"code":"local"},{"system":"https://fhir.hl7.org.uk/CodeSystem/UKCore-DischargeDestinationEngland","code":"54"}]}}
        """;

    [Theory]
    [InlineData("planned", Begun, "Planned 03-08T10:00")]
    [InlineData("arrived", Begun, "Admitted 03-08T10:00")]
    [InlineData("triaged", Begun, "Admitted 03-08T10:00")]
    [InlineData("in-progress", Begun, "Admitted 03-08T10:00")]
    [InlineData("onleave", Begun, "Admitted 03-08T10:00")]
    [InlineData("in-progress", "", "Admitted 03-10T09:00")]
    [InlineData("finished", Period, "Admitted 03-08T10:00|Discharged 03-09T15:00")]
    [InlineData("finished", """{"end":"2026-03-09T15:00:00Z"}""", "Admitted 03-09T15:00|Discharged 03-09T15:00")]
    [InlineData("finished", """{"start":"2026-03-09T15:00:00Z","end":"2026-03-09"}""", "Admitted 03-09T15:00|Discharged 03-09T23:59")]
    [InlineData("cancelled", Period, "AdmissionCancelled 03-10T09:00")]
    [InlineData("entered-in-error", Period, "")]
    [InlineData("unknown", Period, "Admitted 03-08T10:00|Discharged 03-09T15:00")]
    [InlineData("unknown", Begun, "Admitted 03-08T10:00")]
    [InlineData("unknown", """{"start":"2026-03-20T10:00:00Z"}""", "Planned 03-20T10:00")]
    [InlineData("unknown", "", "")]
    public void The_status_says_where_the_stay_stands(string status, string period, string facts) =>
        Assert.Equal(facts, string.Join('|', Telling.Lines(Telling.Facts(Telling.Encounter(status, period: period)))));

    [Theory]
    [InlineData("A01", "unknown", "Admitted 03-08T10:00")]
    [InlineData("A03", "unknown", "Admitted 03-08T10:00|Discharged 03-10T09:00")]
    [InlineData("A04", "unknown", "Planned 03-08T10:00")]
    [InlineData("A05", "unknown", "Planned 03-08T10:00")]
    [InlineData("A06", "unknown", "Admitted 03-08T10:00")]
    [InlineData("A08", "unknown", "Admitted 03-08T10:00")]
    [InlineData("A11", "unknown", "AdmissionCancelled 03-10T09:00")]
    [InlineData("A11", "cancelled", "AdmissionCancelled 03-10T09:00")]
    [InlineData("A11", "in-progress", "Admitted 03-08T10:00")]
    [InlineData("A13", "unknown", "Admitted 03-08T10:00|DischargeCancelled 03-10T09:00")]
    [InlineData("A13", "in-progress", "Admitted 03-08T10:00|DischargeCancelled 03-10T09:00")]
    [InlineData("A13", "finished", "Admitted 03-08T10:00|Discharged 03-10T09:00")]
    [InlineData("A14", "unknown", "Planned 03-08T10:00")]
    [InlineData("A16", "unknown", "Admitted 03-08T10:00")]
    [InlineData("A25", "unknown", "Admitted 03-08T10:00")]
    [InlineData("A27", "unknown", "AdmissionCancelled 03-10T09:00")]
    [InlineData("A03", "in-progress", "Admitted 03-08T10:00")]
    public void The_trigger_of_the_message_counts_where_the_status_is_unknown(string trigger, string status, string facts) =>
        Assert.Equal(facts, string.Join('|', Telling.Lines(Telling.Facts(Telling.Encounter(status, period: Begun), trigger))));

    [Theory]
    [InlineData(null, "AMB", false)]
    [InlineData("A04", "EMER", false)]
    [InlineData("A07", "AMB", false)]
    [InlineData("A08", "AMB", false)]
    [InlineData("A03", "AMB", true)]
    [InlineData("A05", "PRENC", true)]
    [InlineData(null, "SS", true)]
    [InlineData(null, "OBSENC", true)]
    [InlineData(null, "imp", false)]
    public void Only_a_stay_in_a_bed_is_one_unless_the_trigger_says_so(string? trigger, string stayClass, bool isStay) =>
        Assert.Equal(
            isStay,
            Telling.Of(trigger, "RX1", Telling.Read(Telling.Encounter("in-progress", stayClass: stayClass))).Told.Count == 1
        );

    [Fact]
    public void Methods_source_and_destination_are_UK_Cores_where_they_are_told() =>
        Assert.Equal(
            ["Admitted 03-08T10:00 21 from:19", "Discharged 03-09T15:00 1 to:54"],
            Telling.Lines(Telling.Facts(Telling.Encounter("finished", Admission + Method("1"), period: Period)))
        );

    [Theory]
    [InlineData("4", StayFactKind.Died)]
    [InlineData("6", StayFactKind.Discharged)]
    [InlineData("7", StayFactKind.Discharged)]
    [InlineData("44", StayFactKind.Discharged)]
    public void A_discharge_by_death_is_a_death_and_every_other_keeps_its_method(string method, StayFactKind kind)
    {
        var left = Telling.Facts(Telling.Encounter("finished", Method(method), period: Period))[^1];
        Assert.Equal((kind, method), (left.Kind, left.Code));
    }

    [Fact]
    public void A_four_of_another_code_system_is_no_death() =>
        Assert.Equal(
            StayFactKind.Discharged,
            Telling.Facts(Telling.Encounter("finished", Method("4", "urn:local:how-they-left"), period: Period))[^1].Kind
        );

    [Theory]
    [InlineData("RX2", "51", "TransferredOut 03-09T15:00 to:51 RX2")]
    [InlineData("RX201", "51", "TransferredOut 03-09T15:00 to:51 RX201")]
    [InlineData("RX101", "51", "Discharged 03-09T15:00 to:51")]
    [InlineData("C90001", "65", "Discharged 03-09T15:00 to:65 C90001")]
    [InlineData("RZZ", "51", "TransferredOut 03-09T15:00 to:51 RZZ")]
    [InlineData("RZZ", "85", "Discharged 03-09T15:00 to:85 RZZ")]
    public void A_destination_at_another_trust_is_a_transfer(string organisation, string destination, string fact)
    {
        var hospitalization = $$$"""
            ,"hospitalization":{"destination":{"identifier":{"system":"https://fhir.nhs.uk/Id/ods-organization-code","value":"{{{organisation}}}"}},
              "dischargeDisposition":{"coding":[{"code":"{{{destination}}}"}]}}
            """;
        Assert.Equal(fact, Telling.Lines(Telling.Facts(Telling.Encounter("finished", hospitalization, period: Period)))[^1]);
    }

    [Fact]
    public void An_origin_at_another_organisation_goes_with_the_admission() =>
        Assert.Equal(
            ["Admitted 03-08T10:00 RX2"],
            Telling.Lines(
                Telling.Facts(
                    Telling.Encounter("in-progress", ""","hospitalization":{"origin":{"reference":"Location/elsewhere"}}""", period: Begun),
                    others: """{"resourceType":"Location","id":"elsewhere","identifier":[{"system":"https://fhir.nhs.uk/Id/ods-site-code","value":"RX2"}]}"""
                )
            )
        );

    [Fact]
    public void Wards_are_the_first_with_the_admission_and_then_moves_in_order_of_time()
    {
        const string Locations = """
            ,"location":[{"location":{"display":"Ward C"},"period":{"start":"2026-03-09T08:00:00Z"}},
                         {"location":{"reference":"Location/b"},"period":{"start":"2026-03-08T18:00:00Z"}},
                         {"location":{"display":"Never"},"status":"planned","period":{"start":"2026-03-09T09:00:00Z"}},
                         {"location":{"display":"Ward\u0000 A\n"},"period":{"start":"2026-03-08T10:00:00Z"}}]
            """;
        Assert.Equal(
            ["Admitted 03-08T10:00 Ward A", "Moved 03-08T18:00 Ward B RX102", "Moved 03-09T08:00 Ward C"],
            Telling.Lines(
                Telling.Facts(
                    Telling.Encounter("in-progress", Locations, period: Begun),
                    others: """{"resourceType":"Location","id":"b","name":"Ward B","managingOrganization":{"identifier":{"system":"https://fhir.nhs.uk/Id/ods-organization-code","value":"RX102"}}}"""
                )
            )
        );
    }

    [Fact]
    public void A_site_is_no_ward() =>
        Assert.Equal(
            ["Admitted 03-08T10:00 RX101"],
            Telling.Lines(
                Telling.Facts(
                    Telling.Encounter(
                        "in-progress",
                        ""","location":[{"location":{"identifier":{"system":"https://fhir.nhs.uk/Id/ods-site-code","value":"RX101"},"display":"Northfield General"}}]""",
                        period: Begun
                    )
                )
            )
        );

    [Theory]
    [InlineData("A02", "Admitted 03-08T10:00|Moved 03-10T09:00 Ward B")]
    [InlineData("A01", "Admitted 03-08T10:00 Ward B")]
    [InlineData(null, "Admitted 03-08T10:00 Ward B")]
    public void A_ward_without_a_time_is_where_a_transfer_went_to_else_where_the_stay_began(string? trigger, string facts)
    {
        const string Locations = """
            ,"location":[{"location":{"display":"Bed 4"},"physicalType":{"coding":[{"code":"bd"}]}},{"location":{"display":"Ward B"},"physicalType":{"coding":[{"code":"wa"}]}}]
            """;
        Assert.Equal(
            facts,
            string.Join('|', Telling.Lines(Telling.Facts(Telling.Encounter("in-progress", Locations, period: Begun), trigger)))
        );
    }

    [Fact]
    public void A_long_name_of_a_ward_is_cut_and_of_many_moves_the_latest_are_kept()
    {
        var locations = string.Join(
            ',',
            Enumerable
                .Range(0, 60)
                .Select(n =>
                    $$$"""{"location":{"display":"{{{new string('W', 10_000)}}}"},"period":{"start":"2026-03-09T08:{{{n:00}}}:00Z"}}"""
                )
        );
        var facts = Telling.Facts(Telling.Encounter("in-progress", $",\"location\":[{locations}]", period: Begun));
        Assert.Equal(1 + StayLocations.MostMoves, facts.Count);
        Assert.Equal(59, facts[^1].At.Minute);
        Assert.All(facts.Skip(1), fact => Assert.True(fact.Ward!.Length <= StayCodes.LongestWard));
    }

    [Fact]
    public void The_planned_end_of_R5_is_the_expected_date() =>
        Assert.Equal(
            ["Admitted 03-08T10:00", "ExpectedDischarge 03-09T07:00 2026-03-14"],
            Telling.Lines(
                Telling.Facts(
                    Telling.Encounter(
                        "in-progress",
                        ""","meta":{"lastUpdated":"2026-03-09T07:00:00Z"},"extension":[{"url":"http://hl7.org/fhir/5.0/StructureDefinition/extension-Encounter.plannedEndDate","valueDateTime":"2026-03-14"}]""",
                        period: Begun
                    )
                )
            )
        );

    private static string Method(string code, string system = "https://fhir.hl7.org.uk/CodeSystem/UKCore-DischargeMethodEngland") =>
        $$$"""
            ,"extension":[{"url":"https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-DischargeMethod","valueCodeableConcept":{"coding":[{"system":"{{{system}}}","code":"{{{code}}}"}]}}]
            """;
}
