using System.Net;
using System.Text.Json.Nodes;
using IntegrationHub.Testing;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Http;

/// <summary>Client libraries that partners use, as they come from npm: what they send is what the hub takes.</summary>
public sealed class NodeClientTests(LiveHub live) : IClassFixture<LiveHub>
{
    private static readonly Dictionary<string, string> Packages = new() { ["cloudevents"] = "10.0.0", ["fhir-kit-client"] = "2.0.3" };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("structured")]
    [InlineData("binary")]
    public async Task The_cloudevents_library_is_understood(string mode)
    {
        var person = TestPerson.New();
        var output = await RunAsync(
            """
            const [, , base, token, mode, number] = process.argv;
            const { CloudEvent, HTTP } = require('cloudevents');
            const event = new CloudEvent({
              id: `event-${mode}`, source: 'urn:ods:RX1', type: 'care.encounter.discharged.v1', time: '2025-01-08T08:00:00.000Z',
              traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
              data: { nhsNumber: number, encounterId: 'stay', dischargedAt: '2025-01-08T08:00:00Z', destination: 'Ünï 19' },
            });
            const { headers, body } = HTTP[mode](event);
            fetch(`${base}events`, { method: 'POST', headers: { ...headers, authorization: `Bearer ${token}` }, body })
              .then(async answer => console.log(answer.status, await answer.text()));
            """,
            TestSender.Trust,
            mode,
            person.Number
        );

        Assert.Equal("202", output.Trim());
        var record = live.Hub.RecordOf(person);
        var entry = Assert.Single((await live.Hub.Truth.ReadAsync(record, Cancellation))!.Entries);
        Assert.Equal("Ünï 19", entry.Content!.Value);
    }

    [Fact]
    public async Task The_fhir_kit_client_creates_reads_and_sends_bundles()
    {
        var (person, other) = (TestPerson.New(), TestPerson.New());
        var output = await RunAsync(
            """
            const [, , base, token, number, other] = process.argv;
            const nhs = value => ({ system: 'https://fhir.nhs.uk/Id/nhs-number', value });
            const patient = (id, value) => ({ resourceType: 'Patient', id, identifier: [nhs(value)], name: [{ family: 'Testcase' }] });
            const about = value => ({ resourceType: 'Observation', status: 'final', code: { text: 'Pulse rate' }, subject: { identifier: nhs(value) }, valueQuantity: { value: 72.5, unit: 'beats/min' } });
            const put = resource => ({ resource, request: { method: 'PUT', url: `Patient/${resource.id}` } });
            (async () => {
              const { Client } = await import('fhir-kit-client');
              const client = new Client({ baseUrl: `${base}fhir`, bearerToken: token });
              const created = await client.create({ resourceType: 'Observation', body: about(number) });
              const read = await client.read({ resourceType: 'Observation', id: created.id });
              const transaction = await client.transaction({ body: { resourceType: 'Bundle', type: 'transaction', entry: [put(patient('kit-a', number))] } });
              const batch = await client.batch({ body: { resourceType: 'Bundle', type: 'batch', entry: [put(patient('kit-b', number)), put(patient('kit-c', other)), { request: { method: 'GET', url: 'Patient/x' } }] } });
              console.log(JSON.stringify({ created, read, transaction, batch }));
            })().catch(fault => { console.error(fault, JSON.stringify(fault.response)); process.exit(1); });
            """,
            TestSender.Practice,
            person.Number,
            other.Number
        );

        var answers = JsonNode.Parse(output)!;
        Assert.Equal(72.5, (double)answers["read"]!["valueQuantity"]!["value"]!);
        Assert.True(JsonNode.DeepEquals(answers["created"], answers["read"]));
        Assert.Equal("transaction-response", (string?)answers["transaction"]!["type"]);
        Assert.Equal(["201", "201", "422"], Statuses(answers["batch"]!).Select(status => status[..3]));
        var location = (string)answers["transaction"]!["entry"]![0]!["response"]!["location"]!;
        var resource = await live.AskAsync(TestSender.Practice, HttpMethod.Get, $"fhir/{location.Split("/_history")[0]}", Cancellation);
        Assert.Equal("Testcase", (string?)resource.Is(HttpStatusCode.OK).Json["name"]![0]!["family"]);
    }

    private static IEnumerable<string> Statuses(JsonNode bundle) =>
        bundle["entry"]!.AsArray().Select(entry => (string)entry!["response"]!["status"]!);

    private async Task<string> RunAsync(string script, TestSender caller, params string[] arguments)
    {
        var packages = await NpmPackages.EnsureAsync(Packages, Cancellation);
        Assert.SkipUnless(packages.IsAvailable, packages.Reason);
        return await NodeScript.RunAsync(
            packages.Value,
            script,
            [live.Address.ToString(), live.TokenOf(caller), .. arguments],
            Cancellation
        );
    }
}
