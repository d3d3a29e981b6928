using System.Text.Json.Nodes;
using IntegrationHub.CareRecord;
using IntegrationHub.Identifiers;
using IntegrationHub.Referrals;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Referrals;

/// <summary>A referral from its sending to its end, as its senders tell it, and what must come of it.</summary>
/// <param name="InOrder">One after another.</param>
/// <param name="InAnyOrder">After those, all at once: each has its own time, so that none has to wait for another.</param>
/// <param name="Told">What each organisation hears of it on topic social-care-referral: the kinds, in alphabetical order.</param>
internal sealed record ReferralStory(
    TestPerson Person,
    string Referral,
    IReadOnlyList<TestMessage> InOrder,
    IReadOnlyList<TestMessage> InAnyOrder,
    ReferralState End,
    IReadOnlyDictionary<string, string[]> Told
)
{
    private static readonly DateTimeOffset Begins = new(2026, 1, 9, 9, 0, 0, TimeSpan.Zero);

    /// <summary>Kinds of steps that stand at the end, in the order in which they happened.</summary>
    public required string[] Steps { get; init; }

    /// <summary>What a council decided, as the referrer hears it on topic council-decision.</summary>
    public IReadOnlyList<string> Decisions =>
        [.. Steps.Where(step => step is not ("sent" or "cancelled-by-referrer")).Order(StringComparer.Ordinal)];

    public string Referrer => InOrder[0].From.Organisation;

    internal static ReferralStory Make(Random random, Pseudonyms pseudonyms) =>
        random.Next(7) switch
        {
            0 => ByTasks(random, pseudonyms),
            1 => RejectedByTask(random, pseudonyms),
            2 => TakenBack(random, pseudonyms),
            3 => ByBars(pseudonyms),
            4 => WithdrawnByBars(pseudonyms),
            5 => ByEvents(random, pseudonyms),
            _ => PassedOn(random, pseudonyms),
        };

    private static ReferralStory ByTasks(Random random, Pseudonyms pseudonyms)
    {
        var (person, referral, sent) = Sent(random, pseudonyms);
        var record = person.RecordIn(pseudonyms).Value;
        string[] states = ["received", "accepted", "completed"];
        return Of(person, referral, [sent], ReferralState.Completed, ["sent", .. states]) with
        {
            InAnyOrder = [.. states.Select((state, at) => Messages.ReferralTask(person, record, referral, at + 1, state))],
        };
    }

    private static ReferralStory RejectedByTask(Random random, Pseudonyms pseudonyms)
    {
        var (person, referral, sent) = Sent(random, pseudonyms);
        var record = person.RecordIn(pseudonyms).Value;
        string[] states = ["received", "rejected"];
        return Of(person, referral, [sent], ReferralState.Rejected, ["sent", .. states]) with
        {
            InAnyOrder = [.. states.Select((state, at) => Messages.ReferralTask(person, record, referral, at + 1, state))],
        };
    }

    private static ReferralStory TakenBack(Random random, Pseudonyms pseudonyms)
    {
        var (person, referral, sent) = Sent(random, pseudonyms);
        var revoked = Messages.Referral(person, NameOf(person), 2, "revoked", sent.From);
        return Of(person, referral, [sent, revoked], ReferralState.Cancelled, ["sent", "cancelled-by-referrer"]) with
        {
            Told = ToldTo(sent.From, "cancelled", "sent", "updated"),
        };
    }

    private static ReferralStory ByBars(Pseudonyms pseudonyms)
    {
        var person = TestPerson.New();
        var name = NameOf(person);
        TestMessage[] messages =
        [
            Messages.BarsReferral(person, name),
            Messages.BarsAnswer(person, name, "arrived", 2),
            Messages.BarsAnswer(person, name, "in-progress", 3, "update"),
            Messages.BarsAnswer(person, name, "finished", 4, "update"),
        ];
        return Of(
            person,
            IdOf(person, TestSender.Practice, pseudonyms),
            messages,
            ReferralState.Completed,
            ["sent", "received", "accepted", "completed"]
        );
    }

    private static ReferralStory WithdrawnByBars(Pseudonyms pseudonyms)
    {
        var person = TestPerson.New();
        var name = NameOf(person);
        TestMessage[] messages = [Messages.BarsReferral(person, name), Messages.BarsReferral(person, name, 2, "delete")];
        return Of(
            person,
            IdOf(person, TestSender.Practice, pseudonyms),
            messages,
            ReferralState.Cancelled,
            ["sent", "cancelled-by-referrer"]
        ) with
        {
            Told = ToldTo(TestSender.Practice, "cancelled", "sent", "updated"),
        };
    }

    private static ReferralStory ByEvents(Random random, Pseudonyms pseudonyms)
    {
        var (person, referral, sent) = Sent(random, pseudonyms);
        return Of(
            person,
            referral,
            [sent],
            ReferralState.Completed,
            ["sent", "accepted", "assessed", "services-arranged", "completed"]
        ) with
        {
            InAnyOrder =
            [
                Event(person, referral, "care.referral.accepted.v1", 1),
                Event(person, referral, "care.referral.assessed.v1", 2, ("outcome", "Needs help with meals")),
                Event(person, referral, "care.package.started.v1", 3, ("package", "p1"), ("service", "Meals on wheels")),
                Event(person, referral, "care.referral.completed.v1", 4),
            ],
        };
    }

    private static ReferralStory PassedOn(Random random, Pseudonyms pseudonyms)
    {
        var (person, referral, sent) = Sent(random, pseudonyms);
        var other = new TestSender("C90003", "council-system");
        var story = Of(
            person,
            referral,
            [
                sent,
                Event(person, referral, "care.referral.rerouted.v1", 1, ("to", other.Organisation), ("reason", "Lives there")),
                Event(person, referral, other, "care.referral.accepted.v1", 2),
            ],
            ReferralState.Accepted,
            ["sent", "rerouted", "accepted"]
        );
        return story with
        {
            Told = new Dictionary<string, string[]>(StringComparer.Ordinal)
            {
                [TestSender.Council.Organisation] = ["rerouted", "sent"],
                [other.Organisation] = ["accepted", "rerouted"],
                [sent.From.Organisation] = ["accepted", "rerouted", "sent"],
            },
        };
    }

    private static ReferralStory Of(TestPerson person, string referral, TestMessage[] inOrder, ReferralState end, string[] steps) =>
        new(person, referral, inOrder, [], end, ToldTo(inOrder[0].From, [.. steps.Order(StringComparer.Ordinal)])) { Steps = steps };

    private static Dictionary<string, string[]> ToldTo(TestSender referrer, params string[] kinds) =>
        new(StringComparer.Ordinal) { [TestSender.Council.Organisation] = kinds, [referrer.Organisation] = kinds };

    private static (TestPerson Person, string Referral, TestMessage Sent) Sent(Random random, Pseudonyms pseudonyms)
    {
        var person = TestPerson.New();
        var from = random.Next(2) == 0 ? TestSender.Practice : TestSender.Trust;
        return (person, IdOf(person, from, pseudonyms), Messages.Referral(person, NameOf(person), from: from));
    }

    private static string NameOf(TestPerson person) => $"referral-{person.Serial}";

    private static string IdOf(TestPerson person, TestSender referrer, Pseudonyms pseudonyms) =>
        $"{person.RecordIn(pseudonyms)}.{ResourceKey.Of(OdsCode.Parse(referrer.Organisation), "ServiceRequest", NameOf(person))}";

    private static TestMessage Event(
        TestPerson person,
        string referral,
        string type,
        int hour,
        params (string Name, string Value)[] data
    ) => Event(person, referral, TestSender.Council, type, hour, data);

    private static TestMessage Event(
        TestPerson person,
        string referral,
        TestSender from,
        string type,
        int hour,
        params (string Name, string Value)[] data
    )
    {
        var json = new JsonObject { ["referralId"] = referral, ["at"] = RecordJson.Instant(Begins.AddHours(hour)) };
        foreach (var (name, value) in data)
            json[name] = value;
        return Messages.ReferralEvent(person, type, json, from);
    }

    public override string ToString() => $"ReferralStory {{ {string.Join(", ", Steps)} }}";
}
