using IntegrationHub.Access;
using IntegrationHub.CareRecord;
using IntegrationHub.CareRecord.Reading;
using IntegrationHub.Directory;
using IntegrationHub.Identifiers;
using IntegrationHub.Subscriptions.Producers;
using IntegrationHub.Testing;

namespace IntegrationHub.Tests.Subscriptions.Producers;

/// <summary>Nobody is told of a record who could not read it.</summary>
public sealed class ConcernedTests
{
    private static readonly HubDirectory Directory = HubDirectory.Load(Path.Combine(RepositoryRoot.Path, "directory")).Directory!;
    private static readonly RecordId Record = SomeDrafts.Record(1);

    [Fact]
    public void Readers_are_the_organisations_whose_systems_the_access_rules_let_read_the_whole_record()
    {
        var (concerned, policy) = (new Concerned(Directory), new AccessPolicy(Directory));
        foreach (var head in Heads())
        {
            var may = Directory.Organisations.Keys.Where(code =>
                policy.SystemRoleOf(code) is { } role
                && policy.MayReadRecord(new Caller(code, role, null, "test"), RecordDoor.FactsOf(head)) is RecordAccess.Whole
            );
            Assert.Equal(Codes(may), Codes(concerned.Readers(head)));
        }
    }

    [Fact]
    public void Parties_are_also_those_who_sent_something_and_councils_that_the_person_was_referred_to()
    {
        var head = new RecordHead(Record)
        {
            Place = "northfield",
            RegisteredPractice = "X90001",
            Contributors = ["RX2"],
            ReferredTo = ["C90003"],
        };
        var parties = new Concerned(Directory).Parties(head).ToList();
        Assert.Contains(OdsCode.Parse("RX2"), parties);
        Assert.Contains(OdsCode.Parse("C90003"), parties);
        Assert.Contains(OdsCode.Parse("C90001"), parties);
        Assert.DoesNotContain(OdsCode.Parse("C90002"), parties);
    }

    private static IEnumerable<string> Codes(IEnumerable<OdsCode> codes) => codes.Select(code => code.Value).Order(StringComparer.Ordinal);

    private static IEnumerable<RecordHead> Heads() =>
        from place in Directory.Places.Keys.Append(null)
        from practice in new[] { "X90001", "X90003", "ZZ999", null }
        from contributors in new string[][] { [], ["X90002", "RX1"], ["C90001", "X90001"] }
        select new RecordHead(Record)
        {
            Place = place,
            RegisteredPractice = practice,
            Contributors = contributors,
        };
}
