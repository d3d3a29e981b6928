using System.Text.Json;
using System.Text.Json.Nodes;
using IntegrationHub.Discharge.Stays.Events;

namespace IntegrationHub.Tests.Discharge.Stays.Events;

/// <summary>The JSON schema of the events about stays, made from the one table that reads them.</summary>
internal static class StayEventSchema
{
    private const string Visible = @"^[^\u0000-\u001f\u007f-\u009f]*[^\s\u0000-\u001f\u007f-\u009f][^\u0000-\u001f\u007f-\u009f]*$";
    private const string HubId = "^[pu][a-z2-7]{32}\\.[a-z2-7]{16}$";

    internal static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    internal static string Write()
    {
        var types = StayEventTypes.All;
        var schema = Envelope(
            "Events about hospital stays",
            "CloudEvents by which hospitals, councils and discharge hubs tell of a stay. Made from the hub's own catalogue; a test compares.",
            [.. types.Select(type => type.Type)]
        );
        schema["oneOf"] = new JsonArray([.. types.Select(type => new JsonObject { ["$ref"] = $"#/$defs/{type.Type}" })]);
        schema["$defs"] = new JsonObject(types.Select(type => KeyValuePair.Create(type.Type, (JsonNode?)Of(type))));
        return schema.ToJsonString(Indented) + "\n";
    }

    internal static JsonObject Envelope(string title, string description, string[] types) =>
        new()
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = title,
            ["description"] = description,
            ["type"] = "object",
            ["required"] = Names("specversion", "id", "source", "type", "data"),
            ["properties"] = new JsonObject
            {
                ["specversion"] = new JsonObject { ["const"] = "1.0" },
                ["id"] = new JsonObject
                {
                    ["type"] = "string",
                    ["minLength"] = 1,
                    ["maxLength"] = 512,
                    ["pattern"] = "^[^/\\\\#?]*$",
                    ["description"] = "Unique within the source: the same id is the same event.",
                },
                ["source"] = new JsonObject
                {
                    ["type"] = "string",
                    ["format"] = "uri-reference",
                    ["minLength"] = 1,
                    ["maxLength"] = 512,
                    ["description"] = "urn:ods:{code} must be the sender's own.",
                },
                ["type"] = new JsonObject { ["enum"] = Names(types) },
                ["time"] = new JsonObject { ["type"] = "string", ["format"] = "date-time" },
                ["datacontenttype"] = new JsonObject { ["const"] = "application/json" },
            },
        };

    private static JsonObject Of(StayEventType type)
    {
        var data = new JsonObject
        {
            ["type"] = "object",
            ["required"] = Names([.. type.AllMembers.Where(member => member.Needed).Select(member => member.Name)]),
            ["properties"] = new JsonObject(type.AllMembers.Select(member => KeyValuePair.Create(member.Name, (JsonNode?)Of(member)))),
            ["oneOf"] = new JsonArray(
                new JsonObject
                {
                    ["required"] = Names("caseId"),
                    ["properties"] = new JsonObject { ["encounterId"] = false, ["nhsNumber"] = false },
                },
                new JsonObject
                {
                    ["required"] = Names("encounterId"),
                    ["properties"] = new JsonObject { ["caseId"] = false },
                }
            ),
        };
        foreach (var rule in type.OneNeeded)
        {
            var any = new JsonArray([.. rule.Of.Select(name => new JsonObject { ["required"] = Names(name) })]);
            if (rule.WhenFalse is not { } answer)
            {
                data["anyOf"] = any;
                continue;
            }

            data["if"] = new JsonObject { ["properties"] = new JsonObject { [answer] = new JsonObject { ["const"] = false } } };
            data["then"] = new JsonObject { ["anyOf"] = any };
        }

        return new JsonObject
        {
            ["description"] = $"{type.What}. Told by: {Who(type)}.",
            ["properties"] = new JsonObject
            {
                ["type"] = new JsonObject { ["const"] = type.Type },
                ["data"] = data,
            },
        };
    }

    internal static JsonObject Of(EventMember member)
    {
        var schema = member.Kind switch
        {
            MemberKind.Moment => new JsonObject
            {
                ["type"] = "string",
                ["format"] = "date-time",
                ["pattern"] = @"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,7})?(Z|[+-][0-9]{2}:[0-9]{2})$",
            },
            MemberKind.Date => new JsonObject { ["type"] = "string", ["format"] = "date" },
            MemberKind.Text => new JsonObject
            {
                ["type"] = "string",
                ["maxLength"] = member.Longest,
                ["pattern"] = Visible,
            },
            MemberKind.Word => new JsonObject { ["enum"] = Names([.. member.Words]) },
            MemberKind.Pathway => new JsonObject
            {
                ["type"] = "integer",
                ["minimum"] = 0,
                ["maximum"] = 3,
            },
            MemberKind.Truth => new JsonObject { ["type"] = "boolean" },
            MemberKind.Organisation or MemberKind.Council => new JsonObject { ["type"] = "string", ["pattern"] = "^[A-Za-z0-9]{3,8}$" },
            MemberKind.Hub => new JsonObject { ["type"] = "string", ["pattern"] = "^[a-z0-9-]{1,64}$" },
            MemberKind.NhsNumber => new JsonObject { ["type"] = "string", ["pattern"] = "^[0-9]{10}$" },
            MemberKind.HubId => new JsonObject { ["type"] = "string", ["pattern"] = HubId },
            _ => throw new InvalidOperationException("A member of no known kind."),
        };
        schema["description"] = member.What;
        return schema;
    }

    private static string Who(StayEventType type) =>
        type.Tellers switch
        {
            IntegrationHub.Access.StayTellers.HospitalSystems => "systems of trusts and sites",
            IntegrationHub.Access.StayTellers.Hospitals => "trusts and sites (systems, discharge co-ordinators, social workers)",
            IntegrationHub.Access.StayTellers.HospitalsAndCouncils =>
                "trusts, sites and councils (systems, discharge co-ordinators, social workers)",
            IntegrationHub.Access.StayTellers.DischargeHubs => "who may claim alerts of the discharge hub that is named",
            _ => throw new InvalidOperationException("Tellers of no known kind."),
        };

    internal static JsonArray Names(params string[] names) => new([.. names.Select(name => (JsonNode)name)]);
}
