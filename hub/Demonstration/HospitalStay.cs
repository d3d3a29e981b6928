namespace IntegrationHub.Cli.Demonstration;

/// <summary>One person's stay in hospital, as the trust's own system knows it: the same Encounter in every message about it.</summary>
internal sealed record HospitalStay(
    SyntheticPerson Person,
    string EncounterId,
    string PatientId,
    Code Reason,
    DateTimeOffset AdmittedAt,
    DateTimeOffset DischargedAt
)
{
    public string Trust => Person.Place.Trust;

    /// <param name="now">Admission and discharge are before it: the discharge within the last twelve hours.</param>
    public static HospitalStay Make(Random random, SyntheticPerson person, DateTimeOffset now)
    {
        var discharged = now.AddMinutes(-random.Next(10, 12 * 60));
        return new HospitalStay(
            person,
            SyntheticId.Next(random),
            SyntheticId.Next(random),
            SyntheticPerson.Pick(random, ClinicalContent.AdmissionReasons),
            discharged.AddHours(-random.Next(26, 14 * 24)),
            discharged
        );
    }

    public override string ToString() => $"HospitalStay {{ Trust = {Trust} }}";
}
