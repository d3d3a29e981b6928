using Hl7.Fhir.Model;
using IntegrationHub.CareRecord;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Discharge.Stays;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Tests.Discharge.Stays;

/// <summary>Which stay a resource means, and what a version that says nothing comes to.</summary>
public sealed class StayStatementsTests
{
    private static readonly string Own = Telling.KeyOf("Encounter", "stay").Value;
    private static readonly string OfTheTrust = Telling.KeyOf("Encounter", "theirs").Value;

    [Fact]
    public void A_stay_is_its_own_source()
    {
        var statement = Assert.Single(Telling.Of(null, "RX1", Telling.Read(Telling.Encounter("in-progress"))).Told);
        Assert.Equal((Own, Own, "RX1"), (statement.Stay, statement.Source, statement.Teller));
    }

    [Theory]
    [InlineData("Encounter/stay")]
    [InlineData("https://sender.example/fhir/Encounter/stay")]
    [InlineData("Encounter/stay/_history/3")]
    public void A_reference_by_the_senders_id_means_the_senders_stay(string reference) => Assert.Equal(Own, StayOf(reference, "RX1"));

    [Fact]
    public void A_council_means_a_trusts_stay_by_the_hubs_id()
    {
        Assert.Equal(OfTheTrust, StayOf($"Encounter/{Telling.Record}.{OfTheTrust}", "C90001"));
        Assert.NotEqual(Own, StayOf("Encounter/stay", "C90001"));
    }

    [Theory]
    [InlineData("urn:uuid:6ff1a2a6-0000-4000-8000-000000000000")]
    [InlineData("Patient/stay")]
    [InlineData("Encounter/")]
    [InlineData("stay")]
    public void What_names_no_stay_says_nothing(string reference) => Assert.Null(StayOf(reference, "RX1"));

    [Fact]
    public void A_stay_of_another_record_is_not_spoken_of() =>
        Assert.Null(StayOf($"Encounter/{RecordId.Unmatched(new byte[20])}.{OfTheTrust}", "C90001"));

    [Fact]
    public void What_says_nothing_now_is_told_only_where_it_may_have_said_something()
    {
        var telling = Telling.Of(null, "RX1", Telling.Read(Telling.Encounter("in-progress", stayClass: "AMB")));
        var source = Telling.KeyOf("Encounter", "stay");
        var (known, _) = KnownResources.None.After(Telling.Record, [new EntryVersion(source, "Encounter", "stay", default, "identity")]);
        var head = new RecordHead(Telling.Record);

        Assert.Empty(telling.To(head));
        Assert.Empty(telling.To(head with { HasStays = true }));
        Assert.Empty(telling.To(head with { Known = known }));
        var told = Assert.Single(telling.To(head with { HasStays = true, Known = known }));
        Assert.Equal((source.Value, 0), (told.Source, told.Facts.Count));
    }

    [Fact]
    public void That_an_Encounter_is_gone_is_always_told_and_of_other_things_where_they_may_have_said_something()
    {
        var context = new StayContext(Telling.Record, Telling.Trust, Telling.SaidAt, null, _ => null, Telling.Directory)
        {
            Keys = new Dictionary<Resource, ResourceKey>(),
        };
        ToldResource Gone(string type) => new(type, Telling.KeyOf(type, "x"), new VersionOrder("1"), null);

        var telling = StayStatements.Of([Gone("Encounter"), Gone("Task")], context);

        var told = Assert.Single(telling.Told);
        Assert.Equal((Telling.KeyOf("Encounter", "x").Value, true), (told.Source, told.Deleted));
        var (source, retracted) = Assert.Single(telling.Retracted);
        Assert.Equal((Telling.KeyOf("Task", "x"), true), (source, retracted.Deleted));
    }

    [Fact]
    public void A_statement_prints_nothing_of_the_person() =>
        Assert.DoesNotContain(
            "Ward",
            Assert
                .Single(
                    Telling
                        .Of(
                            null,
                            "RX1",
                            Telling.Read(Telling.Encounter("in-progress", ""","location":[{"location":{"display":"Ward 7"}}]"""))
                        )
                        .Told
                )
                .ToString(),
            StringComparison.Ordinal
        );

    private static string? StayOf(string reference, string sender)
    {
        var flag = Telling.Read(
            $$$"""
            {"resourceType":"Flag","id":"f","status":"active","subject":{"reference":"Patient/p"},"encounter":{"reference":"{{{reference}}}"},
             "code":{"coding":[{"system":"https://integration-hub.example/CodeSystem/criteria-to-reside","code":"not-met"}]}}
            """
        );
        return Telling.Of(null, sender, flag).Told.SingleOrDefault()?.Stay;
    }
}
