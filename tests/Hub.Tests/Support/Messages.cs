using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace IntegrationHub.Tests.Support;

/// <summary>Small synthetic messages: just what the hub's rules ask for.</summary>
public static partial class Messages
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

    /// <summary>A Patient under the sender's own id.</summary>
    /// <param name="person">Whose number it has; null for none.</param>
    public static JsonObject OwnPatient(string id, TestPerson? person)
    {
        var patient = new JsonObject { ["resourceType"] = "Patient", ["id"] = id };
        if (person is not null)
            patient["identifier"] = new JsonArray(NhsNumber(person));
        return patient;
    }

    /// <summary>An Observation about a patient whom only the sender's own id names.</summary>
    public static JsonObject OwnObservation(string value, string patient) =>
        new()
        {
            ["resourceType"] = "Observation",
            ["id"] = NewName("obs"),
            ["status"] = "final",
            ["code"] = new JsonObject { ["text"] = "Pulse rate" },
            ["subject"] = new JsonObject { ["reference"] = $"Patient/{patient}" },
            ["valueString"] = value,
        };

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

    /// <summary>An Identifier.</summary>
    internal static JsonObject NhsNumber(TestPerson person) =>
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
