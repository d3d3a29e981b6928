using IntegrationHub.Discharge.Cases;
using static IntegrationHub.Tests.Discharge.Cases.Told;
using Kind = IntegrationHub.Discharge.Cases.StayFactKind;

namespace IntegrationHub.Tests.Discharge.Cases;

public sealed class PersonCasesTests
{
    private static readonly StayFact[] First = [Fact(Kind.Admitted, 1) with { Code = "11" }, Fact(Kind.Discharged, 4) with { Code = "1" }];

    private static IReadOnlyList<DischargeCase> Of(StayFact[] first, params StayFact[] second) =>
        PersonCases.Of(Person, new[] { B.Says(1, second).OfStay(OtherStay), A.Says(1, first) }.InCommits(), 2);

    [Fact]
    public void All_stays_of_a_person_come_by_when_they_began()
    {
        var cases = Of(First, Fact(Kind.Admitted, 20));

        Assert.Equal([Case, $"{Person}.{OtherStay}"], cases.Select(stay => stay.Id));
    }

    [Fact]
    public void Only_what_came_up_to_the_commit_is_looked_at()
    {
        var commits = new[] { A.Says(1, First), A.Says(2, Fact(Kind.Admitted, 1)), B.Says(1, First).OfStay(OtherStay) }.InCommits();

        Assert.Equal(CaseState.Discharged, Assert.Single(PersonCases.Of(Person, commits, 1)).State);
        Assert.Equal(CaseState.InHospital, Assert.Single(PersonCases.Of(Person, commits, 2)).State);
        Assert.Equal(2, PersonCases.Of(Person, commits, 3).Count);
    }

    [Theory]
    [InlineData(30, true)]
    [InlineData(31, false)]
    public void An_admission_within_30_days_of_a_discharge_is_a_readmission(int days, bool readmitted)
    {
        var cases = Of(First, new StayFact(Kind.Admitted, At(4).AddDays(days)));

        Assert.Equal(readmitted ? Case : null, cases[1].ReadmissionOf);
        Assert.Equal(readmitted, cases[1].LongStayRisk);
        Assert.Null(cases[0].ReadmissionOf);
    }

    [Theory]
    [InlineData(Kind.TransferredOut)]
    [InlineData(Kind.Died)]
    [InlineData(Kind.AdmissionCancelled)]
    public void Who_did_not_go_home_is_not_readmitted(Kind end) =>
        Assert.Null(Of([First[0], Fact(end, 4)], Fact(Kind.Admitted, 5))[1].ReadmissionOf);

    [Fact]
    public void A_cancelled_admission_is_no_readmission() =>
        Assert.Null(Of(First, Fact(Kind.Admitted, 5), Fact(Kind.AdmissionCancelled, 6))[1].ReadmissionOf);

    [Theory]
    [InlineData("1951-03-01", "21", true)]
    [InlineData("1951-03-02", "21", false)]
    [InlineData("1951", "2A", true)]
    [InlineData("1952", "2A", false)]
    [InlineData("1940-01-01", "11", false)]
    [InlineData("1940-01-01", null, false)]
    [InlineData(null, "21", false)]
    public void An_emergency_admission_of_somebody_aged_75_is_likely_to_be_long(string? born, string? method, bool risk)
    {
        var commits = new[] { A.Says(1, Fact(Kind.Admitted, 1) with { Code = method }) }.InCommits();
        commits = [commits[0] with { Standing = Born(born) }];

        Assert.Equal(risk, Assert.Single(PersonCases.Of(Person, commits, 1)).LongStayRisk);
    }
}
