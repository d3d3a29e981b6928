using IntegrationHub.Access;
using IntegrationHub.CareRecord;
using IntegrationHub.CareRecord.Reading;
using IntegrationHub.Directory;
using IntegrationHub.Identifiers;
using IntegrationHub.Tests.Directory;

namespace IntegrationHub.Tests.CareRecord.Reading;

/// <summary>Every role by every section, by every way in which an entry can be withheld. What no rule allows is withheld.</summary>
public sealed class EntryGateTests
{
    private const string Snomed = "http://snomed.info/sct";

    private static readonly HubDirectory Demonstration = HubDirectory.Load(DirectoryCopy.Original).Directory!;
    private static readonly SensitiveContent Sensitive = new([.. Demonstration.Reading.Sensitive]);
    private static readonly OdsCode Own = OdsCode.Parse("RX1");
    private static readonly OdsCode Other = OdsCode.Parse("X90001");

    /// <summary>The roles' sections as they were agreed: a change of the directory's files is a change of this table, made knowingly.</summary>
    private static readonly Dictionary<string, string> NotSeen = new()
    {
        ["clinician"] = "",
        ["gp-system"] = "",
        ["trust-system"] = "",
        ["discharge-coordinator"] =
            "participation-in-research vaccinations family-history investigation-results investigations-requested examination-findings "
            + "pregnancy-status formulation unmapped",
        ["social-worker"] =
            "participation-in-research vaccinations procedures family-history investigation-results investigations-requested "
            + "examination-findings pregnancy-status formulation documents unmapped",
        ["council-system"] =
            "participation-in-research contacts-with-professionals future-appointments vaccinations problem-list procedures family-history "
            + "investigation-results investigations-requested examination-findings pregnancy-status formulation documents unmapped",
    };

    public static TheoryData<string, string> Matrix
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var role in Roles.All)
            {
                foreach (var section in Section.All)
                    data.Add(role, section.Code);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public void A_role_sees_the_sections_of_its_row_and_no_other(string role, string section)
    {
        var entry = Shown(section, Other);
        var seen = NotSeen.TryGetValue(role, out var not) && !not.Split(' ').Contains(section);

        Assert.Equal(seen ? null : WithheldReason.Role, Gate(role).Withholds(entry));
        // A broken glass shows the section; who may break one is another question.
        Assert.Null(Gate(role, glassBroken: true).Withholds(entry));
        // An objection leaves what the law asks to share, and that by the role's row.
        var byLaw = section is "safeguarding" or "legal-information";
        Assert.Equal(
            !seen ? WithheldReason.Role
                : byLaw ? null
                : WithheldReason.Objection,
            Gate(role, objects: true).Withholds(entry)
        );
        Assert.Null(Gate(role, objects: true, glassBroken: true).Withholds(entry));
        // A restricted entry is shown to nobody in the demonstration but its own organisation, and past a broken glass.
        var restricted = Shown(section, Other, labels: ["R"]);
        Assert.Equal(seen ? WithheldReason.Sensitive : WithheldReason.Role, Gate(role).Withholds(restricted));
        Assert.Null(Gate(role, glassBroken: true).Withholds(restricted));
        Assert.Equal(WithheldReason.Sensitive, Gate(role, glassBroken: true).Withholds(Shown(section, Other, labels: ["V"])));
    }

    [Theory]
    [InlineData("clinician", true)]
    [InlineData("social-worker", false)]
    [InlineData("discharge-coordinator", false)]
    [InlineData("trust-system", true)]
    [InlineData("operator", false)]
    public void What_an_organisation_sent_itself_is_sensitive_to_its_staff_as_its_row_says(string role, bool sees)
    {
        var gate = Gate(role);
        Assert.Equal(sees, gate.Withholds(Shown("allergies", Own, labels: ["R"])) is null);
        Assert.Equal(sees, gate.Withholds(Shown("allergies", Own, labels: ["V"])) is null);
    }

    [Fact]
    public void An_objection_does_not_hide_from_an_organisation_what_it_told_itself()
    {
        Assert.Null(Gate("clinician", objects: true).Withholds(Shown("allergies", Own)));
        Assert.Equal(WithheldReason.Role, Gate("social-worker", objects: true).Withholds(Shown("vaccinations", Own)));
    }

    [Fact]
    public void A_place_widens_and_narrows_what_is_seen_of_its_residents()
    {
        Assert.Null(Gate("social-worker", place: "northfield").Withholds(Shown("documents", Other)));
        Assert.Equal(WithheldReason.Role, Gate("social-worker", place: "northfield").Withholds(Shown("medications", Other)));
        foreach (var elsewhere in new[] { "midvale", "nowhere", null })
        {
            Assert.Equal(WithheldReason.Role, Gate("social-worker", place: elsewhere).Withholds(Shown("documents", Other)));
            Assert.Null(Gate("social-worker", place: elsewhere).Withholds(Shown("medications", Other)));
        }
    }

    [Theory]
    [InlineData(Snomed, "86406008", null, true)]
    [InlineData("http://snomed.info/sct/83821000000107/version/20230412", "86406008", null, true)]
    [InlineData("urn:oid:2.16.840.1.113883.2.1.3.2.4.15", "86406008", null, true)]
    [InlineData(null, "86406008", null, true)]
    [InlineData("", "86406008", null, true)]
    [InlineData("http://hl7.org/fhir/sid/icd-10", "86406008", null, false)]
    [InlineData(Snomed, "195967001", null, false)]
    [InlineData(Snomed, "195967001", "Asthma in HIV infection", true)]
    public void A_code_of_the_lists_makes_an_entry_sensitive_however_its_system_is_named(
        string? system,
        string code,
        string? display,
        bool sensitive
    )
    {
        var content = new EntryContent(Section.ProblemList, "Something")
        {
            Codings = [new("http://loinc.org", "1-8", null), new(system, code, display)],
        };
        Assert.Equal(sensitive, !Sensitive.Of(Version(content)).IsEmpty);
    }

    [Theory]
    [InlineData("HIV test offered", true)]
    [InlineData("hiv positive", true)]
    [InlineData("(HIV)", true)]
    [InlineData("HIVe allergy", false)]
    [InlineData("Archive of HIVE, then HIV", true)]
    [InlineData("Hearing aids fitted", false)]
    [InlineData("Termination of Pregnancy", true)]
    [InlineData("Asthma", false)]
    public void Words_count_where_they_stand_alone_in_any_case(string text, bool sensitive)
    {
        Assert.Equal(sensitive, !Sensitive.Of(Version(new EntryContent(Section.ProblemList, text))).IsEmpty);
        Assert.Equal(sensitive, !Sensitive.Of(Version(new EntryContent(Section.ProblemList, "Note") { Value = text })).IsEmpty);
    }

    [Fact]
    public void A_label_counts_where_nothing_could_be_mapped_too() =>
        Assert.False(Sensitive.Of(Version(null) with { UnmappedReason = "type-not-mapped", Labels = ["N", "R"] }).IsEmpty);

    private static EntryGate Gate(string role, bool glassBroken = false, bool objects = false, string? place = "midvale")
    {
        Assert.True(Roles.TryParse(role, out var known));
        var caller = new Caller(Own, known, null, "somebody");
        return new EntryGate(Demonstration.Reading, Sensitive, caller, new Admission(RecordAccess.Whole, glassBroken), place, objects);
    }

    private static ShownEntry Shown(string section, OdsCode sender, IReadOnlyList<string>? labels = null) =>
        new(Version(new EntryContent(Section.Find(section)!, "Something") { Labels = labels ?? [] }), CommitOf(sender), 1);

    private static EntryVersion Version(EntryContent? content) =>
        new(ResourceKey.Of(Other, "Condition", "1"), "Condition", "1", new VersionOrder("1"), "identity") { Content = content };

    private static Commit CommitOf(OdsCode sender) =>
        new(RecordId.Matched(new byte[32]), "identity")
        {
            Number = 1,
            Provenance = new(sender, "gp-system", "somebody", null, DateTimeOffset.UnixEpoch, ""),
            ContentHash = "",
            Snapshot = "",
            Entries = 1,
            Unmapped = 0,
            Answer = new StoredAnswer(200, default),
            Hash = "",
        };
}
