using System.Text;
using System.Text.Json.Nodes;
using Azure.Messaging.ServiceBus;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Http;

/// <summary>Promise 9: no identifier of a person in a log, an error body or a dead letter's reason, whatever happens.</summary>
public sealed class SilenceTests(LiveHub live) : IClassFixture<LiveHub>
{
    private const string Name = "Zqxvwbane7Merrowick";
    private const string Local = "QUX4417-local-7731";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Good_bad_and_broken_requests_about_a_person_leave_no_trace_of_who_it_is_in_logs_or_refusals()
    {
        var person = TestPerson.New();
        string[] secrets = [person.Number, $"{person.Number[..3]} {person.Number[3..6]} {person.Number[6..]}", Name, Local, "Testcase"];
        var replies = new List<Reply>();

        foreach (var body in Bodies(person))
            replies.Add(await PostAsync("fhir", body));
        foreach (
            var path in new[]
            {
                $"records/{person.Number}",
                $"fhir/Patient/{person.Number}",
                $"fhir/Patient?family={Name}",
                $"nowhere/{Local}",
                $"records/x?asAt={Name}",
            }
        )
            replies.Add(await live.AskAsync(TestSender.Clinician, HttpMethod.Get, path, Cancellation));
        foreach (var type in new[] { Name, "Observation" })
            replies.Add(await PostAsync($"fhir/{type}", Bodies(person)[0]));
        await PutOnQueueAsync($"{{\"{Name}\":\"{person.Number}\"");

        // Storage that fails in the middle: exceptions, too, know what they were about.
        foreach (var fault in new[] { Fault.Unreached, Fault.ServerError, Fault.AnswerLost })
        {
            for (var at = 0; at < 3; at++)
            {
                var struck = live.Hub.Storage.Arm(at, fault);
                replies.Add(await PostAsync("fhir", Encoding.UTF8.GetString(Messages.Gp(person, 2).Body)));
                await struck.WaitAsync(Cancellation);
            }
        }

        Assert.Contains(replies, reply => reply.Status >= 500);
        foreach (var reply in replies.Where(reply => reply.Status >= 400))
            AssertSilent(reply.All, secrets);
        var logs = live.Logs.Text;
        Assert.Contains("INT", logs, StringComparison.Ordinal);
        AssertSilent(logs, secrets);
        foreach (var row in await live.AuditAsync(Cancellation))
            AssertSilent(string.Join('|', row.Select(column => column.Value)), secrets);
    }

    private static void AssertSilent(string text, string[] secrets)
    {
        foreach (var secret in secrets)
            Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase);
    }

    private static List<string> Bodies(TestPerson person)
    {
        var good = JsonNode.Parse(Messages.Gp(person, 3).Body)!.AsObject();
        return
        [
            good.ToJsonString(),
            Changed(patient => patient["gender"] = Name),
            Changed(patient => patient["birthDate"] = person.Number),
            Changed(patient => patient["id"] = Local + "/" + person.Number),
            Changed(patient => patient[Name] = 1),
            Changed(patient =>
                patient["name"] = new JsonArray(new JsonObject { ["family"] = Name, ["modifierExtension"] = new JsonArray() })
            ),
            Changed(patient => patient["identifier"]![0]!["value"] = person.Number + "1"),
            Changed(patient => patient["text"] = new JsonObject { ["status"] = "generated", ["div"] = $"<p>{Name}</q>" }),
            good.ToJsonString()[..^10],
            good.ToJsonString() + Name,
            $"\"{Name} {person.Number}\"",
        ];

        string Changed(Action<JsonObject> change)
        {
            var copy = good.DeepClone();
            change(copy["entry"]![0]!["resource"]!.AsObject());
            return copy.ToJsonString();
        }
    }

    private Task<Reply> PostAsync(string path, string body) =>
        live.AskAsync(TestSender.Practice, HttpMethod.Post, path, Cancellation, Encoding.UTF8.GetBytes(body));

    private async Task PutOnQueueAsync(string body)
    {
        await using var dead = live.Hub.ServiceBus.CreateReceiver(
            "care-events",
            new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter }
        );
        await using var sender = live.Hub.ServiceBus.CreateSender("care-events");
        var message = new ServiceBusMessage(body) { ContentType = "application/fhir+json" };
        message.ApplicationProperties["authorization"] = $"Bearer {live.TokenOf(TestSender.Trust)}";
        await sender.SendMessageAsync(message, Cancellation);
        var letter = await dead.ReceiveMessageAsync(TimeSpan.FromSeconds(20), Cancellation);
        Assert.Equal("INT005", letter?.DeadLetterReason);
    }
}
