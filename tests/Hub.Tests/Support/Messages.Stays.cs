using System.Text.Json.Nodes;

namespace IntegrationHub.Tests.Support;

/// <content>About hospital stays.</content>
public static partial class Messages
{
    /// <summary>A trust's message about a stay: admitted (A01) or discharged (A03), with the Encounter at that version.</summary>
    public static TestMessage Stay(TestPerson person, string stay, bool discharged, int version, int minute = 0, bool withNumber = true)
    {
        ArgumentNullException.ThrowIfNull(person);
        var at = Changed.AddDays(2).AddMinutes(minute);
        var header = new JsonObject
        {
            ["resourceType"] = "MessageHeader",
            ["id"] = NewName("header"),
            ["eventCoding"] = Coding("https://fhir.nhs.uk/CodeSystem/message-event", "encounter"),
            ["source"] = new JsonObject { ["endpoint"] = "urn:nhs-uk:addressing:ods:RX1" },
            ["reason"] = new JsonObject
            {
                ["coding"] = new JsonArray(Coding("http://terminology.hl7.org/CodeSystem/v2-0003", discharged ? "A03" : "A01")),
            },
        };
        var period = new JsonObject { ["start"] = Instant(Changed.AddDays(1)) };
        if (discharged)
            period["end"] = Instant(at);
        var encounter = new JsonObject
        {
            ["resourceType"] = "Encounter",
            ["id"] = stay,
            ["meta"] = Meta(version, (discharged ? at : Changed.AddDays(1)).AddMinutes(version)),
            ["status"] = discharged ? "finished" : "in-progress",
            ["class"] = Coding("http://terminology.hl7.org/CodeSystem/v3-ActCode", "IMP"),
            ["subject"] = new JsonObject { ["reference"] = $"Patient/{person.PatientId}" },
            ["period"] = period,
        };
        var patient = Patient(person, "X90001");
        if (!withNumber)
            patient.Remove("identifier");
        var list = new JsonArray(Entry(header, null), Entry(encounter, null), Entry(patient, null));
        return Bundle(person, TestSender.Trust, "message", list, NewName("message"), entries: 3, alerts: discharged ? 1 : 0) with
        {
            TellsOfStays = true,
        };
    }

    /// <summary>A trust's CloudEvent: discharged.</summary>
    public static TestMessage DischargedEvent(TestPerson person, string stay, string? id = null, DateTimeOffset? at = null)
    {
        ArgumentNullException.ThrowIfNull(person);
        var time = Instant(at ?? Changed.AddDays(2));
        var body = new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = id ?? NewName("event"),
            ["source"] = "urn:ods:RX1",
            ["type"] = "care.encounter.discharged.v1",
            ["time"] = time,
            ["datacontenttype"] = "application/json",
            ["data"] = new JsonObject
            {
                ["nhsNumber"] = person.Number,
                ["encounterId"] = stay,
                ["dischargedAt"] = time,
            },
        };
        return new TestMessage(person, TestSender.Trust, "events", "application/cloudevents+json", Bytes(body), Entries: 1, Alerts: 1)
        {
            TellsOfStays = true,
        };
    }

    /// <summary>An event of the catalogue of stays, told two hours after the admission of <see cref="Stay"/> unless the data say otherwise.</summary>
    /// <param name="data">Names the stay by <c>caseId</c>, or else by <c>encounterId</c> with the person's NHS number.</param>
    public static TestMessage StayEvent(TestPerson person, string type, JsonObject data, TestSender? from = null, string? source = null)
    {
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(data);
        from ??= TestSender.Trust;
        data = (JsonObject)data.DeepClone();
        data.TryAdd("at", Instant(Changed.AddDays(1).AddHours(2)));
        if (!data.ContainsKey("caseId") && !data.ContainsKey("referralId"))
            data["nhsNumber"] = person.Number;
        var body = new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = NewName("event"),
            ["source"] = source ?? $"urn:ods:{from.Organisation}",
            ["type"] = type,
            ["time"] = Instant(Changed.AddDays(1).AddHours(2)),
            ["datacontenttype"] = "application/json",
            ["data"] = data,
        };
        return new TestMessage(person, from, "events", "application/cloudevents+json", Bytes(body), Entries: 1, Alerts: 0)
        {
            TellsOfStays = true,
        };
    }

    /// <summary>A flag about a stay: no criterion to reside is met.</summary>
    /// <param name="encounter">As the sender refers to it: its own id, or the hub's.</param>
    public static TestMessage NotMetFlag(TestPerson person, string encounter, TestSender from, int version = 1, string status = "active")
    {
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(from);
        var flag = new JsonObject
        {
            ["resourceType"] = "Flag",
            ["id"] = $"flag-{person.Serial}",
            ["meta"] = Meta(version, Changed.AddDays(1).AddHours(version)),
            ["status"] = status,
            ["code"] = new JsonObject
            {
                ["coding"] = new JsonArray(Coding("https://integration-hub.example/CodeSystem/criteria-to-reside", "not-met")),
            },
            ["subject"] = new JsonObject { ["identifier"] = NhsNumber(person) },
            ["encounter"] = new JsonObject { ["reference"] = $"Encounter/{encounter}" },
            ["period"] = new JsonObject { ["start"] = Instant(Changed.AddDays(1).AddHours(1)) },
        };
        return Bundle(person, from, "transaction", new JsonArray(Entry(flag, "PUT")), NewName("bundle"), entries: 1, alerts: 0) with
        {
            TellsOfStays = true,
        };
    }

    /// <summary>A trust's collection of very many stays of one person.</summary>
    public static TestMessage ManyStays(TestPerson person, int stays)
    {
        ArgumentNullException.ThrowIfNull(person);
        var list = new JsonArray();
        for (var n = 0; n < stays; n++)
            list.Add(
                Entry(
                    new JsonObject
                    {
                        ["resourceType"] = "Encounter",
                        ["id"] = $"many-{person.Serial}-{n}",
                        ["status"] = "finished",
                        ["class"] = Coding("http://terminology.hl7.org/CodeSystem/v3-ActCode", "IMP"),
                        ["subject"] = new JsonObject { ["identifier"] = NhsNumber(person) },
                        ["location"] = new JsonArray(
                            new JsonObject { ["location"] = new JsonObject { ["display"] = new string('\u00e9', 90) } }
                        ),
                        ["period"] = new JsonObject { ["start"] = Instant(Changed.AddDays(-n)), ["end"] = Instant(Changed.AddDays(1 - n)) },
                    },
                    null
                )
            );
        return Bundle(person, TestSender.Trust, "collection", list, NewName("bundle"), stays, alerts: stays) with { TellsOfStays = true };
    }

    /// <summary>The trust's Encounter of a stay is deleted, beside its Patient.</summary>
    public static TestMessage StayDeleted(TestPerson person, string stay)
    {
        ArgumentNullException.ThrowIfNull(person);
        var list = new JsonArray(
            Entry(Patient(person, "X90001"), "PUT"),
            new JsonObject
            {
                ["request"] = new JsonObject { ["method"] = "DELETE", ["url"] = $"Encounter/{stay}" },
            }
        );
        return Bundle(person, TestSender.Trust, "transaction", list, NewName("bundle"), entries: 2, alerts: 0) with { TellsOfStays = true };
    }
}
