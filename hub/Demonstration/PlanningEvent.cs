using System.Globalization;
using System.Text.Json;

namespace IntegrationHub.Cli.Demonstration;

/// <summary>What ward rounds and discharge hubs say of a stay that goes on, by CloudEvents (structured mode).</summary>
internal static class PlanningEvent
{
    private const string CriteriaToReside = "care.discharge.criteria-to-reside.v1";
    private const string ExpectedDate = "care.discharge.expected-discharge-date.v1";
    private const string Referred = "care.discharge.referred-to-hub.v1";
    private const string PathwayAgreed = "care.discharge.pathway-agreed.v1";
    private const string AssessmentAsked = "care.discharge.assessment-asked.v1";
    private const string Delayed = "care.discharge.delayed.v1";

    /// <summary>The person is ready, and the hub is asked; care at home could not be had yet.</summary>
    public static IEnumerable<byte[]> Waiting(Random random, HospitalStay stay) =>
        [
            NotMet(random, stay),
            Write(random, stay, Referred, hoursBefore: 17),
            Write(random, stay, Delayed, hoursBefore: 6, json => json.WriteString("code", "capacity-home-social-care")),
        ];

    /// <summary>A pathway is agreed, and the council is asked to assess.</summary>
    public static IEnumerable<byte[]> Planned(Random random, HospitalStay stay) =>
        [
            NotMet(random, stay),
            Write(random, stay, Referred, hoursBefore: 17),
            Write(random, stay, PathwayAgreed, hoursBefore: 12, json => json.WriteNumber("pathway", random.Next(1, 4))),
            Write(random, stay, AssessmentAsked, hoursBefore: 11, json => json.WriteString("of", stay.Person.Place.Council)),
            Write(
                random,
                stay,
                ExpectedDate,
                hoursBefore: 10,
                json => json.WriteString("date", stay.DischargedAt.AddDays(2).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
            ),
        ];

    private static byte[] NotMet(Random random, HospitalStay stay) =>
        Write(random, stay, CriteriaToReside, hoursBefore: 18, json => json.WriteBoolean("met", false));

    /// <param name="hoursBefore">The day's last moment of the stay that the demonstration knows of.</param>
    private static byte[] Write(Random random, HospitalStay stay, string type, int hoursBefore, Action<Utf8JsonWriter>? more = null)
    {
        var at = FhirWriter.Instant(stay.DischargedAt.AddHours(-hoursBefore));
        using var fhir = new FhirWriter(indented: true);
        var json = fhir.Json;
        json.WriteStartObject();
        json.WriteString("specversion", "1.0");
        json.WriteString("id", SyntheticId.Next(random));
        json.WriteString("source", $"urn:ods:{stay.Trust}");
        json.WriteString("type", type);
        json.WriteString("time", at);
        json.WriteString("datacontenttype", "application/json");
        json.WriteStartObject("data");
        json.WriteString("nhsNumber", stay.Person.NhsNumber);
        json.WriteString("encounterId", stay.EncounterId);
        json.WriteString("at", at);
        more?.Invoke(json);
        json.WriteEndObject();
        json.WriteEndObject();
        return fhir.ToArray();
    }
}
