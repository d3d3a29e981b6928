using System.Net;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using IntegrationHub.CareRecord;
using IntegrationHub.Identifiers;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Tests.Intake;

/// <summary>Persons whom only the sender can name, until it says who they are.</summary>
public sealed class MatchingTests(LiveHub live) : IClassFixture<LiveHub>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Resources_of_a_patient_without_a_number_join_the_record_when_the_number_comes()
    {
        var (person, id) = (TestPerson.New(), Messages.NewName("patient"));
        var before = await live.StoredAsync(Cancellation);
        await PostAsync(TestSender.Practice, "fhir/Observation", Messages.OwnObservation("one", id));
        await PostAsync(TestSender.Practice, "fhir/Patient", Messages.OwnPatient(id, null));
        var waiting = await live.StoredAsync(Cancellation);
        Assert.Equal(before.Records, waiting.Records);
        Assert.NotEqual(before.Unmatched.Count, waiting.Unmatched.Count);

        await PostAsync(TestSender.Practice, "fhir/Patient", Messages.OwnPatient(id, person));
        await live.Hub.SweepAsync(Cancellation);
        await PostAsync(TestSender.Practice, "fhir/Observation", Messages.OwnObservation("two", id));

        Assert.Equal(["one", "two"], await ValuesAsync(person));
    }

    [Fact]
    public async Task The_record_as_at_a_moment_when_something_waited_elsewhere_does_not_show_it()
    {
        var (person, id) = (TestPerson.New(), Messages.NewName("patient"));
        await PostAsync(TestSender.Practice, "fhir/Observation", Messages.OwnObservation("waited", id));
        var waiting = TimeProvider.System.GetUtcNow();
        await PostAsync(TestSender.Practice, "fhir/Patient", Messages.OwnPatient(id, person));
        await live.Hub.SweepAsync(Cancellation);
        Assert.Equal(["waited"], await ValuesAsync(person));

        var content = (await live.Hub.Truth.ReadAsync(live.Hub.RecordOf(person), Cancellation))!;
        Assert.Empty(RecordView.Build(content, waiting));
        Assert.Equal(2, RecordView.Build(content, TimeProvider.System.GetUtcNow()).Count);
    }

    [Fact]
    public async Task A_message_that_is_sent_again_dates_the_pointer_by_when_it_first_came()
    {
        var person = TestPerson.New();
        var batch = Messages.Batch(person, TestPerson.New());
        Assert.True((await live.Hub.Client.SendAsync(batch, Cancellation)).IsAcknowledgement);
        await live.Hub.SweepAsync(Cancellation);
        var before = await MatchedAtAsync(person);

        Assert.True((await live.Hub.Client.SendAsync(batch, Cancellation)).IsAcknowledgement);
        // What is left to do for a person is done in order: when this is, so is all that the repeat left.
        var done = live.Hub.OutboxDoneOf(person);
        Assert.True((await live.Hub.Client.SendAsync(Messages.Stay(person, "stay", false, 1), Cancellation)).IsAcknowledgement);
        await done.WaitAsync(Cancellation);

        Assert.Equal(before, await MatchedAtAsync(person));
    }

    private async Task<DateTimeOffset?> MatchedAtAsync(TestPerson person)
    {
        var pointer = live
            .Hub.Services.GetRequiredService<Pseudonyms>()
            .OfSendersPerson(OdsCode.Parse(TestSender.Practice.Organisation), person.PatientId);
        var row = await live.Hub.Truth.Tables.Unmatched.GetEntityAsync<TableEntity>(pointer.Value, "a", cancellationToken: Cancellation);
        return row.Value.GetDateTimeOffset("MatchedAt");
    }

    [Fact]
    public async Task The_same_local_id_of_two_senders_is_two_patients()
    {
        var id = Messages.NewName("patient");
        var (one, other) = (TestPerson.New(), TestPerson.New());
        await PostAsync(TestSender.Practice, "fhir/Observation", Messages.OwnObservation("of one", id));
        await PostAsync(TestSender.OtherPractice, "fhir/Observation", Messages.OwnObservation("of the other", id));

        await PostAsync(TestSender.Practice, "fhir/Patient", Messages.OwnPatient(id, one));
        await live.Hub.SweepAsync(Cancellation);
        Assert.Equal(["of one"], await ValuesAsync(one));

        await PostAsync(TestSender.OtherPractice, "fhir/Patient", Messages.OwnPatient(id, other));
        await live.Hub.SweepAsync(Cancellation);
        Assert.Equal(["of one"], await ValuesAsync(one));
        Assert.Equal(["of the other"], await ValuesAsync(other));
    }

    [Fact]
    public async Task Two_senders_same_id_of_a_resource_are_two_entries_of_the_record()
    {
        var (person, id) = (TestPerson.New(), Messages.NewName("obs"));
        foreach (var sender in new[] { TestSender.Practice, TestSender.OtherPractice })
        {
            var observation = Messages.OwnObservation(sender.Organisation, "any");
            observation["id"] = id;
            observation["subject"] = new JsonObject { ["identifier"] = Messages.NhsNumber(person) };
            await PostAsync(sender, "fhir/Observation", observation);
        }

        Assert.Equal(["X90001", "X90002"], await ValuesAsync(person));
    }

    private async Task PostAsync(TestSender caller, string path, JsonNode body) =>
        (await live.PostAsync(caller, path, body, Cancellation)).Is(HttpStatusCode.Created);

    private async Task<IEnumerable<string?>> ValuesAsync(TestPerson person)
    {
        var content = await live.Hub.Truth.ReadAsync(live.Hub.RecordOf(person), Cancellation);
        return content!
            .Entries.Where(entry => entry.ResourceType == "Observation")
            .Select(entry => entry.Content?.Value)
            .Order(StringComparer.Ordinal);
    }
}
