using IntegrationHub.Intake;

namespace IntegrationHub.Discharge.Cases;

/// <summary>All hospital stays of one person, and what one says of another.</summary>
public static class PersonCases
{
    /// <summary>An admission so soon after a discharge is a readmission.</summary>
    public static readonly TimeSpan Readmission = TimeSpan.FromDays(30);

    private const int OldAge = 75;

    /// <param name="through">Number of the last commit to be looked at.</param>
    /// <returns>By when they began, as far as is known.</returns>
    public static IReadOnlyList<DischargeCase> Of(string recordId, IReadOnlyList<StayCommit> commits, int through)
    {
        ArgumentNullException.ThrowIfNull(commits);
        StayCommit[] known = [.. commits.Where(commit => commit.Commit <= through)];
        var born = known
            .OrderByDescending(commit => commit.Commit)
            .Select(commit => commit.Standing.BirthDate)
            .FirstOrDefault(date => date is not null);
        DischargeCase[] cases =
        [
            .. known
                .SelectMany(commit => commit.Statements)
                .Select(statement => statement.Stay)
                .Distinct(StringComparer.Ordinal)
                .Select(stay => CaseFold.Fold($"{recordId}.{stay}", known))
                .OfType<DischargeCase>()
                .OrderBy(stay => stay.AdmittedAt ?? stay.Since)
                .ThenBy(stay => stay.Id, StringComparer.Ordinal),
        ];
        return [.. cases.Select(stay => WithHistory(stay, EarlierOf(stay, cases), born))];
    }

    private static DischargeCase WithHistory(DischargeCase stay, DischargeCase? earlier, string? born) =>
        stay with
        {
            ReadmissionOf = earlier?.Id,
            LongStayRisk =
                stay.LongStayRisk || earlier is not null || IsEmergency(stay) && IsOld(born, stay.ReadmittedAt ?? stay.AdmittedAt),
        };

    /// <summary>The stay whose discharge came last before the admission. Who was transferred, or never left alive, is not readmitted.</summary>
    private static DischargeCase? EarlierOf(DischargeCase stay, IEnumerable<DischargeCase> cases) =>
        cases
            .Where(other => !string.Equals(other.Id, stay.Id, StringComparison.Ordinal) && stay.State is not CaseState.Cancelled)
            .Where(other => other.State is CaseState.Discharged or CaseState.SelfDischarged)
            .Where(other => other.LeftAt <= stay.AdmittedAt && stay.AdmittedAt - other.LeftAt <= Readmission)
            .MaxBy(other => other.LeftAt);

    /// <summary>UK Core AdmissionMethodEngland: 21 to 25, 28 and 2A to 2D.</summary>
    private static bool IsEmergency(DischargeCase stay) => stay.AdmissionMethod is ['2', _];

    /// <summary>A date of birth that leaves it open counts as the earliest that it may mean.</summary>
    private static bool IsOld(string? born, DateTimeOffset? admitted) =>
        FhirTimes.Instant(born) is { } day && admitted is { } at && day.AddYears(OldAge) <= at;
}
