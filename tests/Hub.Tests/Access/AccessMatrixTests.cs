using IntegrationHub.Access;
using IntegrationHub.Directory;
using IntegrationHub.Identifiers;
using IntegrationHub.Tests.Directory;

namespace IntegrationHub.Tests.Access;

/// <summary>Every role at every kind of organisation, by every action: the table is the policy, and what is not in it is a no.</summary>
public sealed class AccessMatrixTests
{
    private static readonly HubDirectory Demonstration = HubDirectory.Load(DirectoryCopy.Original).Directory!;
    private static readonly AccessPolicy Policy = new(Demonstration);

    // All about one patient of Northfield, registered with X90001, to whose record X90001, X90002, RX2 and C90003 sent entries.
    private static readonly RecordFacts Record = new(
        ["northfield"],
        OdsCode.Parse("X90001"),
        [OdsCode.Parse("X90001"), OdsCode.Parse("X90002"), OdsCode.Parse("RX2"), OdsCode.Parse("C90003"), OdsCode.Parse("NX901")]
    );

    private static readonly string[] Organisations =
    [
        "X90001", // the patient's practice
        "X90002", // another practice, which sent something
        "X90003", // another practice, which did not
        "RX1", // a trust that serves Northfield
        "RX101", // its site
        "RX2", // a trust that does not, but sent something
        "C90001", // Northfield's council
        "C90003", // another council, which sent something
        "NX901", // a community provider that serves Northfield and sent something
        "QZ9", // the board
        "ZZ999", // nobody the directory knows
    ];

    /// <summary>organisation, role: the actions allowed. send; read (whole), own (own contributions); claim at hub-northfield; board (see hub-northfield's);
    /// council (see that of Northfield's council); subscribe; operate.</summary>
    private static readonly Dictionary<(string, string), string> Allowed = new()
    {
        [("X90001", "gp-system")] = "send read subscribe",
        [("X90001", "clinician")] = "read",
        [("X90001", "social-worker")] = "read",
        [("X90001", "discharge-coordinator")] = "read",
        [("X90001", "operator")] = "subscribe operate",
        [("X90002", "gp-system")] = "send own subscribe",
        [("X90002", "operator")] = "subscribe operate",
        [("X90003", "gp-system")] = "send subscribe",
        [("X90003", "operator")] = "subscribe operate",
        [("RX1", "trust-system")] = "send read claim board subscribe",
        [("RX1", "clinician")] = "read board",
        [("RX1", "social-worker")] = "read claim board",
        [("RX1", "discharge-coordinator")] = "read claim board",
        [("RX1", "operator")] = "subscribe operate",
        [("RX101", "trust-system")] = "send read claim board subscribe",
        [("RX101", "clinician")] = "read board",
        [("RX101", "social-worker")] = "read claim board",
        [("RX101", "discharge-coordinator")] = "read claim board",
        [("RX101", "operator")] = "subscribe operate",
        [("RX2", "trust-system")] = "send own subscribe",
        [("RX2", "operator")] = "subscribe operate",
        [("C90001", "council-system")] = "send read claim board council subscribe",
        [("C90001", "clinician")] = "read",
        [("C90001", "social-worker")] = "read claim board council",
        [("C90001", "discharge-coordinator")] = "read claim board council",
        [("C90001", "operator")] = "subscribe operate",
        [("C90003", "council-system")] = "send own subscribe",
        [("C90003", "operator")] = "subscribe operate",
        [("NX901", "trust-system")] = "send own subscribe",
        [("NX901", "operator")] = "subscribe operate",
        [("QZ9", "operator")] = "subscribe operate",
    };

    public static TheoryData<string, string> Matrix
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var organisation in Organisations)
            {
                foreach (var role in Roles.All)
                    data.Add(organisation, role);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public void A_caller_may_do_what_the_table_says_and_nothing_else(string organisation, string role) =>
        Assert.Equal(Allowed.GetValueOrDefault((organisation, role), ""), Actions(Caller(organisation, role)));

    [Fact]
    public void The_table_has_no_row_that_is_not_tried() => Assert.Empty(Allowed.Keys.Except(Matrix.Select(row => row.Data)));

    [Fact]
    public void A_board_that_may_not_be_seen_is_as_if_not_there()
    {
        foreach (
            var (organisation, role, board) in new[]
            {
                ("RX2", "discharge-coordinator", "hub-northfield"),
                ("ZZ999", "clinician", "C90001"),
            }
        )
            Assert.Equal("INT509", Policy.MaySeeBoard(Caller(organisation, role), Demonstration.Boards[board]).Refusal?.Code);
        Assert.Equal(Demonstration.DischargeHubs.Keys.Concat(["C90001", "C90002", "C90003"]).Order(), Demonstration.Boards.Keys.Order());
    }

    [Fact]
    public void A_permission_that_was_never_given_is_a_no()
    {
        Verdict verdict = default;

        Assert.False(verdict.IsAllowed);
        Assert.Equal("INT301", verdict.Refusal.Code);
    }

    [Fact]
    public void Types_that_a_senders_policy_does_not_list_are_refused_by_their_own_code()
    {
        var council = Caller("C90001", "council-system");

        Assert.True(Policy.MaySend(council, "CarePlan").IsAllowed);
        Assert.Equal("INT302", Policy.MaySend(council, "Claim").Refusal?.Code);
        Assert.Equal("INT301", Policy.MaySend(Caller("C90001", "clinician"), "CarePlan").Refusal?.Code);
        Assert.Equal("INT304", Policy.MaySend(Caller("ZZ999", "gp-system"), "Patient").Refusal?.Code);
    }

    [Theory]
    [InlineData("RX1", "RX1", true)]
    [InlineData("RX1", "RX101", true)]
    [InlineData("RX101", "RX1", false)]
    [InlineData("RX1", "RX201", false)]
    [InlineData("X90001", "X90002", false)]
    [InlineData("X90001", "ZZ999", false)]
    public void A_sender_speaks_for_itself_and_its_sites(string caller, string named, bool may) =>
        Assert.Equal(may, Policy.MaySpeakFor(Caller(caller, "trust-system"), OdsCode.Parse(named)).IsAllowed);

    [Fact]
    public void A_resource_is_readable_by_its_sender_and_hidden_as_if_absent_from_others()
    {
        var sender = Caller("X90002", "gp-system");

        Assert.True(Policy.MayReadResource(sender, Record, OdsCode.Parse("X90002")).IsAllowed);
        Assert.Equal("INT404", Policy.MayReadResource(sender, Record, OdsCode.Parse("X90001")).Refusal?.Code);
        Assert.True(Policy.MayReadResource(Caller("RX1", "clinician"), Record, OdsCode.Parse("X90002")).IsAllowed);
        Assert.Equal("INT404", Policy.MayReadResource(Caller("QZ9", "privacy-officer"), Record, OdsCode.Parse("X90002")).Refusal?.Code);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("A12345")]
    [InlineData("RX1")]
    public void A_patient_whose_practice_the_hub_does_not_know_is_that_of_the_practice_that_sent(string? registered)
    {
        var record = Record with { RegisteredPractice = registered is null ? null : OdsCode.Parse(registered) };

        Assert.Equal(RecordAccess.Whole, Policy.MayReadRecord(Caller("X90002", "clinician"), record));
        Assert.Equal(RecordAccess.None, Policy.MayReadRecord(Caller("X90003", "clinician"), record));
    }

    [Fact]
    public void A_record_without_a_place_is_for_no_trust_or_council()
    {
        var record = Record with { PlaceIds = [] };

        Assert.Equal(RecordAccess.None, Policy.MayReadRecord(Caller("RX1", "clinician"), record));
        Assert.Equal(RecordAccess.None, Policy.MayReadRecord(Caller("C90001", "social-worker"), record));
        Assert.Equal(RecordAccess.OwnContributions, Policy.MayReadRecord(Caller("RX2", "trust-system"), record));
    }

    private static Caller Caller(string organisation, string role) =>
        new(OdsCode.Parse(organisation), Roles.TryParse(role, out var known) ? known : default, null, "somebody");

    private static string Actions(Caller caller)
    {
        var read = Policy.MayReadRecord(caller, Record);
        string?[] actions =
        [
            Policy.MaySend(caller, "Patient").IsAllowed ? "send" : null,
            read is RecordAccess.Whole ? "read"
            : read is RecordAccess.OwnContributions ? "own"
            : null,
            Policy.MayClaim(caller, Demonstration.DischargeHubs["hub-northfield"]).IsAllowed ? "claim" : null,
            Policy.MaySeeBoard(caller, Demonstration.Boards["hub-northfield"]).IsAllowed ? "board" : null,
            Policy.MaySeeBoard(caller, Demonstration.Boards["C90001"]).IsAllowed ? "council" : null,
            Policy.MaySubscribe(caller).IsAllowed ? "subscribe" : null,
            Policy.MayOperate(caller).IsAllowed ? "operate" : null,
        ];
        return string.Join(' ', actions.Where(action => action is not null));
    }
}
