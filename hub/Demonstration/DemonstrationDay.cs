using IntegrationHub.Cli.Send;

namespace IntegrationHub.Cli.Demonstration;

/// <summary>A message and who sends it.</summary>
internal sealed record DemonstrationMessage(string Organisation, string Role, OutgoingMessage Message);

/// <summary>Messages that may go at once: those of a later stage build on what an earlier one told.</summary>
internal sealed record DemonstrationStage(string Title, IReadOnlyList<DemonstrationMessage> Messages);

/// <summary>
/// One invented day of an Integrated Care System: practices send their lists, people are admitted, moved, referred to social care, whose councils answer,
/// found ready, planned for and discharged. The same seed and time give the same day.
/// </summary>
internal sealed class DemonstrationDay
{
    public const int PeopleAPractice = 16;
    public const int StaysAPractice = 5;

    private const string Gp = "gp-system";
    private const string TrustSystem = "trust-system";
    private const string CouncilSystem = "council-system";

    private DemonstrationDay(IReadOnlyList<DemonstrationStage> stages, SyntheticPerson shown)
    {
        Stages = stages;
        Shown = shown;
    }

    public IReadOnlyList<DemonstrationStage> Stages { get; }

    /// <summary>A person to look at: everything of the day happened to them.</summary>
    public SyntheticPerson Shown { get; }

    public int Count => Stages.Sum(stage => stage.Messages.Count);

    public static DemonstrationDay Make(int seed, DateTimeOffset now)
    {
        var random = new Random(seed);
        var people = People(random, DateOnly.FromDateTime(now.UtcDateTime));
        var stays = people
            .GroupBy(person => person.Practice)
            .SelectMany(practice => practice.Take(StaysAPractice))
            .Select(person => HospitalStay.Make(random, person, now))
            .ToList();

        // Of five stays a practice: two end by an A03, one by a CloudEvent; of the two that go on the one waits and the other is planned. The first is moved between wards as well.
        var inTurn = stays.Select((stay, i) => (Stay: stay, Turn: i % StaysAPractice)).ToList();
        var endedByMessage = inTurn.Where(each => each.Turn < 2).Select(each => each.Stay);
        var endedByEvent = inTurn.Where(each => each.Turn == 2).Select(each => each.Stay);
        var moved = inTurn.Where(each => each.Turn == 0).Select(each => each.Stay);
        var waiting = inTurn.Where(each => each.Turn == 3).Select(each => each.Stay).ToList();
        var planned = inTurn.Where(each => each.Turn == 4).Select(each => each.Stay).ToList();
        var referred = inTurn.Where(each => each.Turn is 0 or 3 or 4).Select(each => (each.Stay, Id: SyntheticId.Next(random))).ToList();

        return new DemonstrationDay(
            [
                new("Practices send their patients", people.ConvertAll(person => FromPractice(random, person, now))),
                new("Trusts admit", stays.ConvertAll(stay => FromTrust(random, stay, StayEvent.Admitted))),
                new("Trusts move patients", moved.Select(stay => FromTrust(random, stay, StayEvent.Transferred)).ToList()),
                new("Trusts refer to social care", referred.ConvertAll(each => Referral(random, each.Stay, each.Id))),
                new(
                    "Councils answer",
                    referred
                        .SelectMany(
                            (each, turn) => CouncilAnswer.Of(random, each.Stay, each.Id, turn).Select(body => FromCouncil(each.Stay, body))
                        )
                        .ToList()
                ),
                new(
                    "Wards and hubs plan",
                    [
                        .. waiting.SelectMany(stay => PlanningEvent.Waiting(random, stay).Select(body => OfStay(stay, body))),
                        .. planned.SelectMany(stay => PlanningEvent.Planned(random, stay).Select(body => OfStay(stay, body))),
                    ]
                ),
                new(
                    "Trusts discharge",
                    [
                        .. endedByMessage.Select(stay => FromTrust(random, stay, StayEvent.Discharged)),
                        .. endedByEvent.Select(stay => ByEvent(random, stay)),
                    ]
                ),
            ],
            people[0]
        );
    }

    private static List<SyntheticPerson> People(Random random, DateOnly today)
    {
        var people = new List<SyntheticPerson>();
        foreach (var place in DemonstrationPlace.All)
        {
            foreach (var practice in place.Practices)
            {
                for (var i = 0; i < PeopleAPractice; i++)
                    people.Add(SyntheticPerson.Make(random, people.Count, place, practice, today));
            }
        }

        return people;
    }

    private static DemonstrationMessage FromPractice(Random random, SyntheticPerson person, DateTimeOffset now)
    {
        var body = GpBundle.Write(random, person, now.AddMinutes(-random.Next(1, 600)));
        return new(person.Practice, Gp, OutgoingMessage.From("GP bundle", body));
    }

    private static DemonstrationMessage FromTrust(Random random, HospitalStay stay, StayEvent what) =>
        new(stay.Trust, TrustSystem, OutgoingMessage.From(what.ToString(), TrustMessage.Write(random, stay, what)));

    private static DemonstrationMessage ByEvent(Random random, HospitalStay stay) =>
        new(stay.Trust, TrustSystem, OutgoingMessage.From("Discharge event", DischargeEvent.Write(random, stay)));

    private static DemonstrationMessage OfStay(HospitalStay stay, byte[] body) =>
        new(stay.Trust, TrustSystem, OutgoingMessage.From("Event of a stay", body));

    private static DemonstrationMessage Referral(Random random, HospitalStay stay, string id) =>
        new(stay.Trust, TrustSystem, OutgoingMessage.From("Referral", SocialCareReferral.Write(random, stay, id)));

    private static DemonstrationMessage FromCouncil(HospitalStay stay, byte[] body) =>
        new(stay.Person.Place.Council, CouncilSystem, OutgoingMessage.From("Council's answer", body));
}
