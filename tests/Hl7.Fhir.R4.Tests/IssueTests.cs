using Hl7.Fhir.Model;

namespace Hl7.Fhir.Tests;

/// <summary>Each kind of fault has its code and its place, and all faults of one text are reported.</summary>
public sealed class IssueTests
{
    [Theory]
    [InlineData("""{"resourceType":"Patient","nickname":"x"}""", "JSON118 Patient")]
    [InlineData("""{"resourceType":"Patient","name":{"family":"x"}}""", "JSON111 Patient.name")]
    [InlineData("""{"resourceType":"Patient","maritalStatus":[{"text":"x"}]}""", "JSON101 Patient.maritalStatus")]
    [InlineData("""{"resourceType":"Patient","active":"true"}""", "JSON110 Patient.active")]
    [InlineData("""{"resourceType":"Patient","active":{}}""", "JSON104 Patient.active")]
    [InlineData("""{"resourceType":"Patient","birthDate":["2000"]}""", "JSON105 Patient.birthDate")]
    [InlineData("""{"resourceType":"Patient","birthDate":"2026-02-30"}""", "PVAL107 Patient.birthDate")]
    [InlineData("""{"resourceType":"Patient","birthDate":"１９９０-01-01"}""", "PVAL107 Patient.birthDate")]
    [InlineData("""{"resourceType":"Patient","deceasedDateTime":"2026-01-01T24:00:00Z"}""", "PVAL108 Patient.deceased")]
    [InlineData("""{"resourceType":"Patient","deceasedDateTime":"2026-01-01T10:00:00+15:00"}""", "PVAL108 Patient.deceased")]
    [InlineData("""{"resourceType":"Patient","deceasedDateTime":"2026-01-01T10:00Z"}""", "PVAL108 Patient.deceased")]
    [InlineData("""{"resourceType":"Patient","meta":{"lastUpdated":"2026-01-01"}}""", "JSON107 Patient.meta.lastUpdated")]
    [InlineData("""{"resourceType":"Patient","id":"abc\n"}""", "PVAL109 Patient.id")]
    [InlineData("""{"resourceType":"Patient","id":"a/b"}""", "PVAL109 Patient.id")]
    [InlineData("""{"resourceType":"Patient","implicitRules":"a b"}""", "PVAL112 Patient.implicitRules")]
    [InlineData("""{"resourceType":"Patient","gender":"Male"}""", "PVAL116 Patient.gender")]
    [InlineData("""{"resourceType":"Patient","multipleBirthInteger":1.5}""", "JSON108 Patient.multipleBirth")]
    [InlineData("""{"resourceType":"Patient","photo":[{"data":"*","contentType":"image/png"}]}""", "JSON106 Patient.photo[0].data")]
    [InlineData("""{"resourceType":"Patient","deceased":true}""", "JSON114 Patient")]
    [InlineData("""{"resourceType":"Patient","deceasedFoo":true}""", "JSON115 Patient")]
    [InlineData("""{"resourceType":"Patient","deceasedString":"x"}""", "PVAL101 Patient")]
    [InlineData("""{"resourceType":"Patient","deceasedBoolean":true,"deceasedDateTime":"2020"}""", "JSON129 Patient.deceased")]
    [InlineData("""{"resourceType":"Patient","active":true,"active":false}""", "JSON129 Patient.active")]
    [InlineData("""{"resourceType":"Patient","active":true,"\u0061ctive":false}""", "JSON129 Patient.active")]
    [InlineData("""{"resourceType":"Patient","name":[]}""", "JSON121 Patient.name")]
    [InlineData("""{"resourceType":"Patient","name":[{}]}""", "JSON120 Patient.name[0]")]
    [InlineData("""{"resourceType":"Patient","name":[{"family":""}]}""", "JSON127 Patient.name[0].family")]
    [InlineData("""{"resourceType":"Patient","name":[{"given":["x",null]}]}""", "JSON109 Patient.name[0].given[1]")]
    [InlineData("""{"resourceType":"Patient","name":null}""", "JSON111 Patient.name", "JSON109 Patient.name")]
    [InlineData("""{"resourceType":"Patient","name":[null]}""", "PVAL104 Patient.name[0]")]
    [InlineData("""{"resourceType":"Patient","birthDate":null}""", "JSON109 Patient.birthDate")]
    [InlineData("""{"resourceType":"Patient","_name":[{"family":"x"}]}""", "JSON113 Patient.name")]
    [InlineData("""{"resourceType":"Patient","name":[{"resourceType":"HumanName","family":"x"}]}""", "R4JSON205 Patient.name[0]")]
    [InlineData("""{"resourceType":"Patient","communication":[{"preferred":true}]}""", "PVAL105 Patient.communication[0].language")]
    [InlineData("""{"resourceType":"Patient","contact":[{"gender":"male"}]}""", "R4INV-pat-1 Patient.contact[0]")]
    [InlineData("""{"resourceType":"HumanName","family":"x"}""", "JSON117 ")]
    [InlineData("""{"resourceType":"Martian"}""", "JSON116 ")]
    [InlineData("""{"resourceType":7}""", "JSON102 ")]
    [InlineData("""{"id":"x"}""", "JSON103 ")]
    [InlineData("[]", "JSON101 ")]
    [InlineData("null", "JSON101 ")]
    [InlineData("true", "JSON101 ")]
    [InlineData("\"x\"", "JSON101 ")]
    public void A_fault_has_its_code_and_place(string json, params string[] issues) => Assert.Equal(issues, Reading.Issues(json));

    private const string Absent =
        """{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"unknown"}]}""";

    [Theory]
    [InlineData("Patient", "", "gender", "PVAL116 Patient.gender")]
    [InlineData("Observation", ""","code":{"text":"x"}""", "status", "PVAL116 Observation.status")]
    [InlineData("Patient", ""","gender":"female" """, "gender")]
    [InlineData("Patient", "", "birthDate")]
    [InlineData("Patient", "", "language")]
    public void An_extension_stands_in_place_of_a_value_but_not_of_a_code_that_is_required_to_be_of_a_list(
        string type,
        string rest,
        string element,
        params string[] issues
    ) => Assert.Equal(issues, Reading.Issues($$"""{"resourceType":"{{type}}"{{rest}},"_{{element}}":{{Absent}}}"""));

    [Fact]
    public void Each_code_of_a_list_must_be_given()
    {
        var start =
            """{"resourceType":"AllergyIntolerance","patient":{"display":"x"},"clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical","code":"active"}]}""";
        Assert.Equal(
            ["PVAL116 AllergyIntolerance.category[1]"],
            Reading.Issues($$"""{{start}},"category":["food",null],"_category":[null,{{Absent}}]}""")
        );
        Assert.Equal(["PVAL116 AllergyIntolerance.category[0]"], Reading.Issues($$"""{{start}},"_category":[{{Absent}}]}"""));
        Assert.Empty(Reading.Issues($$"""{{start}},"category":["food"],"_category":[{{Absent}}]}"""));
    }

    [Fact]
    public void All_faults_of_a_bundle_are_reported_with_their_places()
    {
        var issues = Reading.Issues(
            """
            {"resourceType":"Bundle","type":"collection","entry":[
              {"resource":{"resourceType":"Patient","birthDate":"1990-13-01","gender":"M"}},
              {"resource":{"resourceType":"Observation","code":{"text":"x"},"valueQuantity":{"value":"7"}}},
              {"resource":{"id":"b","resourceType":"Patient","name":[{"given":["a"]},{"given":[7]}]}}]}
            """
        );
        Assert.Equal(
            [
                "PVAL107 Bundle.entry[0].resource.ofType(Patient).birthDate",
                "PVAL116 Bundle.entry[0].resource.ofType(Patient).gender",
                "JSON110 Bundle.entry[1].resource.ofType(Observation).value.value",
                "PVAL105 Bundle.entry[1].resource.ofType(Observation).status",
                "JSON110 Bundle.entry[2].resource.ofType(Patient).name[1].given[0]",
            ],
            issues
        );
    }

    [Fact]
    public void What_could_be_read_is_kept()
    {
        var patient = Assert.IsType<Patient>(
            RoundTrip.Read("""{"resourceType":"Patient","id":"p","birthDate":"soon","nickname":1,"active":true}"""u8, out var issues)
        );
        Assert.Equal(2, issues.Count);
        Assert.Equal("p", patient.Id);
        Assert.Equal("soon", patient.BirthDate);
        Assert.True(patient.Active);
    }

    [Fact]
    public void No_issue_repeats_a_value()
    {
        const string Secret = "9990000018";
        RoundTrip.Read(
            System.Text.Encoding.UTF8.GetBytes(
                $$"""{"resourceType":"Patient","id":"{{Secret}} ","gender":"{{Secret}}","birthDate":"{{Secret}}","{{Secret}}":1,"active":{{Secret}},"deceased{{Secret}}":1}"""
            ),
            out var issues
        );
        Assert.Equal(6, issues.Count);
        Assert.All(issues, issue => Assert.DoesNotContain(Secret, issue.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(
        """{"resourceType":"Patient","meta":{"profile":["https://fhir.hl7.org.uk/STU3/StructureDefinition/CareConnect-Patient-1"]}}""",
        "STU3"
    )]
    [InlineData("""{"resourceType":"ReferralRequest"}""", "DSTU2 or STU3")]
    [InlineData("""{"resourceType":"SubscriptionTopic"}""", "R5")]
    [InlineData("""{"resourceType":"Encounter","status":"finished","class":{"code":"IMP"},"actualPeriod":{"start":"2026"}}""", "R5")]
    [InlineData("""{"resourceType":"Condition","subject":{"display":"x"},"assertedDate":"2020"}""", "STU3")]
    [InlineData("""{"resourceType":"MedicationOrder"}""", "DSTU2")]
    public void A_resource_of_another_FHIR_version_is_named_as_such(string json, string version)
    {
        RoundTrip.Read(System.Text.Encoding.UTF8.GetBytes(json), out var issues);
        var issue = Assert.Single(issues, issue => issue.ErrorCode == $"R4JSON203-{version.Replace(' ', '-')}");
        Assert.Contains($"FHIR {version};", issue.Message, StringComparison.Ordinal);
    }
}
