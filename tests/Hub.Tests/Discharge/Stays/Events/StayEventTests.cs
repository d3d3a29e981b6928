using System.Text;
using System.Text.Json.Nodes;
using IntegrationHub.Access;
using IntegrationHub.Discharge.Stays.Events;
using IntegrationHub.Errors;
using IntegrationHub.Intake;
using IntegrationHub.Testing;
using Json.Schema;

namespace IntegrationHub.Tests.Discharge.Stays.Events;

/// <summary>The catalogue, its schema and its reader say the same.</summary>
public sealed class StayEventTests
{
    private static readonly string SchemaFile = Path.Combine(RepositoryRoot.Path, "docs", "schemas", "care-stay-events.v1.json");

    private static readonly Lazy<JsonSchema> Schema = new(() => JsonSchema.FromText(File.ReadAllText(SchemaFile)));

    private static readonly EvaluationOptions WithFormats = new() { RequireFormatValidation = true };

    public static TheoryData<string> Types => [.. StayEventTypes.All.Select(type => type.Type)];

    /// <summary>Set HUB_WRITE_DOCS=1 to write the file anew.</summary>
    [Fact]
    public void The_schema_is_the_one_of_the_catalogue()
    {
        var schema = StayEventSchema.Write();
        if (Environment.GetEnvironmentVariable("HUB_WRITE_DOCS") == "1")
            File.WriteAllText(SchemaFile, schema);
        Assert.Equal(schema, File.ReadAllText(SchemaFile));
    }

    [Fact]
    public void Every_kind_of_fact_that_is_not_the_hubs_own_can_be_told()
    {
        var types = StayEventTypes.All.Select(type => type.Type).ToList();
        Assert.Equal(types.Count, types.Distinct(StringComparer.Ordinal).Count());
        Assert.All(types, type => Assert.Matches(@"\Acare\.(encounter|discharge)\.[a-z-]+\.v1\z", type));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void A_sound_event_passes_the_schema_and_the_reader(string name)
    {
        var type = StayEventTypes.Find(name)!;
        foreach (var json in new[] { StayEventExamples.Whole(type), StayEventExamples.Bare(type) })
        {
            Assert.True(Schema.Value.Evaluate(json, WithFormats).IsValid, json.ToJsonString());
            var (told, error) = Read(json);
            Assert.True(error is null, $"{error?.Code} {error?.Location}: {json.ToJsonString()}");
            var fact = Assert.Single(Assert.IsType<CareEvent.OfStay>(told).Told.Type.Facts(((CareEvent.OfStay)told).Told.Data));
            Assert.Equal(new DateTimeOffset(2026, 3, 9, 8, 0, 0, TimeSpan.Zero), fact.At);
            Assert.Equal(TimeSpan.Zero, fact.At.Offset);
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void What_the_schema_refuses_the_reader_refuses_with_a_code_and_a_place(string name)
    {
        var type = StayEventTypes.Find(name)!;
        var refused = 0;
        foreach (var json in Broken(type))
        {
            if (Schema.Value.Evaluate(json, WithFormats).IsValid)
                continue;
            refused++;
            var (told, error) = Read(json);
            Assert.True(told is null, $"The schema alone refuses {json.ToJsonString()}");
            Assert.Contains(error!.Code, (string[])["INT250", "INT251", "INT252", "INT200"]);
            Assert.Matches(@"\A(data(\.[A-Za-z]+)?|type|id|source|specversion)\z", error.Location);
        }

        Assert.True(refused >= 15, $"{refused} of the broken events are refused by the schema");
    }

    [Fact]
    public void What_only_the_hub_can_know_the_reader_alone_refuses()
    {
        var referred = StayEventTypes.Find("care.discharge.referred-to-hub.v1")!;
        Assert.Equal("data.hub", Refused(referred, "hub", "hub-nowhere"));
        Assert.Equal("data.at", Refused(referred, "at", "2026-03-11T08:00:00Z"));
        Assert.Null(Refused(StayEventTypes.Find("care.encounter.planned.v1")!, "at", "2026-04-11T08:00:00Z"));
        Assert.Equal(
            "data.alert",
            Refused(StayEventTypes.Find("care.discharge.alert-worked.v1")!, "alert", $"p{new string('b', 32)}.{new string('a', 16)}")
        );
    }

    private static string? Refused(StayEventType type, string member, string value)
    {
        var json = StayEventExamples.Whole(type);
        json["data"]![member] = value;
        return Read(json).Error?.Location;
    }

    private static IEnumerable<JsonObject> Broken(StayEventType type)
    {
        foreach (var member in type.Members)
        {
            foreach (var wrong in StayEventExamples.Unsound(member))
                yield return With(type, data => data[member.Name] = wrong?.DeepClone());
            if (member.Needed)
                yield return With(type, data => data.Remove(member.Name));
        }

        foreach (var wrong in StayEventExamples.Unsound(StayEventType.CaseId))
            yield return With(type, data => data["caseId"] = wrong?.DeepClone());
        foreach (var wrong in StayEventExamples.Unsound(StayEventType.NhsNumber))
        {
            yield return With(
                type,
                data =>
                {
                    data.Remove("caseId");
                    data["encounterId"] = "stay";
                    data["nhsNumber"] = wrong?.DeepClone();
                }
            );
        }

        yield return With(type, data => data["encounterId"] = "stay");
        yield return With(type, data => data["nhsNumber"] = "9990000018");
        yield return With(type, data => data.Remove("caseId"));
        foreach (var rule in type.OneNeeded)
        {
            yield return With(
                type,
                data =>
                {
                    foreach (var name in rule.Of)
                        data.Remove(name);
                }
            );
        }

        foreach (var wrong in new JsonNode?[] { null, "text", 1, new JsonArray() })
        {
            var json = StayEventExamples.Whole(type);
            json["data"] = wrong?.DeepClone();
            yield return json;
        }

        var other = StayEventExamples.Whole(type);
        other["type"] = type.Type.Replace(".v1", ".v2", StringComparison.Ordinal);
        yield return other;
    }

    private static JsonObject With(StayEventType type, Action<JsonObject> change)
    {
        var json = StayEventExamples.Whole(type);
        change(json["data"]!.AsObject());
        return json;
    }

    private static (CareEvent? Event, HubError? Error) Read(JsonObject json) =>
        CareEvents.Read(
            new IncomingMessage(
                new MessageRoute.CareEvent(),
                new Caller(Telling.Trust, Role.TrustSystem, null, "test"),
                Encoding.UTF8.GetBytes(json.ToJsonString()),
                IdempotencyKey: null,
                Telling.SaidAt,
                "correlation"
            ),
            Telling.Directory
        );
}
