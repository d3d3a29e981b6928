using System.Text.Json;
using System.Text.Json.Nodes;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Discharge.Stays;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Promises;

/// <summary>What is said of stays is stored with the message that says it, and is the same in whatever order messages come.</summary>
public sealed class StayStatementTests(HubFixture fixture) : IClassFixture<HubFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private TestHub Hub => fixture.Hub;

    [Fact]
    public async Task A_commit_tells_what_its_message_says_and_where_the_person_stands()
    {
        var person = TestPerson.New();
        await SendAsync(Messages.Gp(person, entries: 2));
        await SendAsync(Messages.Stay(person, "stay", discharged: false, version: 1));

        var commit = Assert.Single(await ToldAsync(person));
        Assert.Equal(2, commit.Commit);
        Assert.Equal(new StayStanding("northfield", "usual-address", "X90001", "1950-04-01", "RX1"), commit.Standing);
        var statement = Assert.Single(commit.Statements);
        Assert.Equal(StayFactKind.Admitted, Assert.Single(statement.Facts).Kind);
        Assert.Empty(await StayRows.ReadAsync(Hub.Truth.Tables, Hub.RecordOf(person), 2, Cancellation));
    }

    [Fact]
    public async Task A_message_about_no_stay_tells_nothing_unless_it_moves_a_person_who_has_one()
    {
        var person = TestPerson.New();
        await SendAsync(Messages.Gp(person, entries: 2, district: "Southport"));
        await SendAsync(Messages.Gp(person, entries: 2));
        Assert.Empty(await ToldAsync(person));

        await SendAsync(Messages.Stay(person, "stay", discharged: false, version: 1));
        await SendAsync(Messages.Gp(person, entries: 3));
        Assert.Single(await ToldAsync(person));

        await SendAsync(Messages.Gp(person, entries: 2, district: "Southport"));
        var told = await ToldAsync(person);
        Assert.Equal([3, 5], told.Select(commit => commit.Commit));
        Assert.Equal(["northfield", "southport"], told.Select(commit => commit.Standing.Place));
        Assert.Empty(told[1].Statements);
    }

    [Fact]
    public async Task The_same_is_said_in_whatever_order_messages_arrive()
    {
        HashSet<string>? said = null;
        foreach (var order in Permutations.Of(5))
        {
            var person = TestPerson.New();
            var stay = new JsonObject { ["encounterId"] = "stay" };
            TestMessage[] messages =
            [
                Messages.Stay(person, "stay", discharged: false, version: 1),
                Messages.Stay(person, "stay", discharged: true, version: 2),
                Messages.DischargedEvent(person, "stay"),
                Messages.StayEvent(person, "care.discharge.referred-to-hub.v1", stay),
                Messages.NotMetFlag(person, "stay", TestSender.Trust),
            ];
            foreach (var n in order)
                await SendAsync(messages[n]);

            var told = (await ToldAsync(person))
                .SelectMany(commit => commit.Statements)
                .Select(Comparable)
                .ToHashSet(StringComparer.Ordinal);
            Assert.Equal(messages.Length, told.Count);
            said ??= told;
            Assert.Equal(said.Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task A_stay_that_is_deleted_says_nothing_any_longer()
    {
        var person = TestPerson.New();
        await SendAsync(Messages.Stay(person, "stay", discharged: false, version: 1));
        await SendAsync(Messages.StayDeleted(person, "stay"));

        var statements = (await ToldAsync(person)).SelectMany(commit => commit.Statements).ToList();
        Assert.Equal([false, true], statements.Select(statement => statement.Deleted));
        Assert.Equal(statements[0].Source, statements[1].Source);
    }

    [Fact]
    public async Task More_than_one_commit_can_hold_is_refused_and_nothing_of_it_is_stored()
    {
        var person = TestPerson.New();
        var refused = await Hub.Client.SendAsync(Messages.ManyStays(person, 1900), Cancellation);
        Assert.Equal((413, "INT255"), ((int)refused.Status, refused.Code));
        Assert.Null(await Hub.Truth.ReadAsync(Hub.RecordOf(person), Cancellation));

        await SendAsync(Messages.ManyStays(person, 300));
        Assert.Equal(300, Assert.Single(await ToldAsync(person)).Statements.Count);
    }

    /// <summary>Sources of events are named after their ids, and an id is one message's.</summary>
    private static string Comparable(StayStatement statement) =>
        $"{statement.Stay} {statement.Teller} {JsonSerializer.Serialize(statement.Facts)}";

    private Task<IReadOnlyList<StayCommit>> ToldAsync(TestPerson person) =>
        StayRows.ReadAsync(Hub.Truth.Tables, Hub.RecordOf(person), 0, Cancellation);

    private async Task SendAsync(TestMessage message)
    {
        var answer = await Hub.Client.SendAsync(message, Cancellation);
        Assert.True(answer.IsAcknowledgement, $"{(int)answer.Status} {answer.Text}");
    }
}
