using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Http;

/// <summary>What is deleted is gone from the present, says so, and stays in the past; and who may delete what.</summary>
public sealed class DeletionTests(LiveHub live) : IClassFixture<LiveHub>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_deleted_resource_is_gone_now_and_there_as_at_the_moment_before()
    {
        var (person, id) = (TestPerson.New(), Messages.NewName("obs"));
        var address = await PutAsync(person, id, version: 1);
        var before = Uri.EscapeDataString(TimeProvider.System.GetUtcNow().UtcDateTime.ToString("O", CultureInfo.InvariantCulture));

        (await DeleteAsync(TestSender.Practice, address)).Is(HttpStatusCode.NoContent);
        var gone = (await GetAsync(address)).Is(HttpStatusCode.Gone);
        Assert.Equal("INT207", Assert.Single(gone.Codes));
        Assert.Equal(0, await ShownAsync(person, null));
        Assert.Equal(1, await ShownAsync(person, before));

        // Deleting it again changes nothing; telling it again brings it back, as created; and it can be deleted once more.
        (await DeleteAsync(TestSender.Practice, address)).Is(HttpStatusCode.NoContent);
        Assert.Equal(address, await PutAsync(person, id, version: 2));
        (await GetAsync(address)).Is(HttpStatusCode.OK);
        (await DeleteAsync(TestSender.Practice, address)).Is(HttpStatusCode.NoContent);
        (await GetAsync(address)).Is(HttpStatusCode.Gone);
        Assert.Empty(await live.Hub.Truth.ProblemsAsync(Cancellation));
    }

    [Fact]
    public async Task Only_its_sender_may_delete_or_change_a_resource_by_the_id_that_the_hub_gave()
    {
        var (person, id) = (TestPerson.New(), Messages.NewName("obs"));
        var address = await PutAsync(person, id, version: 1);

        var refused = (await DeleteAsync(TestSender.OtherPractice, address)).Is(HttpStatusCode.Forbidden);
        Assert.Equal("INT216", Assert.Single(refused.Codes));
        var changed = Messages.ObservationOf(person, address.Split('/')[^1]);
        changed["subject"] = new JsonObject { ["reference"] = $"Patient/{live.Hub.RecordOf(person)}" };
        var put = await live.AskAsync(TestSender.OtherPractice, HttpMethod.Put, address, Cancellation, Bytes(changed));
        Assert.Equal("INT216", Assert.Single(put.Is(HttpStatusCode.Forbidden).Codes));
        (await live.AskAsync(TestSender.Practice, HttpMethod.Put, address, Cancellation, Bytes(changed))).Is(HttpStatusCode.OK);
        (await GetAsync(address)).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_deletion_that_no_resource_can_be_found_for_is_refused_and_stores_nothing()
    {
        var person = TestPerson.New();
        await PutAsync(person, Messages.NewName("obs"), version: 1);
        var before = await live.StoredAsync(Cancellation);

        (await DeleteAsync(TestSender.Practice, "fhir/Observation/obs-1")).Is(HttpStatusCode.NotFound);
        (await DeleteAsync(TestSender.Practice, "fhir/Nonsense/obs-1")).Is(HttpStatusCode.NotFound);
        foreach (var url in new[] { "Observation/obs-1", $"Patient/{live.Hub.RecordOf(person)}" })
        {
            var alone = await live.PostAsync(TestSender.Practice, "fhir", Transaction(url), Cancellation);
            Assert.Equal("INT217", Assert.Single(alone.Is(HttpStatusCode.UnprocessableEntity).Codes));
        }

        Assert.Equal(before.Snapshots, (await live.StoredAsync(Cancellation)).Snapshots);
    }

    [Fact]
    public async Task An_update_is_answered_as_created_once_and_as_changed_from_then_on()
    {
        var (person, id) = (TestPerson.New(), Messages.NewName("obs"));
        (await live.PostAsync(TestSender.Practice, "fhir/Patient", Messages.PatientOf(person, "X90001"), Cancellation)).Is(
            HttpStatusCode.Created
        );
        foreach (var (version, status) in new[] { (1, HttpStatusCode.Created), (2, HttpStatusCode.OK), (3, HttpStatusCode.OK) })
            (await SendAsync(person, id, version)).Is(status);
        (await SendAsync(person, Messages.NewName("obs"), 1)).Is(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Created_and_changed_are_told_apart_in_a_record_of_more_resources_than_its_head_can_list()
    {
        var person = TestPerson.New();
        for (var bundle = 0; bundle < 9; bundle++)
        {
            var told = Messages.Gp(person, 1000, Messages.NewName("bundle"), $"of-{bundle}");
            Assert.True((await live.Hub.Client.SendAsync(told, Cancellation)).IsAcknowledgement);
        }

        live.Hub.Storage.Forget();
        (await SendAsync(person, "of-8-990", 2)).Is(HttpStatusCode.OK);
        Assert.DoesNotContain(live.Hub.Storage.Calls, call => call.Kind is StorageCallKind.Query);
        (await SendAsync(person, "of-0-7", 2)).Is(HttpStatusCode.OK);
        (await SendAsync(person, "of-none-7", 1)).Is(HttpStatusCode.Created);
        Assert.Equal(2, live.Hub.Storage.Calls.Count(call => call.Kind is StorageCallKind.Query));
    }

    private static byte[] Bytes(JsonObject json) => System.Text.Encoding.UTF8.GetBytes(json.ToJsonString());

    private static JsonObject Transaction(string url) =>
        new()
        {
            ["resourceType"] = "Bundle",
            ["type"] = "transaction",
            ["entry"] = new JsonArray(
                new JsonObject
                {
                    ["request"] = new JsonObject { ["method"] = "DELETE", ["url"] = url },
                }
            ),
        };

    private Task<Reply> SendAsync(TestPerson person, string id, int version)
    {
        var observation = Messages.ObservationOf(person, id, version);
        observation["subject"] = new JsonObject
        {
            ["identifier"] = new JsonObject { ["system"] = "https://fhir.nhs.uk/Id/nhs-number", ["value"] = person.Number },
        };
        return live.AskAsync(TestSender.Practice, HttpMethod.Put, $"fhir/Observation/{id}", Cancellation, Bytes(observation));
    }

    private async Task<string> PutAsync(TestPerson person, string id, int version) =>
        (await SendAsync(person, id, version)).Is(HttpStatusCode.Created).Header("Location")!.Split("/_history")[0].TrimStart('/');

    private Task<Reply> DeleteAsync(TestSender caller, string address) => live.AskAsync(caller, HttpMethod.Delete, address, Cancellation);

    private Task<Reply> GetAsync(string address) => live.AskAsync(TestSender.Practice, HttpMethod.Get, address, Cancellation);

    private async Task<int> ShownAsync(TestPerson person, string? asAt)
    {
        var query = asAt is null ? "" : $"?asAt={asAt}";
        var json = (await GetAsync($"records/{live.Hub.RecordOf(person)}{query}")).Is(HttpStatusCode.OK).Json;
        return json["sections"]!.AsArray().Sum(section => section!["entries"]!.AsArray().Count);
    }
}
