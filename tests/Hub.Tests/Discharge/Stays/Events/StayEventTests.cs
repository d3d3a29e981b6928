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

    [Theory]
    [InlineData("TTO", "https://rx1.example/CodeSystem/delay", "hospital-medicines")]
    [InlineData("XYZ", "https://rx1.example/CodeSystem/delay", "XYZ")]
    [InlineData("TTO", null, "TTO")]
    [InlineData("hospital-medicines", null, "hospital-medicines")]
    public void A_code_of_a_system_that_the_directory_knows_is_told_as_the_hubs_own(string code, string? system, string told)
    {
        var json = StayEventExamples.Whole(StayEventTypes.Find("care.discharge.delayed.v1")!);
        json["data"]!["code"] = code;
        json["data"]!["system"] = system;
        if (system is null)
            json["data"]!.AsObject().Remove("system");
        var stay = Assert.IsType<CareEvent.OfStay>(Read(json).Event).Told;
        Assert.Equal(told, Assert.Single(stay.Type.Facts(stay.Data)).Code);
    }

    [Fact]
    public void A_notice_of_another_record_cannot_be_meant() =>
        Assert.Equal(
            "data.noticeId",
            Refused(StayEventTypes.Find("care.discharge.notice-answered.v1")!, "noticeId", $"p{new string('b', 32)}.{new string('a', 16)}")
        );

    [Fact]
    public void The_schema_of_a_discharge_and_its_reader_agree()
    {
        var schema = JsonSchema.FromText(
            File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "schemas", "care-encounter-discharged.v1.json"))
        );
        foreach (var changed in Discharges(null))
        {
            Assert.True(schema.Evaluate(changed, WithFormats).IsValid, changed.ToJsonString());
            Assert.Null(Read(changed).Error);
        }

        var refused = 0;
        foreach (var member in new[] { "nhsNumber", "encounterId", "dischargedAt", "dischargeMethod", "destination" })
        {
            foreach (var changed in Discharges(member))
            {
                if (schema.Evaluate(changed, WithFormats).IsValid)
                    continue;
                refused++;
                Assert.True(Read(changed).Event is null, $"The schema alone refuses {changed.ToJsonString()}");
            }
        }

        Assert.True(refused >= 12, $"{refused} of the broken events are refused by the schema");
    }

    /// <param name="broken">Null for sound ones: whole, and with what is needed only.</param>
    private static IEnumerable<JsonObject> Discharges(string? broken)
    {
        var whole = new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = "event-1",
            ["source"] = "urn:ods:RX1",
            ["type"] = "care.encounter.discharged.v1",
            ["data"] = new JsonObject
            {
                ["nhsNumber"] = "9990000018",
                ["encounterId"] = "stay",
                ["dischargedAt"] = "2026-03-09T08:00:00Z",
                ["dischargeMethod"] = "1",
                ["destination"] = "19",
            },
        };
        if (broken is null)
        {
            yield return whole;
            var bare = (JsonObject)whole.DeepClone();
            foreach (var optional in new[] { "nhsNumber", "dischargeMethod", "destination" })
                bare["data"]!.AsObject().Remove(optional);
            yield return bare;
            yield break;
        }

        foreach (var wrong in new JsonNode?[] { 1, true, new JsonArray("1"), new JsonObject(), "", "soon", "999 000 0018" })
        {
            var changed = (JsonObject)whole.DeepClone();
            changed["data"]![broken] = wrong?.DeepClone();
            yield return changed;
        }

        var without = (JsonObject)whole.DeepClone();
        without["data"]!.AsObject().Remove(broken);
        yield return without;
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
