using System.Text.Json.Nodes;

namespace IntegrationHub.Tests.Support;

/// <content>About referrals to social care.</content>
public static partial class Messages
{
    /// <summary>A practice's transaction: its Patient, and a referral to adult social care.</summary>
    public static TestMessage Referral(
        TestPerson person,
        string id,
        int version = 1,
        string status = "active",
        TestSender? from = null,
        string district = "Northfield"
    )
    {
        ArgumentNullException.ThrowIfNull(person);
        from ??= TestSender.Practice;
        var patient = Patient(person, TestSender.Practice.Organisation);
        patient["address"]![0]!["district"] = district;
        var list = new JsonArray(Entry(patient, "PUT"), Entry(ReferralOf(person, id, version, status), "PUT"));
        return Bundle(person, from, "transaction", list, NewName("bundle"), entries: 2, alerts: 0) with { TellsOfStays = true };
    }

    /// <summary>The same as a booking and referral message.</summary>
    /// <param name="reason">new, update or delete.</param>
    public static TestMessage BarsReferral(TestPerson person, string id, int version = 1, string reason = "new", string status = "active")
    {
        ArgumentNullException.ThrowIfNull(person);
        var list = new JsonArray(
            Entry(BarsHeader("servicerequest-request", reason, id), null),
            Entry(ReferralOf(person, id, version, status), null),
            Entry(Patient(person, TestSender.Practice.Organisation), null)
        );
        return Bundle(person, TestSender.Practice, "message", list, NewName("message"), entries: 3, alerts: 0) with
        {
            Path = "fhir/$process-message",
            TellsOfStays = true,
        };
    }

    /// <summary>Northfield's council answers a referral of the practice by a booking and referral message.</summary>
    /// <param name="visit">Status of the council's Encounter; null for none.</param>
    public static TestMessage BarsAnswer(
        TestPerson person,
        string id,
        string? visit,
        int version = 2,
        string reason = "new",
        string status = "active"
    )
    {
        ArgumentNullException.ThrowIfNull(person);
        var header = BarsHeader("servicerequest-response", reason, id);
        header["destination"] = new JsonArray(
            new JsonObject
            {
                ["endpoint"] = "urn:x",
                ["receiver"] = new JsonObject { ["identifier"] = Ods(TestSender.Practice.Organisation) },
            }
        );
        header["response"] = new JsonObject { ["identifier"] = id, ["code"] = "ok" };
        var request = ReferralOf(person, id, version, status);
        request["subject"] = new JsonObject { ["identifier"] = NhsNumber(person) };
        var list = new JsonArray(Entry(header, null), Entry(request, null));
        if (visit is not null)
            list.Add(
                Entry(
                    new JsonObject
                    {
                        ["resourceType"] = "Encounter",
                        ["id"] = NewName("visit"),
                        ["status"] = visit,
                        ["class"] = Coding("http://terminology.hl7.org/CodeSystem/v3-ActCode", "HH"),
                        ["subject"] = new JsonObject { ["identifier"] = NhsNumber(person) },
                        ["period"] = visit is "finished"
                            ? new JsonObject { ["start"] = Instant(Changed.AddDays(1)), ["end"] = Instant(Changed.AddDays(2)) }
                            : new JsonObject { ["start"] = Instant(Changed.AddDays(1)) },
                    },
                    null
                )
            );
        return Bundle(person, TestSender.Council, "message", list, NewName("message"), list.Count, alerts: 0) with
        {
            Path = "fhir/$process-message",
            TellsOfStays = true,
        };
    }

    /// <summary>A council's Task of a referral that it names by the hub's id.</summary>
    public static TestMessage ReferralTask(
        TestPerson person,
        string recordId,
        string referralId,
        int version,
        string status,
        TestSender? from = null
    )
    {
        ArgumentNullException.ThrowIfNull(person);
        var task = new JsonObject
        {
            ["resourceType"] = "Task",
            ["id"] = $"referral-task-{person.Serial}",
            ["meta"] = Meta(version, Changed.AddDays(2).AddHours(version)),
            ["status"] = status,
            ["intent"] = "order",
            ["focus"] = new JsonObject { ["reference"] = $"ServiceRequest/{referralId}" },
            ["for"] = new JsonObject { ["reference"] = $"Patient/{recordId}" },
        };
        return Bundle(person, from ?? TestSender.Council, "transaction", new JsonArray(Entry(task, "PUT")), NewName("bundle"), 1, 0) with
        {
            TellsOfStays = true,
        };
    }

    /// <summary>An event of the catalogue of referrals, by Northfield's council unless somebody else is said.</summary>
    /// <param name="data">Names the referral by <c>referralId</c>, or else the person by NHS number.</param>
    public static TestMessage ReferralEvent(TestPerson person, string type, JsonObject data, TestSender? from = null) =>
        StayEvent(person, type, Named(person, data), from ?? TestSender.Council);

    private static JsonObject Named(TestPerson person, JsonObject data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var named = (JsonObject)data.DeepClone();
        if (!named.ContainsKey("referralId"))
            named["nhsNumber"] = person.Number;
        return named;
    }

    private static JsonObject BarsHeader(string code, string reason, string request) =>
        new()
        {
            ["resourceType"] = "MessageHeader",
            ["id"] = NewName("header"),
            ["eventCoding"] = Coding("https://fhir.nhs.uk/CodeSystem/message-events-bars", code),
            ["source"] = new JsonObject { ["endpoint"] = "urn:x" },
            ["reason"] = new JsonObject
            {
                ["coding"] = new JsonArray(Coding("https://fhir.nhs.uk/CodeSystem/message-reason-bars", reason)),
            },
            ["focus"] = new JsonArray(new JsonObject { ["reference"] = $"https://sender.example/ServiceRequest/{request}" }),
        };

    private static JsonObject ReferralOf(TestPerson person, string id, int version, string status) =>
        new()
        {
            ["resourceType"] = "ServiceRequest",
            ["id"] = id,
            ["meta"] = Meta(version, Changed.AddDays(1).AddHours(version)),
            ["status"] = status,
            ["intent"] = "order",
            ["priority"] = "urgent",
            ["category"] = new JsonArray(new JsonObject { ["coding"] = new JsonArray(Coding("http://snomed.info/sct", "306238000")) }),
            ["subject"] = new JsonObject { ["reference"] = $"Patient/{person.PatientId}" },
            ["authoredOn"] = Instant(Changed.AddDays(1)),
        };

    private static JsonObject Ods(string code) => new() { ["system"] = "https://fhir.nhs.uk/Id/ods-organization-code", ["value"] = code };
}
