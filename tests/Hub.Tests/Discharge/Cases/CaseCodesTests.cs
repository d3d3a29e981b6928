using IntegrationHub.Directory;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Tests.Directory;

namespace IntegrationHub.Tests.Discharge.Cases;

public sealed class CaseCodesTests
{
    private static readonly LocalCodes Local = HubDirectory.Load(DirectoryCopy.Original).Directory!.LocalCodes;

    [Fact]
    public void Every_code_is_one_of_FHIRs_and_stands_once()
    {
        Assert.Distinct(CaseCodeSystems.All.Select(system => system.Url));
        Assert.All(
            CaseCodeSystems.All,
            system =>
            {
                Assert.Distinct(system.Codes.Select(code => code.Code));
                Assert.All(system.Codes, code => Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", code.Code));
            }
        );
    }

    [Fact]
    public void There_are_eleven_criteria_and_that_none_is_met() => Assert.Equal(12, CriteriaToReside.System.Codes.Count);

    [Fact]
    public void Every_state_has_its_code() =>
        Assert.Equal(Enum.GetValues<CaseState>().Select(CaseStates.Code), CaseStates.System.Codes.Select(code => code.Code));

    [Fact]
    public void The_older_delay_reasons_lead_to_todays_where_one_fits()
    {
        Assert.Equal(18, DelayReasons.Older.Count);
        Assert.All(
            DelayReasons.Older.Where(reason => reason.Is is not null),
            reason => Assert.NotNull(DelayReasons.System.Find(reason.Is))
        );
        Assert.Equal("hospital-medicines", Local.Find(DelayReasons.System, DelayReasons.OlderSystem, "v"));
        Assert.Null(Local.Find(DelayReasons.System, DelayReasons.OlderSystem, "xvii"));
    }

    [Theory]
    [InlineData("https://rx1.example/CodeSystem/delay", "TTO", "hospital-medicines")]
    [InlineData("https://rx1.example/CodeSystem/delay", "tto", null)]
    [InlineData("https://rx1.example/CodeSystem/board-round", "R2D", null)]
    [InlineData("https://integration-hub.example/CodeSystem/discharge-delay-reason", "hospital-transport", "hospital-transport")]
    [InlineData("https://integration-hub.example/CodeSystem/discharge-delay-reason", "TTO", null)]
    [InlineData(null, "hospital-transport", null)]
    [InlineData("https://rx1.example/CodeSystem/delay", null, null)]
    public void A_code_means_what_the_directory_says_in_its_own_system_only(string? system, string? code, string? meaning) =>
        Assert.Equal(meaning, Local.Find(DelayReasons.System, system, code));

    [Fact]
    public void What_is_not_known_is_named_so()
    {
        Assert.Equal("Diagnostic test", DelayReasons.DisplayOf("2021-xvi"));
        Assert.Equal("Awaiting transport", DelayReasons.DisplayOf("hospital-transport"));
        Assert.Null(DelayReasons.DisplayOf("xvi"));
        Assert.Equal("XYZ (code not known)", CaseCodeSystems.Unknown("XYZ"));
    }

    [Fact]
    public void A_local_code_can_mean_that_no_criterion_is_met() =>
        Assert.Equal(CriteriaToReside.NotMet, Local.Find(CriteriaToReside.System, "https://rx1.example/CodeSystem/board-round", "R2D"));
}
