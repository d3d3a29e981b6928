using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using IntegrationHub.Cli.Demonstration;
using IntegrationHub.Testing;

namespace IntegrationHub.Cli.Tests.EndToEnd;

public sealed class WholeWayTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 4, 9, 30, 0, TimeSpan.Zero);
    private static readonly SyntheticPerson Person = SyntheticPerson.Make(
        new Random(7),
        7,
        DemonstrationPlace.All[0],
        "X90001",
        DateOnly.FromDateTime(Now.UtcDateTime)
    );

    [Fact]
    public async Task A_bundle_goes_in_a_record_and_an_alert_come_out_and_the_hub_goes_down()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no --detach.");
        await using var hub = new HubProgram();
        var port = FreePort.Next().ToString(CultureInfo.InvariantCulture);
        await File.WriteAllBytesAsync(
            hub.File("gp.json"),
            GpBundle.Write(new Random(7), Person, Now),
            TestContext.Current.CancellationToken
        );
        await File.WriteAllBytesAsync(
            hub.File("a03.json"),
            TrustMessage.Write(new Random(8), HospitalStay.Make(new Random(8), Person, Now), StayEvent.Discharged),
            TestContext.Current.CancellationToken
        );

        var up = await hub.RunAsync("up", "--no-demo", "--detach", "--port", port);
        Assert.True(up.Code == 0, up.Output + up.Errors);
        Assert.Contains("hub is ready", up.Output, StringComparison.Ordinal);

        var sent = await hub.RunAsync("send", hub.File("gp.json"));
        Assert.True(sent.Code == 0, sent.Output + sent.Errors);
        Assert.Contains("1 sent, 1 accepted, 0 refused, 0 failed", sent.Output, StringComparison.Ordinal);
        var discharged = await hub.RunAsync("send", hub.File("a03.json"), "--org", "RX1", "--role", "trust-system");
        Assert.Contains("1 sent, 1 accepted, 0 refused, 0 failed", discharged.Output, StringComparison.Ordinal);

        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        var recordId = await FindAsync(http, await hub.TokenAsync("X90001", "clinician"));
        await RecordIsWholeAsync(http, recordId);
        await AlertIsThereAsync(http, await hub.TokenAsync("RX1", "discharge-coordinator"), recordId);

        var down = await hub.RunAsync("down");
        Assert.Equal((0, "The hub has stopped."), (down.Code, down.Output.Trim()));
        await Assert.ThrowsAsync<HttpRequestException>(() =>
            http.GetAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken)
        );
    }

    private static async Task<string> FindAsync(HttpClient http, string token)
    {
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var form = new FormUrlEncodedContent([new("identifier", "https://fhir.nhs.uk/Id/nhs-number|" + Person.NhsNumber)]);
        using var found = await http.PostAsync(
            new Uri("/fhir/Patient/_search", UriKind.Relative),
            form,
            TestContext.Current.CancellationToken
        );
        using var bundle = JsonDocument.Parse(await found.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return bundle.RootElement.GetProperty("entry")[0].GetProperty("resource").GetProperty("id").GetString()!;
    }

    private static async Task RecordIsWholeAsync(HttpClient http, string recordId)
    {
        using var record = JsonDocument.Parse(
            await http.GetStringAsync(new Uri($"/records/{recordId}", UriKind.Relative), TestContext.Current.CancellationToken)
        );
        var sources = record
            .RootElement.GetProperty("sections")
            .EnumerateArray()
            .SelectMany(section => section.GetProperty("entries").EnumerateArray())
            .Select(entry => entry.GetProperty("source").GetProperty("resource").GetString()!.Split('/')[0])
            .ToHashSet(StringComparer.Ordinal);
        // Every type that the two messages hold and that has a heading of its own.
        string[] expected =
        [
            "AllergyIntolerance",
            "Condition",
            "Encounter",
            "Immunization",
            "MedicationRequest",
            "MedicationStatement",
            "Observation",
            "Procedure",
        ];
        Assert.Subset(sources, expected.ToHashSet(StringComparer.Ordinal));
    }

    private static async Task AlertIsThereAsync(HttpClient http, string token, string recordId)
    {
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var claim = new StringContent("""{"max":5,"waitSeconds":20}""", Encoding.UTF8, "application/json");
        using var claimed = await http.PostAsync(
            new Uri("/discharge-hubs/hub-northfield/alerts/claim", UriKind.Relative),
            claim,
            TestContext.Current.CancellationToken
        );
        using var answer = JsonDocument.Parse(await claimed.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var alert = Assert.Single(answer.RootElement.GetProperty("alerts").EnumerateArray());
        Assert.Equal(recordId, alert.GetProperty("recordId").GetString());
    }
}
