using System.Text.Json;
using IntegrationHub.Cli.Send;

namespace IntegrationHub.Cli.Demonstration.Week;

/// <summary>Something that somebody tells of a stay at an hour of the week.</summary>
/// <param name="Write">The message, once the hours have their times.</param>
internal sealed record WeekMoment(TimeSpan Hour, string Organisation, string Role, string Title, Func<WeekClock, byte[]> Write)
{
    public DemonstrationMessage Message(WeekClock clock) => new(Organisation, Role, OutgoingMessage.From(Title, Write(clock)));
}

/// <summary>The hub's id of a stay, by which a council names it.</summary>
internal delegate string CaseNaming(string nhsNumber, string trust, string encounterId);

/// <summary>One stay of the week, told moment by moment: each call adds the next.</summary>
internal sealed class WeekStay(Random random, SyntheticPerson person, string trust, CaseNaming caseOf)
{
    private const string TrustSystem = "trust-system";
    private const string CouncilSystem = "council-system";
    private const int Jitter = 50;

    private readonly string encounterId = SyntheticId.Next(random);
    private readonly string patientId = SyntheticId.Next(random);
    private readonly Code reason = SyntheticPerson.Pick(random, ClinicalContent.AdmissionReasons);
    private readonly List<WeekMoment> moments = [];
    private TimeSpan admitted;
    private TimeSpan left;

    public IReadOnlyList<WeekMoment> Moments => moments;

    public SyntheticPerson Person => person;

    /// <summary>The column of its hub's board in which it stands at the end of the week; null for none.</summary>
    public string? Ends { get; private set; }

    public override string ToString() => $"WeekStay {{ Ends = {Ends} }}";

    public WeekStay EndsIn(string? column)
    {
        Ends = column;
        return this;
    }

    /// <summary>The practice sends its patient: for whom no Patient comes with a message of the trust.</summary>
    public WeekStay Registered() =>
        Add(TimeSpan.Zero, person.Practice, "gp-system", "GP bundle", clock => GpBundle.Write(random, person, clock.At(TimeSpan.Zero)));

    /// <summary>A01.</summary>
    public WeekStay Admitted(int day, int hour)
    {
        admitted = At(day, hour);
        return Add(admitted, trust, TrustSystem, "Admitted", clock => TrustMessage.Write(random, Stay(clock), StayEvent.Admitted));
    }

    /// <summary>A02, to another ward, nine hours after the admission.</summary>
    public WeekStay Moved() =>
        Add(
            admitted.Add(TimeSpan.FromHours(9)),
            trust,
            TrustSystem,
            "Moved",
            clock => TrustMessage.Write(random, Stay(clock), StayEvent.Transferred)
        );

    /// <summary>A03.</summary>
    public WeekStay Left(int day, int hour)
    {
        left = At(day, hour);
        return Add(left, trust, TrustSystem, "Discharged", clock => TrustMessage.Write(random, Stay(clock), StayEvent.Discharged));
    }

    /// <summary>The trust's system tells it by an event.</summary>
    /// <param name="happens">Where it tells of another time than its own: the hour of the week.</param>
    public WeekStay Told(int day, int hour, string type, Action<Utf8JsonWriter, WeekClock>? more = null, TimeSpan? happens = null)
    {
        var when = At(day, hour);
        return Add(
            when,
            trust,
            TrustSystem,
            type,
            clock =>
                StayCloudEvent.Write(
                    random,
                    trust,
                    type,
                    clock.At(when),
                    json =>
                    {
                        json.WriteString("nhsNumber", person.NhsNumber);
                        json.WriteString("encounterId", encounterId);
                    },
                    json => more?.Invoke(json, clock),
                    happens is { } other ? clock.At(other) : null
                )
        );
    }

    /// <summary>The council's system tells it by an event.</summary>
    public WeekStay Answered(int day, int hour, string type, Action<Utf8JsonWriter, WeekClock>? more = null)
    {
        var (when, council) = (At(day, hour), person.Place.Council);
        return Add(
            when,
            council,
            CouncilSystem,
            type,
            clock =>
                StayCloudEvent.Write(
                    random,
                    council,
                    type,
                    clock.At(when),
                    json => json.WriteString("caseId", caseOf(person.NhsNumber, trust, encounterId)),
                    json => more?.Invoke(json, clock)
                )
        );
    }

    /// <summary>Some minutes past the hour; moments of a stay lie an hour apart at least, so they keep their order.</summary>
    private TimeSpan At(int day, int hour) => new(day, hour, random.Next(Jitter), 0);

    private HospitalStay Stay(WeekClock clock) => new(person, encounterId, patientId, reason, clock.At(admitted), clock.At(left));

    private WeekStay Add(TimeSpan hour, string organisation, string role, string title, Func<WeekClock, byte[]> write)
    {
        moments.Add(new WeekMoment(hour, organisation, role, title, write));
        return this;
    }
}
