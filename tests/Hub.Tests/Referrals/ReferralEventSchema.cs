using System.Text.Json;
using System.Text.Json.Nodes;
using IntegrationHub.Access;
using IntegrationHub.Discharge.Stays.Events;
using IntegrationHub.Referrals.Events;
using IntegrationHub.Tests.Discharge.Stays.Events;

namespace IntegrationHub.Tests.Referrals;

/// <summary>The JSON schema of the events about referrals, made from the one table that reads them.</summary>
internal static class ReferralEventSchema
{
    internal static string Write()
    {
        var types = ReferralEventTypes.All;
        var schema = StayEventSchema.Envelope(
            "Events about referrals to social care",
            "CloudEvents by which councils and referrers tell of a referral, and councils of social care. Made from the hub's own catalogue; a test compares.",
            [.. types.Select(type => type.Type)]
        );
        schema["oneOf"] = new JsonArray([.. types.Select(type => new JsonObject { ["$ref"] = $"#/$defs/{type.Type}" })]);
        schema["$defs"] = new JsonObject(types.Select(type => KeyValuePair.Create(type.Type, (JsonNode?)Of(type))));
        return schema.ToJsonString(StayEventSchema.Indented) + "\n";
    }

    private static JsonObject Of(ReferralEventType type)
    {
        var needed = type.AllMembers.Where(member => member.Needed).Select(member => member.Name);
        var data = new JsonObject
        {
            ["type"] = "object",
            ["required"] = StayEventSchema.Names(type.MayStandAlone ? [.. needed] : [.. needed, ReferralEventType.ReferralIdName]),
            ["properties"] = new JsonObject(
                type.AllMembers.Select(member => KeyValuePair.Create(member.Name, (JsonNode?)StayEventSchema.Of(member)))
            ),
        };
        if (type.MayStandAlone)
            data["not"] = new JsonObject
            {
                ["required"] = StayEventSchema.Names(ReferralEventType.ReferralIdName, StayEventType.NhsNumberName),
            };
        foreach (var rule in type.OneNeeded)
            data["anyOf"] = new JsonArray([.. rule.Of.Select(name => new JsonObject { ["required"] = StayEventSchema.Names(name) })]);
        return new JsonObject
        {
            ["description"] =
                $"{type.What}. Told by: {(type.Tellers is ReferralTellers.Councils ? "councils (systems, social workers, discharge co-ordinators)" : "the referrer's and the council's systems and care staff")}.",
            ["properties"] = new JsonObject
            {
                ["type"] = new JsonObject { ["const"] = type.Type },
                ["data"] = data,
            },
        };
    }
}
