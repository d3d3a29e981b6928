using System.Text.Json.Nodes;
using IntegrationHub.CareRecord;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Promises;

/// <summary>Promise 3 for a message of the most entries there may be, which deletes as well as tells.</summary>
public sealed class DeletionsAtOnceTests(HubFixture fixture) : IClassFixture<HubFixture>
{
    private const int Before = 1000;
    private const int Told = 1000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Readers_see_all_of_a_message_s_deletions_and_all_that_it_tells_or_none_of_either()
    {
        var (person, old) = (TestPerson.New(), Messages.NewName("old"));
        await SendAsync(Messages.Gp(person, 1 + Before, Messages.NewName("bundle"), old));
        var record = fixture.Hub.RecordOf(person);
        var change = Messages.Gp(person, Told, Messages.NewName("bundle"), Messages.NewName("new"));
        var bundle = JsonNode.Parse(change.Body)!;
        for (var i = 1; i <= Before; i++)
            bundle["entry"]!
                .AsArray()
                .Add(
                    new JsonObject
                    {
                        ["request"] = new JsonObject { ["method"] = "DELETE", ["url"] = $"Observation/{old}-{i}" },
                    }
                );
        change = change with { Body = System.Text.Encoding.UTF8.GetBytes(bundle.ToJsonString()), Entries = Told + Before };

        var sent = SendAsync(change);
        var seen = new HashSet<int>();
        bool last;
        do
        {
            last = sent.IsCompleted;
            var shown = RecordView.Build((await fixture.Hub.Truth.ReadAsync(record, Cancellation))!, asAt: null);
            seen.Add(shown.DistinctBy(entry => entry.Entry.Key).Count());
        } while (!last);
        await sent;

        Assert.Subset(new HashSet<int> { 1 + Before, Told }, seen);
        Assert.Contains(Told, seen);
        // The deletions are versions like others: all are kept.
        Assert.Equal((1 + Before) + Told + Before, (await fixture.Hub.Truth.ReadAsync(record, Cancellation))!.Entries.Count);
    }

    private async Task SendAsync(TestMessage message)
    {
        var answer = await fixture.Hub.Client.SendAsync(message, Cancellation);
        Assert.True(answer.IsAcknowledgement, $"{(int)answer.Status} {answer.Text[..Math.Min(400, answer.Text.Length)]}");
    }
}
