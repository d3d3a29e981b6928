using System.Globalization;
using System.Text.Json;

namespace IntegrationHub.Cli.Demonstration.Week;

/// <summary>What happens in one place in an ordinary week. Days and hours are the week's own, from its Monday on.</summary>
internal sealed class WeekTales(
    Random random,
    DemonstrationPlace place,
    CaseNaming caseOf,
    Func<DemonstrationPlace, SyntheticPerson> personOf
)
{
    private const string Encounter = "care.encounter.";
    private const string Discharge = "care.discharge.";
    private const string Planning = "planning";
    private const string InHospital = "in-hospital";
    private const string Gone = "left";

    /// <summary>The trusts whose councils agreed on assessment notices with them, by place: as the rules of the directory have it.</summary>
    private static readonly string[] PlacesWithNotices = ["northfield", "southport"];

    public IReadOnlyList<WeekStay> All() =>
        [
            .. Times(3, HomeWithNothingNew),
            .. Times(2, HomeWithSupport),
            .. Times(1, _ => CareArranged()),
            .. Times(2, WaitsForABed),
            .. Times(1, _ => WaitedForMedicines()),
            .. Times(1, _ => DeclinedFirst()),
            .. Times(1, _ => WithNotice()),
            .. Times(2, WithTheHub),
            .. Times(2, ReadyToday),
            .. Times(4, JustCome),
            .. Times(2, Expected),
            .. Times(1, _ => Died()),
            .. Times(1, _ => LeftByThemselves()),
            .. Times(1, _ => AdmittedByMistake()),
            .. WentToAnotherTrust(),
            .. CameBack(),
        ];

    private WeekStay HomeWithNothingNew(int n) =>
        Stay()
            .Admitted(n, 10)
            .Told(n, 16, Discharge + "expected-discharge-date.v1", Day("date", n + 2))
            .Told(n + 1, 9, Discharge + "criteria-to-reside.v1", Met(true, "intravenous-medication"))
            .Told(n + 2, 9, Discharge + "criteria-to-reside.v1", Met(false))
            .Told(n + 2, 10, Discharge + "pathway-agreed.v1", Pathway(0))
            .Left(n + 2, 15)
            .EndsIn(Gone);

    private WeekStay HomeWithSupport(int n) =>
        Planned(Stay().Admitted(0, 8 + n).Moved().Told(1, 10, Discharge + "expected-discharge-date.v1", Day("date", 6)), 2, 1)
            .Answered(3, 15, Discharge + "assessment-answered.v1", Accepted)
            .Answered(4, 14, Discharge + "assessment-done.v1")
            .Answered(5, 10, Discharge + "care-arranged.v1", Day("from", 6))
            .Left(6, 11)
            .EndsIn(Gone);

    private WeekStay CareArranged() =>
        Planned(Stay().Admitted(1, 9), 3, 1)
            .Answered(4, 16, Discharge + "assessment-answered.v1", Accepted)
            .Answered(5, 15, Discharge + "assessment-done.v1")
            .Answered(6, 9, Discharge + "care-arranged.v1", Day("from", 8))
            .EndsIn("arranged");

    private WeekStay WaitsForABed(int n) =>
        Stay()
            .Admitted(0, 9 + n)
            .Moved()
            .Told(2, 9, Discharge + "criteria-to-reside.v1", Met(false))
            .Told(2, 12, Discharge + "referred-to-hub.v1")
            .Told(3, 11, Discharge + "pathway-agreed.v1", Pathway(2 + n))
            .Told(4, 9, Discharge + "delayed.v1", Code(n == 0 ? "capacity-bed-rehabilitation" : "capacity-care-home"))
            .EndsIn(Planning);

    private WeekStay WaitedForMedicines() =>
        Stay()
            .Admitted(0, 19)
            .Told(1, 9, Discharge + "criteria-to-reside.v1", Met(false))
            .Told(1, 12, Discharge + "delayed.v1", Code("hospital-medicines"))
            .Told(2, 10, Discharge + "delay-ended.v1")
            .Told(2, 11, Discharge + "pathway-agreed.v1", Pathway(0))
            .Left(2, 14)
            .EndsIn(Gone);

    private WeekStay DeclinedFirst() =>
        Planned(Stay().Admitted(1, 11), 3, 1)
            .Answered(4, 15, Discharge + "assessment-answered.v1", Declined("Awaits the family's decision"))
            .Told(5, 9, Discharge + "assessment-asked.v1", Council("of"))
            .Answered(5, 14, Discharge + "assessment-answered.v1", Accepted)
            .EndsIn(Planning);

    private WeekStay WithNotice()
    {
        var stay = Stay()
            .Admitted(2, 10)
            .Told(4, 9, Discharge + "criteria-to-reside.v1", Met(false))
            .Told(4, 10, Discharge + "referred-to-hub.v1");
        if (PlacesWithNotices.Contains(place.Id))
            stay.Told(4, 12, Discharge + "notice-given.v1", AssessmentNotice)
                .Answered(
                    5,
                    10,
                    Discharge + "notice-answered.v1",
                    (json, _) =>
                    {
                        json.WriteString("notice", "assessment");
                        json.WriteBoolean("accepted", true);
                    }
                );
        return stay.Told(5, 12, Discharge + "pathway-agreed.v1", Pathway(1))
            .Told(5, 13, Discharge + "assessment-asked.v1", Council("of"))
            .EndsIn(Planning);
    }

    private WeekStay WithTheHub(int n) =>
        Stay()
            .Admitted(4, 8 + n)
            .Told(6, 8, Discharge + "criteria-to-reside.v1", Met(false))
            .Told(6, 12 + n, Discharge + "referred-to-hub.v1")
            .EndsIn("referred");

    private WeekStay ReadyToday(int n) =>
        Stay().Admitted(4, 14 + n).Told(6, 9, Discharge + "criteria-to-reside.v1", Met(false)).EndsIn("ready");

    private WeekStay JustCome(int n) =>
        Stay()
            .Admitted(5, 9 + 3 * n)
            .Told(6, 10 + n, Discharge + "criteria-to-reside.v1", Met(true, n % 2 == 0 ? "oxygen" : "intravenous-fluids"))
            .EndsIn(InHospital);

    private WeekStay Expected(int n) =>
        Stay().Registered().Told(4 + n, 13, Encounter + "planned.v1", happens: new TimeSpan(8 + n, 8, 0, 0)).EndsIn("expected");

    private WeekStay Died() => Stay().Admitted(1, 16).Moved().Told(4, 3, Encounter + "died.v1").EndsIn(Gone);

    private WeekStay LeftByThemselves() =>
        Stay().Admitted(2, 18).Told(3, 10, DischargeEvent.Type, (json, _) => json.WriteString("dischargeMethod", "6")).EndsIn(Gone);

    private WeekStay AdmittedByMistake() =>
        Stay().Admitted(3, 9).Told(3, 11, Encounter + "admission-cancelled.v1", Reason("The wrong person was chosen")).EndsIn(null);

    private IEnumerable<WeekStay> WentToAnotherTrust()
    {
        var other = place.Trust == "RX1" ? "RX2" : "RX1";
        var first = Stay().Admitted(1, 14).Told(2, 16, Encounter + "transferred.v1", Text("to", other)).EndsIn(Gone);
        var second = new WeekStay(random, first.Person, other, caseOf)
            .Told(2, 18, Encounter + "admitted.v1", Text("from", place.Trust))
            .EndsIn(InHospital);
        return [first, second];
    }

    private IEnumerable<WeekStay> CameBack()
    {
        var first = Stay().Admitted(0, 7).Told(1, 9, Discharge + "criteria-to-reside.v1", Met(false)).Left(1, 16).EndsIn(Gone);
        return [first, new WeekStay(random, first.Person, place.Trust, caseOf).Admitted(5, 19).EndsIn(InHospital)];
    }

    /// <summary>Ready, with the hub, a pathway agreed the day after, and the council asked.</summary>
    private WeekStay Planned(WeekStay stay, int day, int pathway) =>
        stay.Told(day, 9, Discharge + "criteria-to-reside.v1", Met(false))
            .Told(day, 11, Discharge + "referred-to-hub.v1")
            .Told(day, 14, Discharge + "pathway-proposed.v1", Pathway(pathway))
            .Told(day + 1, 10, Discharge + "pathway-agreed.v1", Pathway(pathway))
            .Told(day + 1, 11, Discharge + "assessment-asked.v1", Council("of"));

    private WeekStay Stay() => new(random, personOf(place), place.Trust, caseOf);

    private static IEnumerable<WeekStay> Times(int count, Func<int, WeekStay> tale) => Enumerable.Range(0, count).Select(tale);

    private static Action<Utf8JsonWriter, WeekClock> Met(bool met, string? code = null) =>
        (json, _) =>
        {
            json.WriteBoolean("met", met);
            if (code is not null)
                json.WriteString("code", code);
        };

    private static Action<Utf8JsonWriter, WeekClock> Pathway(int pathway) => (json, _) => json.WriteNumber("pathway", pathway);

    private static Action<Utf8JsonWriter, WeekClock> Code(string code) => Text("code", code);

    private static Action<Utf8JsonWriter, WeekClock> Reason(string reason) => Text("reason", reason);

    private Action<Utf8JsonWriter, WeekClock> Council(string member) => Text(member, place.Council);

    private static Action<Utf8JsonWriter, WeekClock> Text(string member, string value) => (json, _) => json.WriteString(member, value);

    private static Action<Utf8JsonWriter, WeekClock> Day(string member, int day) =>
        (json, clock) => json.WriteString(member, DayOf(clock, day));

    private static void Accepted(Utf8JsonWriter json, WeekClock clock) => json.WriteBoolean("accepted", true);

    private static Action<Utf8JsonWriter, WeekClock> Declined(string reason) =>
        (json, _) =>
        {
            json.WriteBoolean("accepted", false);
            json.WriteString("reason", reason);
        };

    private void AssessmentNotice(Utf8JsonWriter json, WeekClock clock)
    {
        json.WriteString("notice", "assessment");
        json.WriteString("to", place.Council);
        json.WriteString("date", DayOf(clock, 10));
        json.WriteBoolean("consulted", true);
        json.WriteString("continuingHealthcare", "considered, not eligible");
        json.WriteBoolean("objection", false);
        json.WriteString("liaisonName", "The discharge co-ordinator");
        json.WriteString("liaisonEmail", "discharge@trust.example");
    }

    private static string DayOf(WeekClock clock, int day) =>
        clock.At(TimeSpan.FromDays(day)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
