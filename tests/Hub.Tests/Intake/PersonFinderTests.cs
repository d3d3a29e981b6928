using IntegrationHub.Errors;
using IntegrationHub.Identifiers;
using IntegrationHub.Intake;
using IntegrationHub.Tests.Support;
using static IntegrationHub.Tests.Intake.Interpreted;

namespace IntegrationHub.Tests.Intake;

public sealed class PersonFinderTests
{
    private const string Url = "https://sender.example/Patient/p";

    private readonly string number = TestPerson.New().Number;

    [Theory]
    [InlineData("{\"reference\":\"Patient/p\"}")]
    [InlineData("{\"reference\":\"https://sender.example/Patient/p\"}")]
    public void A_reference_to_a_Patient_of_the_message_means_that_person(string subject) =>
        Assert.Equal(ByNumber(number), Assert.Single(Find(Entry(Patient(Nhs(number)), fullUrl: Url), About(subject)).Groups).Person);

    [Fact]
    public void A_contained_Patient_names_the_person()
    {
        var contained = $$"""
            ,"subject":{"reference":"#x"},"contained":[{"resourceType":"Patient","id":"x","identifier":[{{Nhs(number)}}]}]
            """;
        Assert.Equal(ByNumber(number), Assert.Single(Find(Entry(Observation(contained))).Groups).Person);
    }

    [Fact]
    public void A_logical_reference_names_the_person_before_its_literal_one() =>
        Assert.Equal(
            ByNumber(number),
            Assert.Single(Find(About($$"""{"reference":"Patient/elsewhere","identifier":{{Nhs(number)}}}""")).Groups).Person
        );

    [Fact]
    public void A_reference_to_an_id_of_the_hub_means_that_record()
    {
        var record = RecordId.Matched(new byte[32]);
        Assert.Equal(new Person.ByRecord(record), Assert.Single(Find(About($$"""{"reference":"Patient/{{record}}"}""")).Groups).Person);
        Assert.Equal(
            new Person.ByRecord(record),
            Assert.Single(Find(About($$"""{"reference":"Patient/{{record}}.aaaaaaaaaaaaaaaa"}""")).Groups).Person
        );
    }

    [Fact]
    public void Resources_about_nobody_go_with_the_messages_one_person()
    {
        var group = Assert.Single(
            Find(
                Entry("""{"resourceType":"Organization","id":"o","name":"x"}"""),
                Entry(Patient(Nhs(number)), fullUrl: Url),
                About("{\"reference\":\"Group/g\"}")
            ).Groups
        );
        Assert.Equal((ByNumber(number), 3), (group.Person, group.Entries.Count));
    }

    [Fact]
    public void Two_persons_are_two_groups_and_one_resource_about_both_is_a_fault()
    {
        var (one, other) = (TestPerson.New().Number, TestPerson.New().Number);
        Assert.Equal(2, Find(About(Logical(one)), About(Logical(other), "o2")).Groups.Count);

        var appointment = $$"""
            {"resourceType":"Appointment","id":"a","status":"booked","start":"2025-01-01T10:00:00Z","end":"2025-01-01T11:00:00Z","participant":[
              {"actor":{{Logical(one, "Patient")}},"status":"accepted"},{"actor":{{Logical(other, "Patient")}},"status":"accepted"}]}
            """;
        Assert.Equal(ErrorCatalogue.MixedPatients, Assert.Single(Find(Entry(appointment)).Errors).Error.Kind);
    }

    [Fact]
    public void The_same_number_said_in_two_ways_is_one_person() =>
        Assert.Single(Find(Entry(Patient(Nhs(number)), fullUrl: Url), About(Logical(number))).Groups);

    [Theory]
    [InlineData("number-present-and-verified", true)]
    [InlineData("01", true)]
    [InlineData("number-present-but-not-traced", false)]
    [InlineData("02", false)]
    public void A_number_counts_only_if_its_verification_status_allows(string code, bool counts)
    {
        var identifier = $$$"""
            {"extension":[{"url":"https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus",
              "valueCodeableConcept":{"coding":[{"system":"https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberVerificationStatusEngland","code":"{{{code}}}"}]}}],
             "system":"https://fhir.nhs.uk/Id/nhs-number","value":"{{{number}}}"}
            """;
        var person = Assert.Single(Find(Entry(Patient(identifier), fullUrl: Url)).Groups).Person;
        Assert.Equal(counts ? ByNumber(number) : new Person.BySendersId("p", UnmatchedReason.NotVerified), person);
    }

    [Fact]
    public void Without_a_status_the_senders_policy_decides()
    {
        var said = Read(Bundle("collection", Entry(Patient(Nhs(number)), fullUrl: Url)));
        Assert.Equal(ByNumber(number), PersonFinder.Find(said.Entries, acceptWithoutStatus: true).Groups[0].Person);
        Assert.Equal(
            new Person.BySendersId("p", UnmatchedReason.NotVerified),
            PersonFinder.Find(said.Entries, acceptWithoutStatus: false).Groups[0].Person
        );
    }

    [Fact]
    public void Each_reason_for_not_knowing_a_person_has_its_code()
    {
        Assert.Equal(new Person.BySendersId("p", UnmatchedReason.NoNhsNumber), Only(Entry(Patient(""), fullUrl: Url)));
        Assert.Equal(
            new Person.BySendersId("elsewhere", UnmatchedReason.PatientNotKnownYet),
            Only(About("{\"reference\":\"Patient/elsewhere\"}"))
        );
        Assert.Null(Only(About("{\"reference\":\"Device/d\"}")));

        Person? Only(string entry) => Assert.Single(Find(entry).Groups).Person;
    }

    [Theory]
    [InlineData("https://fhir.nhs.uk/Id/nhs-number", true)]
    [InlineData("HTTPS://FHIR.NHS.UK/Id/NHS-Number", true)]
    [InlineData("http://fhir.nhs.net/Id/nhs-number", true)]
    [InlineData("https://fhir.nhs.uk/Id/nhs\u00ad-number", false)]
    [InlineData("https://fhir.nhs.uk/Id/nhs-number/", false)]
    public void Only_the_NHS_numbers_own_systems_count(string system, bool counts)
    {
        var identifier = $$"""{"system":"{{system}}","value":"{{number}}"}""";
        Assert.Equal(counts, Assert.Single(Find(Entry(Patient(identifier), fullUrl: Url)).Groups).Person is Person.ByNumber);
    }

    [Fact]
    public void An_old_number_does_not_count()
    {
        var old = $$"""{"use":"old","system":"https://fhir.nhs.uk/Id/nhs-number","value":"{{TestPerson.New().Number}}"}""";
        Assert.Equal(ByNumber(number), Assert.Single(Find(Entry(Patient($"{old},{Nhs(number)}"), fullUrl: Url)).Groups).Person);
    }

    [Fact]
    public void A_message_of_no_entries_is_about_nobody() => Assert.Empty(PersonFinder.Find([], acceptWithoutStatus: true).Groups);

    [Fact]
    public void What_is_known_of_a_person_prints_as_nothing()
    {
        Assert.DoesNotContain(number, ByNumber(number).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("local", new Person.BySendersId("local", "reason").ToString(), StringComparison.Ordinal);
    }

    private static PersonFinding Find(params string[] entries)
    {
        var said = Read(Bundle("collection", entries), lenient: true);
        Assert.Empty(said.Errors);
        return PersonFinder.Find(said.Entries, acceptWithoutStatus: true);
    }

    private static string About(string subject, string id = "o") => Entry(Observation($",\"id\":\"{id}\",\"subject\":{subject}"));

    private static string Logical(string number, string? type = null) =>
        $"{{{(type is null ? "" : $"\"type\":\"{type}\",")}\"identifier\":{Nhs(number)}}}";

    private static string Nhs(string number) => $$"""{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"{{number}}"}""";

    private static string Patient(string identifiers) =>
        identifiers.Length == 0
            ? """{"resourceType":"Patient","id":"p"}"""
            : $$"""{"resourceType":"Patient","id":"p","identifier":[{{identifiers}}]}""";

    private static Person.ByNumber ByNumber(string text)
    {
        Assert.True(NhsNumber.TryParse(text, out var number));
        return new Person.ByNumber(number);
    }
}
