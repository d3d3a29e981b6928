using Hl7.Fhir.Model;
using IntegrationHub.CareRecord;
using IntegrationHub.CareRecord.Mapping;
using IntegrationHub.Identifiers;
using IntegrationHub.Intake;
using IntegrationHub.Tests.CareRecord.OneFact;

namespace IntegrationHub.Tests.CareRecord.Mapping;

/// <summary>What a reference names: in the resource, in the message, in the record.</summary>
public sealed class ReferenceTests
{
    private const string Ods = "https://fhir.nhs.uk/Id/ods-organization-code";

    [Fact]
    public void The_senders_display_comes_before_what_is_referred_to() =>
        Assert.Equal("Dr Display", By("""{"reference":"#p","display":"Dr Display"}""", contained: true));

    [Fact]
    public void A_contained_resource_is_found_by_its_id()
    {
        Assert.Equal("RASTALL, Paul (Dr)", By("""{"reference":"#p"}""", contained: true));
        Assert.Null(By("""{"reference":"#other"}""", contained: true));
    }

    [Theory]
    [InlineData("""{"reference":"urn:uuid:9b8c"}""")]
    [InlineData("""{"reference":"Practitioner/dr"}""")]
    [InlineData("""{"reference":"Practitioner/dr/_history/3"}""")]
    [InlineData("""{"identifier":{"system":"https://fhir.hl7.org.uk/Id/gmc-number","value":"C1234567"}}""")]
    public void A_resource_of_the_same_message_is_found_by_url_by_id_and_by_identifier(string reference) =>
        Assert.Equal("RASTALL, Paul (Dr)", By(reference));

    [Fact]
    public void An_organisations_code_says_more_than_nothing_and_a_persons_number_is_not_shown()
    {
        Assert.Equal("B82041", By($$$"""{"identifier":{"system":"{{{Ods}}}","value":"B82041"}}"""));
        Assert.Null(By("""{"identifier":{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"9990000018"}}"""));
    }

    [Fact]
    public void A_role_names_its_person_through_the_same_message()
    {
        var entries = Message(
            Mapped.Resource(
                "PractitionerRole",
                """ "id":"role","practitioner":{"reference":"Practitioner/dr"},"code":[{"text":"GP partner"}] """
            ),
            Doctor("dr")
        );
        var procedure = Mapped.Resource(
            "Procedure",
            """ "code":{"text":"Biopsy"},"performer":[{"actor":{"reference":"PractitionerRole/role"}}] """
        );

        Assert.Equal("RASTALL, Paul (Dr), GP partner", Content(procedure, entries).By);
    }

    [Fact]
    public void What_the_message_does_not_hold_is_named_by_the_record_when_it_is_read()
    {
        var told = new[]
        {
            Shown(
                "MedicationRequest",
                "m",
                """ "status":"active","medicationReference":{"reference":"Medication/1"},"requester":{"reference":"Practitioner/dr"} """
            ),
            Shown("Medication", "1", """ "code":{"text":"Timolol","coding":[{"system":"http://snomed.info/sct","code":"372880004"}]} """),
            Shown("Practitioner", "dr", """ "name":[{"family":"Rastall","given":["Paul"]}] """),
            Shown("Encounter", "e", """ "status":"finished","class":{"code":"AMB"},"serviceProvider":{"reference":"Organization/9"} """),
        };

        var shown = new List<ShownEntry>(told);
        RecordReferences.Complete(shown);

        Assert.Equal(("Timolol", "RASTALL, Paul"), (shown[0].Entry.Content!.Display, shown[0].Entry.Content!.By));
        Assert.Equal("372880004", Assert.Single(shown[0].Entry.Content!.Codings).Code);
        Assert.Equal("Ambulatory contact", shown[3].Entry.Content!.Display);
        Assert.Null(shown[3].Entry.Content!.Value);
        Assert.Equal("Not named in its message", told[0].Entry.Content!.Display);
    }

    [Fact]
    public void Another_senders_resource_of_the_same_id_is_not_meant()
    {
        var shown = new List<ShownEntry>
        {
            Shown("MedicationRequest", "m", """ "status":"active","medicationReference":{"reference":"Medication/1"} """),
            Shown("Medication", "1", """ "code":{"text":"Warfarin"} """, Telling.Trust),
        };
        RecordReferences.Complete(shown);

        Assert.Equal("Not named in its message", shown[0].Entry.Content!.Display);
    }

    [Fact]
    public void What_waits_to_be_named_is_stored_with_the_entry()
    {
        PendingReference[] pending = [new("itself", "Medication/1"), new("care manager", "Practitioner/2")];
        Assert.Equal(pending, PendingReference.Read(PendingReference.Write(pending)));

        Assert.Null(PendingReference.Of("https://elsewhere.example/Practitioner/1", "by"));
        Assert.Null(PendingReference.Of("urn:uuid:9b8c", "by"));
        Assert.Null(PendingReference.Of("Practitioner?identifier=1", "by"));
        Assert.Null(PendingReference.Of("Practitioner/1;by", "by"));
        Assert.Equal("Practitioner/1", PendingReference.Of("Practitioner/1/_history/2", "by")!.Address);
    }

    private static string? By(string reference, bool contained = false)
    {
        var inside = contained
            ? """ "contained":[{"resourceType":"Practitioner","id":"p","name":[{"family":"Rastall","given":["Paul"],"prefix":["Dr"]}]}], """
            : "";
        var procedure = Mapped.Resource("Procedure", $$"""{{inside}}"code":{"text":"Biopsy"},"performer":[{"actor":{{reference}}}] """);
        return Content(procedure, Message(Doctor("dr", "urn:uuid:9b8c"))).By;
    }

    private static EntryContent Content(Resource resource, MessageReferences message) =>
        Assert.IsType<MappingOutcome.Mapped>(ResourceMapper.Map(resource, message.Find)).Content;

    private static (Resource Resource, string? Url) Doctor(string id, string? url = null) =>
        (
            Mapped.Resource(
                "Practitioner",
                $$"""
                "id":"{{id}}","identifier":[{"system":"https://fhir.hl7.org.uk/Id/gmc-number","value":"C1234567"}],
                "name":[{"family":"Rastall","given":["Paul"],"prefix":["Dr"]}]
                """
            ),
            url
        );

    private static MessageReferences Message(Resource first, (Resource Resource, string? Url) second) => Message((first, null), second);

    private static MessageReferences Message(params (Resource Resource, string? Url)[] resources) =>
        new([
            .. resources.Select(
                (one, i) =>
                    new IncomingEntry(i, one.Resource.TypeName, one.Resource.Id, EntryMethod.Create)
                    {
                        Resource = one.Resource,
                        FullUrl = one.Url,
                    }
            ),
        ]);

    private static ShownEntry Shown(string type, string id, string members, string source = Telling.Practice) =>
        Telling.Entry(
            source,
            type,
            id,
            ResourceMapper.Map(Mapped.Resource(type, members)) switch
            {
                MappingOutcome.Mapped mapped => mapped.Content,
                MappingOutcome.Unmapped { Content: { } named } => named,
                _ => throw new ArgumentException("Nothing to show.", nameof(members)),
            }
        );
}
