using IntegrationHub.Access;
using IntegrationHub.Directory;
using IntegrationHub.Identifiers;
using IntegrationHub.Tests.Directory;

namespace IntegrationHub.Tests.Access;

/// <summary>
/// Every role at every kind of organisation, by what may be done with a referral of the practice X90001 to Northfield's council C90001: what
/// is not in the table is a no.
/// </summary>
public sealed class ReferralAccessTests
{
    private static readonly HubDirectory Demonstration = HubDirectory.Load(DirectoryCopy.Original).Directory!;
    private static readonly AccessPolicy Policy = new(Demonstration);

    private static readonly RecordFacts Record = new(
        ["northfield"],
        OdsCode.Parse("X90001"),
        [OdsCode.Parse("X90001"), OdsCode.Parse("RX2")]
    );

    private static readonly string[] Organisations = ["X90001", "X90003", "RX1", "RX2", "C90001", "C90003", "NX901", "QZ9", "ZZ999"];

    /// <summary>see (the referral), list (its own organisation's), decide (as a council), take-part (as either side).</summary>
    private static readonly Dictionary<(string, string), string> Allowed = new()
    {
        [("X90001", "gp-system")] = "see list take-part",
        [("X90001", "clinician")] = "see list take-part",
        [("X90001", "social-worker")] = "see list take-part",
        [("X90001", "discharge-coordinator")] = "see list take-part",
        [("X90003", "gp-system")] = "list take-part",
        [("X90003", "clinician")] = "list take-part",
        [("X90003", "social-worker")] = "list take-part",
        [("X90003", "discharge-coordinator")] = "list take-part",
        [("RX1", "trust-system")] = "see list take-part",
        [("RX1", "clinician")] = "see list take-part",
        [("RX1", "social-worker")] = "see list take-part",
        [("RX1", "discharge-coordinator")] = "see list take-part",
        [("RX2", "trust-system")] = "list take-part",
        [("RX2", "clinician")] = "list take-part",
        [("RX2", "social-worker")] = "list take-part",
        [("RX2", "discharge-coordinator")] = "list take-part",
        [("C90001", "council-system")] = "see list decide take-part",
        [("C90001", "clinician")] = "see list take-part",
        [("C90001", "social-worker")] = "see list decide take-part",
        [("C90001", "discharge-coordinator")] = "see list decide take-part",
        [("C90003", "council-system")] = "list decide take-part",
        [("C90003", "clinician")] = "list take-part",
        [("C90003", "social-worker")] = "list decide take-part",
        [("C90003", "discharge-coordinator")] = "list decide take-part",
        [("NX901", "trust-system")] = "list take-part",
    };

    public static TheoryData<string, string> Matrix
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var organisation in Organisations)
            foreach (var role in Roles.All)
                data.Add(organisation, role);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public void A_caller_may_do_what_the_table_says_and_nothing_else(string organisation, string role)
    {
        Assert.True(Roles.TryParse(role, out var known));
        var caller = new Caller(OdsCode.Parse(organisation), known, null, "subject");
        var may = new List<string>();
        if (Policy.MaySeeReferral(caller, ["X90001", "C90001"], Record).IsAllowed)
            may.Add("see");
        if (Policy.MaySeeReferralsOf(caller, caller.Organisation).IsAllowed)
            may.Add("list");
        if (Policy.MayTellOfReferrals(caller, ReferralTellers.Councils, byItself: false).IsAllowed)
            may.Add("decide");
        if (Policy.MayTellOfReferrals(caller, ReferralTellers.Parties, byItself: false).IsAllowed)
            may.Add("take-part");
        Assert.Equal(Allowed.GetValueOrDefault((organisation, role), ""), string.Join(' ', may));
        Assert.False(Policy.MaySeeReferralsOf(caller, OdsCode.Parse(organisation == "C90001" ? "C90003" : "C90001")).IsAllowed);
    }

    [Fact]
    public void What_follows_from_no_referral_is_told_by_systems_only()
    {
        foreach (var (role, may) in new[] { (Role.CouncilSystem, true), (Role.SocialWorker, false), (Role.DischargeCoordinator, false) })
            Assert.Equal(
                may,
                Policy
                    .MayTellOfReferrals(
                        new Caller(OdsCode.Parse("C90001"), role, null, "subject"),
                        ReferralTellers.Councils,
                        byItself: true
                    )
                    .IsAllowed
            );
    }

    [Fact]
    public void A_council_to_which_the_person_was_passed_on_speaks_of_the_referral_and_no_other_does()
    {
        var facts = new RecordFacts(["northfield"], null, []);
        Assert.False(Policy.MaySpeakOfReferral(OdsCode.Parse("C90003"), facts, []).IsAllowed);
        Assert.True(Policy.MaySpeakOfReferral(OdsCode.Parse("C90003"), facts, ["C90003"]).IsAllowed);
        Assert.False(Policy.MaySpeakOfReferral(OdsCode.Parse("RX2"), facts, ["RX2"]).IsAllowed);
        Assert.True(Policy.MaySpeakOfReferral(OdsCode.Parse("C90001"), facts, []).IsAllowed);
    }
}
