using System.Text.Json.Nodes;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Rebuild;

/// <summary>A made-up past of a few people: everything that messages do to records, in any order, some of it at once.</summary>
/// <param name="numbersChange">Whether NHS numbers are replaced and invalidated too.</param>
internal sealed class RebuildHistory(int seed, bool numbersChange = false)
{
    private readonly Random random = new(seed);
    private readonly List<TestPerson> people = [.. Enumerable.Range(0, 4).Select(_ => TestPerson.New())];
    private readonly List<TestMessage> sent = [];

    /// <summary>Messages that are under way together.</summary>
    internal IReadOnlyList<TestMessage> NextRound(int atMost)
    {
        var round = Enumerable.Range(0, random.Next(1, atMost + 1)).Select(_ => Next()).ToList();
        sent.AddRange(round);
        return round;
    }

    private TestMessage Next()
    {
        var person = people[random.Next(people.Count)];
        return random.Next(numbersChange ? 14 : 12) switch
        {
            0 => Messages.Gp(
                person,
                entries: random.Next(2, 20),
                Messages.NewName("bundle"),
                district: random.Next(2) == 0 ? "Northfield" : "Southport"
            ),
            1 => Messages.Gp(person, entries: random.Next(95, 200), Messages.NewName("long")),
            2 => Messages.Stay(person, "stay-" + person.Serial, discharged: true, version: random.Next(1, 9), minute: random.Next(60)),
            3 => Messages.Stay(person, "stay-" + person.Serial, discharged: false, version: random.Next(1, 9)),
            4 => random.Next(8) switch
            {
                4 => Messages.Referral(person, "referral-" + person.Serial, version: random.Next(1, 9)),
                5 => Messages.BarsReferral(
                    person,
                    "referral-" + person.Serial,
                    random.Next(1, 9),
                    random.Next(4) == 0 ? "delete" : "update"
                ),
                6 => Messages.BarsAnswer(
                    person,
                    "referral-" + person.Serial,
                    random.Next(2) == 0 ? "arrived" : "in-progress",
                    random.Next(1, 9)
                ),
                7 => Messages.ReferralEvent(
                    person,
                    "care.package.started.v1",
                    new JsonObject { ["package"] = "p" + random.Next(3), ["service"] = "Home care" }
                ),
                0 => Messages.StayEvent(
                    person,
                    "care.discharge.criteria-to-reside.v1",
                    new JsonObject { ["encounterId"] = "stay-" + person.Serial, ["met"] = random.Next(2) == 0 }
                ),
                1 => Messages.NotMetFlag(person, "stay-" + person.Serial, TestSender.Trust, version: random.Next(1, 9)),
                2 => Messages.StayDeleted(person, "stay-" + person.Serial),
                _ => Messages.DischargedEvent(person, "stay-" + random.Next(3)),
            },
            5 or 6 => Messages.OneObservation(person, "obs-" + random.Next(3), version: random.Next(1, 9), value: "v" + random.Next(9)),
            7 => Messages.OneObservation(person, "late-" + random.Next(3), version: null, value: "v" + random.Next(9)),
            8 => Messages.Batch([.. people.Take(random.Next(1, people.Count + 1))]),
            9 or 10 => Waiting(person),
            12 => Messages.NumberReplaced(person, people[(people.IndexOf(person) + 1) % people.Count]),
            13 => Messages.NumberInvalidated(person),
            _ => sent.Count > 0 ? sent[random.Next(sent.Count)] : Waiting(person),
        };
    }

    /// <summary>About a patient whom only the sender can name, until a message of the other practice's names its number.</summary>
    private TestMessage Waiting(TestPerson person) =>
        random.Next(4) == 0
            ? Messages.Gp(person, entries: 2, Messages.NewName("named"), from: TestSender.OtherPractice)
            : Messages.OfSendersPatient(person, Messages.NewName("waiting"), TestSender.OtherPractice);
}
