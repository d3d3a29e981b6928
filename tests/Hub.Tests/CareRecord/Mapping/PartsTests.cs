using IntegrationHub.CareRecord;
using IntegrationHub.Identifiers;
using IntegrationHub.Tests.CareRecord.OneFact;

namespace IntegrationHub.Tests.CareRecord.Mapping;

/// <summary>One resource that fills several headings.</summary>
public sealed class PartsTests
{
    private const string Patient = """
        "name":[{"family":"Smith","given":["Jane"]}],"birthDate":"1952-05-31","gender":"female",
        "generalPractitioner":[{"display":"White Rose Medical Centre","identifier":{"system":"https://fhir.nhs.uk/Id/ods-organization-code","value":"B82041","period":{"start":"2020-01-01"}}}],
        "extension":[{"url":"https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSCommunication","extension":[
            {"url":"language","valueCodeableConcept":{"coding":[{"code":"pl","display":"Polish"}]}},{"url":"interpreterRequired","valueBoolean":true}]}],
        "contact":[{"relationship":[{"text":"Next of kin"}],"name":{"family":"Smith","given":["John"]},"telecom":[{"system":"phone","value":"01632 960001"}]}]
        """;

    [Fact]
    public void A_patient_names_the_practice_the_needs_and_the_next_of_kin() =>
        Assert.Equal(
            [
                "gp-practice: White Rose Medical Centre | organisation code: B82041 | 2020-01-01",
                "individual-requirements: Interpreter required: Polish |  | ",
                "personal-contacts: SMITH, John | Next of kin; phone: 01632 960001 | ",
            ],
            Mapped.Entry("Patient", Patient).Parts.Select(Line)
        );

    [Fact]
    public void Each_part_stands_under_its_heading_with_the_id_and_the_labels_of_the_whole()
    {
        var content = Mapped.Entry("Patient", Patient) with { Labels = ["R"] };
        var told = Telling.Entry(Telling.Practice, "Patient", "p", content);
        var record = new RecordContent(
            new RecordHead(told.Commit.Record),
            new Dictionary<string, Commit> { [told.Commit.Identity] = told.Commit },
            [told.Entry with { Identity = told.Commit.Identity }]
        );

        var shown = RecordView.Build(record, null);

        Assert.Equal(
            ["demographics", "gp-practice", "individual-requirements", "personal-contacts"],
            shown.Select(entry => RecordView.SectionOf(entry.Entry).Code)
        );
        Assert.All(shown, entry => Assert.Equal((told.Entry.Key, "R"), (entry.Entry.Key, Assert.Single(entry.Entry.Content!.Labels))));
    }

    [Fact]
    public void An_original_is_given_once_and_only_to_who_may_see_all_its_headings()
    {
        var whole = Telling.Entry(Telling.Practice, "Patient", "p", Mapped.Entry("Patient", Patient));
        var problem = Telling.Entry(Telling.Practice, "Condition", "c", Mapped.Entry("Condition", "\"code\":{\"text\":\"Asthma\"}"));
        IReadOnlyList<ShownEntry> all = [.. RecordView.WithParts(whole), problem];

        Assert.Equal(["Patient", "Condition"], RecordView.Originals(all, all).Select(shown => shown.Entry.ResourceType));
        var withoutContacts = all.Where(shown => RecordView.SectionOf(shown.Entry) != Section.PersonalContacts).ToList();
        Assert.Equal(["Condition"], RecordView.Originals(all, withoutContacts).Select(shown => shown.Entry.ResourceType));
    }

    [Fact]
    public void What_is_stored_of_an_entry_comes_back_as_it_was()
    {
        var told = Telling
            .Entry(Telling.Practice, "Patient", "p", Mapped.Entry("Patient", Patient) with { By = "Reception", Apart = "left" })
            .Entry;
        var back = EntryVersion.From(told.ToRow(RecordId.Matched(new byte[32]), "")).Content!;

        Assert.Equal(("Reception", "left"), (back.By, back.Apart));
        Assert.Equal(told.Content!.Parts.Select(Line), back.Parts.Select(Line));
    }

    [Fact]
    public void Parts_that_are_too_long_for_a_row_are_shortened_and_none_is_lost()
    {
        var parts = Enumerable
            .Range(0, 60)
            .Select(i => new EntryContent(Section.Documents, $"Part {i}") { Value = new string('x', 4_000) })
            .ToList();
        var json = EntryPart.Write(parts);

        Assert.True(json.Length <= 30_000);
        Assert.Equal(parts.Select(part => part.Display), EntryPart.Read(json).Select(part => part.Display));
    }

    [Fact]
    public void A_document_gives_each_section_with_a_text_to_its_heading()
    {
        var document = Mapped.Entry(
            "Composition",
            """
            "status":"final","title":"Discharge summary","type":{"text":"Discharge summary"},"date":"2021-02-12T19:00:00Z",
            "author":[{"display":"Dr A"}],"custodian":{"display":"Leeds"},
            "section":[
              {"title":"Allergies","code":{"coding":[{"system":"https://fhir.hl7.org.uk/CodeSystem/UKCore-RecordStandardHeadings","code":"allergies-and-adverse-reaction"}]},
               "text":{"status":"additional","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\"><table><tr><th>Agent</th><td>Penicillin &amp; co</td></tr><tr><th>Reaction</th><td>Rash</td></tr></table></div>"},
               "entry":[{"reference":"AllergyIntolerance/1"}]},
              {"title":"Diagnoses","text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\">Asthma</div>"},"entry":[{"reference":"Condition/1"}]},
              {"title":"Clinical summary","text":{"status":"additional","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>Well.</p><p>Home.</p></div>"}}]
            """
        );

        Assert.Equal(
            "sections: Allergies, Diagnoses, Clinical summary",
            document.Value![document.Value!.IndexOf("sections", StringComparison.Ordinal)..]
        );
        Assert.Equal("Dr A", document.By);
        Assert.Equal(
            [
                "allergies: Allergies | Agent: Penicillin & co; Reaction: Rash | 2021-02-12T19:00:00Z",
                "documents: Clinical summary | Well.; Home. | 2021-02-12T19:00:00Z",
            ],
            document.Parts.Select(Line)
        );
    }

    [Fact]
    public void A_stay_under_the_Mental_Health_Act_stands_under_legal_information()
    {
        var stay = Mapped.Entry(
            "Encounter",
            """
            "status":"in-progress","class":{"code":"IMP"},"period":{"start":"2024-01-02"},
            "extension":[{"url":"https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-LegalStatus","extension":[
              {"url":"legalStatusContext","valueCodeableConcept":{"coding":[{"code":"admission","display":"Admission"}]}},
              {"url":"legalStatusClassification","valueCodeableConcept":{"coding":[{"code":"02","display":"Formally detained under Mental Health Act Section 2"}]}}]}]
            """
        );

        Assert.Equal(
            "legal-information: Formally detained under Mental Health Act Section 2 | at: Admission | 2024-01-02",
            Line(Assert.Single(stay.Parts))
        );
    }

    private static string Line(EntryContent part) => $"{part.Section.Code}: {part.Display} | {part.Value} | {part.Date}";
}
