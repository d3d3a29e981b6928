using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace IntegrationHub.Tests.Support;

/// <summary>Small synthetic messages: just what the hub's rules ask for.</summary>
public static class Messages
{
    /// <summary>When the senders' systems last changed what they send, unless a test says otherwise: long past for every clock.</summary>
    public static readonly DateTimeOffset Changed = new(2025, 1, 6, 8, 0, 0, TimeSpan.Zero);

    private static int serials;

    /// <summary>A name that was not used before in this process.</summary>
    public static string NewName(string kind) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind}-{Interlocked.Increment(ref serials)}");

    /// <summary>A practice's transaction: a Patient and Observations, <paramref name="entries"/> in all.</summary>
    /// <param name="identifier">Bundle.identifier; null for none.</param>
    /// <param name="resources">Names the Observations: the same name, the same resources.</param>
    public static TestMessage Gp(
        TestPerson person,
        int entries,
        string? identifier = null,
        string? resources = null,
        TestSender? from = null,
        string value = "72",
        string district = "Northfield"
    )
    {
        ArgumentNullException.ThrowIfNull(person);
        resources ??= NewName("obs");
        from ??= TestSender.Practice;
        var patient = Patient(person, from.Organisation);
        patient["address"]![0]!["district"] = district;
        var list = new JsonArray(Entry(patient, "PUT"));
        for (var i = 1; i < entries; i++)
            list.Add(Entry(Observation(person, $"{resources}-{i}", version: 1, value), "PUT"));
        return Bundle(person, from, "transaction", list, identifier, entries, alerts: 0);
    }

    /// <summary>As <see cref="Gp"/>, but nothing in it says when it was made: only the time of receipt can order its resources.</summary>
    public static TestMessage Undated(TestPerson person, int entries, string resources)
    {
        ArgumentNullException.ThrowIfNull(person);
        var list = new JsonArray(Entry(Patient(person, TestSender.Practice.Organisation), "PUT"));
        for (var i = 1; i < entries; i++)
            list.Add(Entry(Observation(person, $"{resources}-{i}", version: 1, "72"), "PUT"));
        foreach (var entry in list)
            ((JsonObject)entry!["resource"]!).Remove("meta");
        return Bundle(person, TestSender.Practice, "transaction", list, identifier: null, entries, alerts: 0, isDated: false);
    }

    /// <summary>A practice's batch about several people: of each a Patient and an Observation.</summary>
    public static TestMessage Batch(params IReadOnlyList<TestPerson> people)
    {
        ArgumentNullException.ThrowIfNull(people);
        var list = new JsonArray();
        foreach (var person in people)
        {
            list.Add(Entry(Patient(person, TestSender.Practice.Organisation), "PUT"));
            list.Add(Entry(Observation(person, NewName("obs"), version: 1, value: "72"), "PUT"));
        }

        return Bundle(people[0], TestSender.Practice, "batch", list, NewName("batch"), entries: 2, alerts: 0);
    }

    /// <summary>A practice's transaction that holds one Observation and nothing else.</summary>
    public static TestMessage OneObservation(
        TestPerson person,
        string id,
        int? version,
        string value,
        DateTimeOffset? lastUpdated = null,
        DateTimeOffset? sentAt = null
    )
    {
        ArgumentNullException.ThrowIfNull(person);
        var observation = Observation(person, id, version, value, lastUpdated);
        observation["subject"] = new JsonObject { ["identifier"] = NhsNumber(person) };
        return Bundle(
            person,
            TestSender.Practice,
            "transaction",
            new JsonArray(Entry(observation, "PUT")),
            NewName("bundle"),
            entries: 1,
            alerts: 0,
            sentAt
        );
    }

    /// <summary>A practice's transaction that holds one Observation about a Patient whom it names by its own id only.</summary>
    public static TestMessage OfSendersPatient(TestPerson person, string id, TestSender from)
    {
        ArgumentNullException.ThrowIfNull(person);
        return Bundle(person, from, "transaction", new JsonArray(Entry(Observation(person, id, 1, "72"), "PUT")), NewName("bundle"), 1, 0);
    }

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

    /// <summary>A CloudEvent of the trust that speaks for PDS: the one's NHS number is replaced by the other's.</summary>
    public static TestMessage NumberReplaced(TestPerson one, TestPerson by, string source = "urn:ods:RX1")
    {
        ArgumentNullException.ThrowIfNull(by);
        return NumberChanged(one, source, new JsonObject { ["status"] = "replaced", ["replacedBy"] = by.Number });
    }

    /// <summary>The same: the number stands for nobody.</summary>
    public static TestMessage NumberInvalidated(TestPerson person) =>
        NumberChanged(person, "urn:ods:RX1", new JsonObject { ["status"] = "invalidated" });

    public static JsonObject PatientOf(TestPerson person, string practice) => Patient(person, practice);

    public static JsonObject ObservationOf(TestPerson person, string id, int version = 1) => Observation(person, id, version, "72");

    private static TestMessage NumberChanged(TestPerson person, string source, JsonObject data)
    {
        ArgumentNullException.ThrowIfNull(person);
        data["nhsNumber"] = person.Number;
        var body = new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = NewName("event"),
            ["source"] = source,
            ["type"] = "care.person.nhs-number-changed.v1",
            ["data"] = data,
        };
        return new TestMessage(person, TestSender.Trust, "events", "application/cloudevents+json", Bytes(body), Entries: 0, Alerts: 0);
    }

    private static TestMessage Bundle(
        TestPerson person,
        TestSender from,
        string type,
        JsonArray list,
        string? identifier,
        int entries,
        int alerts,
        DateTimeOffset? sentAt = null,
        bool isDated = true
    )
    {
        var bundle = new JsonObject { ["resourceType"] = "Bundle" };
        if (identifier is not null)
            bundle["identifier"] = new JsonObject { ["system"] = "urn:test", ["value"] = identifier };
        bundle["type"] = type;
        if (isDated)
            bundle["timestamp"] = Instant(sentAt ?? Changed.AddDays(3));
        bundle["entry"] = list;
        return new TestMessage(person, from, "fhir", "application/fhir+json", Bytes(bundle), entries, alerts);
    }

    private static JsonObject Entry(JsonObject resource, string? method)
    {
        var (type, id) = ((string)resource["resourceType"]!, (string)resource["id"]!);
        var entry = new JsonObject { ["fullUrl"] = $"https://sender.example/{type}/{id}", ["resource"] = resource };
        if (method is not null)
            entry["request"] = new JsonObject { ["method"] = method, ["url"] = $"{type}/{id}" };
        return entry;
    }

    private static JsonObject Patient(TestPerson person, string practice) =>
        new()
        {
            ["resourceType"] = "Patient",
            ["id"] = person.PatientId,
            ["meta"] = Meta(1, Changed),
            ["identifier"] = new JsonArray(NhsNumber(person)),
            ["name"] = new JsonArray(new JsonObject { ["family"] = "Testcase", ["given"] = new JsonArray("Ada") }),
            ["gender"] = "female",
            ["birthDate"] = "1950-04-01",
            ["address"] = new JsonArray(
                new JsonObject
                {
                    ["use"] = "home",
                    ["district"] = "Northfield",
                    ["postalCode"] = "ZZ1 1AA",
                }
            ),
            ["generalPractitioner"] = new JsonArray(
                new JsonObject
                {
                    ["identifier"] = new JsonObject { ["system"] = "https://fhir.nhs.uk/Id/ods-organization-code", ["value"] = practice },
                }
            ),
        };

    private static JsonObject Observation(TestPerson person, string id, int? version, string value, DateTimeOffset? lastUpdated = null) =>
        new()
        {
            ["resourceType"] = "Observation",
            ["id"] = id,
            ["meta"] = Meta(version, lastUpdated ?? Changed),
            ["status"] = "final",
            ["code"] = new JsonObject { ["text"] = "Pulse rate" },
            ["subject"] = new JsonObject { ["reference"] = $"Patient/{person.PatientId}" },
            ["effectiveDateTime"] = "2025-01-06",
            ["valueString"] = value,
        };

    private static JsonObject NhsNumber(TestPerson person) =>
        new() { ["system"] = "https://fhir.nhs.uk/Id/nhs-number", ["value"] = person.Number };

    private static JsonObject Meta(int? version, DateTimeOffset lastUpdated)
    {
        var meta = new JsonObject();
        if (version is { } number)
            meta["versionId"] = number.ToString(CultureInfo.InvariantCulture);
        meta["lastUpdated"] = Instant(lastUpdated);
        return meta;
    }

    private static JsonObject Coding(string system, string code) => new() { ["system"] = system, ["code"] = code };

    private static string Instant(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);

    private static byte[] Bytes(JsonObject json) => Encoding.UTF8.GetBytes(json.ToJsonString(JsonSerializerOptions.Default));
}
