using System.Text.Json;
using System.Text.Json.Nodes;
using IntegrationHub.CareRecord;
using IntegrationHub.Discharge.Stays.Events;
using IntegrationHub.Identifiers;
using IntegrationHub.Referrals;
using IntegrationHub.Referrals.Events;
using IntegrationHub.Testing;
using IntegrationHub.Tests.Discharge.Stays.Events;
using Json.Schema;

namespace IntegrationHub.Tests.Referrals;

/// <summary>The catalogue, its schema and its reader say the same.</summary>
public sealed class ReferralEventTests
{
    private static readonly Lazy<JsonSchema> Schema = new(() =>
        JsonSchema.FromText(File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "schemas", "care-referral-events.v1.json")))
    );

    private static readonly ResourceKey Source = ResourceKey.Of(OdsCode.Parse(Told.Council), "CloudEvent", "event");

    private static readonly EvaluationOptions WithFormats = new() { RequireFormatValidation = true };

    public static TheoryData<string> Types => [.. ReferralEventTypes.All.Select(type => type.Type)];

    [Theory]
    [MemberData(nameof(Types))]
    public void A_sound_event_passes_the_schema_and_the_reader(string name)
    {
        var type = ReferralEventTypes.Find(name)!;
        foreach (var bare in new[] { false, true })
        {
            var data = Data(type, bare);
            Assert.True(Schema.Value.Evaluate(Event(type, data), WithFormats).IsValid, data.ToJsonString());
            var (told, error) = Read(type, data);
            Assert.True(error is null, $"{error?.Code} {error?.Location}: {data.ToJsonString()}");
            var statement = told!.ToStatement(OdsCode.Parse(Told.Council), Source, new VersionOrder(Told.Order(0)));
            Assert.Equal((type.Kind, Told.Key), (Assert.Single(statement.Facts).Kind, statement.Referral));
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void What_the_schema_refuses_the_reader_refuses(string name)
    {
        var refused = 0;
        var type = ReferralEventTypes.Find(name)!;
        foreach (var member in type.Members.Where(member => member.Kind is not MemberKind.Council))
        foreach (var wrong in StayEventExamples.Unsound(member))
        {
            var data = Data(type, bare: false);
            data[member.Name] = wrong?.DeepClone();
            if (Schema.Value.Evaluate(Event(type, data), WithFormats).IsValid)
                continue;
            refused++;
            Assert.NotNull(Read(type, data).Error);
        }

        Assert.True(refused >= 10, $"{refused} of the broken events are refused by the schema");
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Whom_it_is_about_is_said_once(string name)
    {
        var type = ReferralEventTypes.Find(name)!;
        var data = Data(type, bare: true);
        data["nhsNumber"] = "9990000018";
        if (type.MayStandAlone)
            Assert.NotNull(Read(type, data).Error);
        data.Remove("referralId");
        Assert.Equal(type.MayStandAlone, Read(type, data).Error is null);
    }

    [Fact]
    public void The_same_event_cancels_for_whichever_side_tells_it()
    {
        var type = ReferralEventTypes.Of(ReferralFactKind.CancelledByReferrer);
        foreach (
            var (sender, kind) in new[]
            {
                (Told.Council, ReferralFactKind.CancelledByCouncil),
                (Told.Referrer, ReferralFactKind.CancelledByReferrer),
            }
        )
            Assert.Equal(
                kind,
                Read(type, Data(type, bare: true), sender)
                    .Event!.ToStatement(OdsCode.Parse(sender), Source, new VersionOrder(Told.Order(0)))
                    .Facts[0]
                    .Kind
            );
    }

    [Fact]
    public void A_referral_is_passed_on_to_councils_only()
    {
        var type = ReferralEventTypes.Of(ReferralFactKind.Rerouted);
        var data = Data(type, bare: false);
        data["to"] = "RX1";
        Assert.Equal("data.to", Read(type, data).Error?.Location);
    }

    private static (ReferralEvent? Event, IntegrationHub.Errors.HubError? Error) Read(
        ReferralEventType type,
        JsonObject data,
        string sender = Told.Council
    ) => ReferralEvent.Read(type, "source|id", JsonSerializer.SerializeToElement(data), Told.At(20), OdsCode.Parse(sender), Told.Rules);

    private static JsonObject Data(ReferralEventType type, bool bare)
    {
        var data = new JsonObject { ["referralId"] = Told.Id };
        foreach (var member in type.Members.Where(member => !bare || member.Needed))
            data[member.Name] = Sound(member);
        foreach (var rule in type.OneNeeded)
            data[rule.Of[0]] = Sound(type.Members.Single(member => member.Name == rule.Of[0]));
        return data;
    }

    private static JsonNode Sound(EventMember member) => member.Kind is MemberKind.Council ? Told.Other : StayEventExamples.Sound(member);

    private static JsonObject Event(ReferralEventType type, JsonObject data) =>
        new()
        {
            ["specversion"] = "1.0",
            ["id"] = "event-1",
            ["source"] = "urn:ods:C90001",
            ["type"] = type.Type,
            ["data"] = data.DeepClone(),
        };
}
