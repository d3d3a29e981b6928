using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using IntegrationHub.Cli.Send;
using IntegrationHub.Cli.Token;

namespace IntegrationHub.Bench;

/// <summary>An alert as the discharge hub claimed it.</summary>
internal sealed record ClaimedAlert(string Id, string RecordId, DateTimeOffset RaisedAt, string LockToken);

/// <summary>
/// A trust that tells of discharges and the discharge hub that claims what comes of them, over HTTP. Each discharge is of a stay of its own,
/// so that each raises one alert that no other makes needless.
/// </summary>
internal sealed class Discharges(HubUnderTest hub, string trustToken, string coordinatorToken) : IDisposable
{
    private const string Claims = "discharge-hubs/hub-northfield/alerts/";

    private readonly HttpClient trust = Client(hub, trustToken);
    private readonly HttpClient coordinator = Client(hub, coordinatorToken);

    public static Discharges Of(HubUnderTest hub)
    {
        using var tokens = LocalTokens.Open(hub.Data, TimeProvider.System);
        return new Discharges(
            hub,
            tokens.Issue(TokenRequest.Of("RX1", "trust-system")),
            tokens.Issue(TokenRequest.Of("RX1", "discharge-coordinator"))
        );
    }

    public async Task TellAsync(int patient, int stay, DateTimeOffset at, CancellationToken cancellation)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{patient}-{stay}");
        using var body = JsonContent.Create(
            new
            {
                specversion = "1.0",
                id = name,
                source = "urn:ods:RX1",
                type = "care.encounter.discharged.v1",
                time = at,
                datacontenttype = "application/json",
                data = new
                {
                    nhsNumber = SyntheticNhsNumber.FromSerial(patient),
                    encounterId = $"stay-{name}",
                    dischargedAt = at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                },
            },
            new MediaTypeHeaderValue("application/cloudevents+json")
        );
        using var answer = await trust.PostAsync(new Uri("events", UriKind.Relative), body, cancellation);
        if (answer.StatusCode != HttpStatusCode.Accepted)
            throw new InvalidOperationException($"An event was answered {(int)answer.StatusCode}.");
    }

    /// <returns>None where none came within the time.</returns>
    public async Task<IReadOnlyList<ClaimedAlert>> ClaimAsync(int waitSeconds, CancellationToken cancellation)
    {
        using var answer = await coordinator.PostAsJsonAsync(
            new Uri(Claims + "claim", UriKind.Relative),
            new { max = 10, waitSeconds },
            cancellation
        );
        answer.EnsureSuccessStatusCode();
        using var json = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(cancellation), default, cancellation);
        return
        [
            .. json
                .RootElement.GetProperty("alerts")
                .EnumerateArray()
                .Select(alert => new ClaimedAlert(
                    alert.GetProperty("id").GetString()!,
                    alert.GetProperty("recordId").GetString()!,
                    alert.GetProperty("raisedAt").GetDateTimeOffset(),
                    alert.GetProperty("lockToken").GetString()!
                )),
        ];
    }

    /// <returns>False where the lock was lost meanwhile: the alert comes again.</returns>
    public async Task<bool> AcknowledgeAsync(ClaimedAlert alert, CancellationToken cancellation)
    {
        using var answer = await coordinator.PostAsJsonAsync(
            new Uri($"{Claims}{alert.Id}/acknowledge", UriKind.Relative),
            new { lockToken = alert.LockToken },
            cancellation
        );
        return answer.IsSuccessStatusCode;
    }

    public void Dispose()
    {
        trust.Dispose();
        coordinator.Dispose();
    }

    private static HttpClient Client(HubUnderTest hub, string token) =>
        new(new SocketsHttpHandler { UseProxy = false })
        {
            BaseAddress = hub.Address,
            DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
        };
}
