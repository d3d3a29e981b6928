using System.Text.Json.Nodes;
using IntegrationHub.Discharge.Stays.Events;

namespace IntegrationHub.Tests.Discharge.Stays.Events;

/// <summary>Events of every type, sound and otherwise.</summary>
internal static class StayEventExamples
{
    internal static readonly string CaseId = $"{Telling.Record}.{Telling.KeyOf("Encounter", "stay")}";

    private static readonly string AlertId = $"{Telling.Record}.{new string('a', 16)}";

    /// <summary>With every member, the stay named by the hub's id.</summary>
    internal static JsonObject Whole(StayEventType type)
    {
        var data = new JsonObject { ["caseId"] = CaseId };
        foreach (var member in type.Members)
            data[member.Name] = Sound(member);
        return Event(type, data);
    }

    /// <summary>With what is needed only, the stay named by the sender's own id.</summary>
    internal static JsonObject Bare(StayEventType type)
    {
        var data = new JsonObject { ["encounterId"] = "stay" };
        foreach (var member in type.Members.Where(member => member.Needed))
            data[member.Name] = Sound(member);
        foreach (var rule in type.OneNeeded)
            data[rule.Of[0]] = Sound(type.Members.Single(member => member.Name == rule.Of[0]));
        if (data.ContainsKey("alert"))
        {
            data.Remove("encounterId");
            data["caseId"] = CaseId;
        }

        return Event(type, data);
    }

    internal static JsonNode Sound(EventMember member) =>
        member.Kind switch
        {
            MemberKind.Moment => "2026-03-09T08:00:00+00:00",
            MemberKind.Date => "2026-03-12",
            MemberKind.Text => "Ward 7",
            MemberKind.Word => member.Words[0],
            MemberKind.Pathway => 2,
            MemberKind.Truth => false,
            MemberKind.Organisation => "C90001",
            MemberKind.Hub => "hub-northfield",
            MemberKind.HubId => member.Name == "alert" ? AlertId : CaseId,
            MemberKind.NhsNumber => "9990000018",
            _ => throw new InvalidOperationException("A member of no known kind."),
        };

    /// <summary>What no member of that kind may hold.</summary>
    internal static IEnumerable<JsonNode?> Unsound(EventMember member)
    {
        yield return null;
        yield return new JsonObject { ["a"] = 1 };
        yield return new JsonArray("Ward 7");
        yield return "";
        if (member.Kind is not MemberKind.Truth)
            yield return true;
        if (member.Kind is not MemberKind.Pathway)
            yield return 2;
        switch (member.Kind)
        {
            case MemberKind.Moment:
                foreach (
                    var wrong in new[]
                    {
                        "2026-02-30T08:00:00Z",
                        "2026-03-09",
                        "2026-03-09T08:00:00",
                        "2026-03-09T08:00Z",
                        "2026-03-09T25:00:00Z",
                        "2026-03-09 08:00:00Z",
                        "soon",
                    }
                )
                    yield return wrong;
                break;
            case MemberKind.Date:
                foreach (var wrong in new[] { "2026-02-30", "2026-3-1", "2026", "2026-03-09T08:00:00Z", "12/03/2026" })
                    yield return wrong;
                break;
            case MemberKind.Text:
                foreach (var wrong in new[] { new string('W', 10_240), "Ward\u0000 7", "Ward\n7", "\u009b", "   " })
                    yield return wrong;
                break;
            case MemberKind.Word:
                yield return "ASSESSMENT";
                break;
            case MemberKind.Pathway:
                foreach (var wrong in new JsonNode[] { 4, -1, 1.5, "2" })
                    yield return wrong;
                break;
            case MemberKind.Organisation:
                foreach (var wrong in new[] { "C9", "C90001234", "C9-01", "\u0421 90001" })
                    yield return wrong;
                break;
            case MemberKind.Hub:
                foreach (var wrong in new[] { "Hub Northfield", "hub/../x" })
                    yield return wrong;
                break;
            case MemberKind.NhsNumber:
                foreach (var wrong in new[] { "999 000 0018", "999000001", "99900000180" })
                    yield return wrong;
                break;
            case MemberKind.HubId:
                foreach (var wrong in new[] { "Encounter/" + CaseId, CaseId.ToUpperInvariant(), Telling.Record.Value, CaseId + "a" })
                    yield return wrong;
                break;
        }
    }

    private static JsonObject Event(StayEventType type, JsonObject data) =>
        new()
        {
            ["specversion"] = "1.0",
            ["id"] = "event-1",
            ["source"] = "urn:ods:RX1",
            ["type"] = type.Type,
            ["time"] = "2026-03-09T08:00:00Z",
            ["datacontenttype"] = "application/json",
            ["data"] = data,
        };
}
