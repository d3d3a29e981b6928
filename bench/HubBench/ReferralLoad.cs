using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using IntegrationHub.Cli.Send;
using IntegrationHub.Cli.Token;

namespace IntegrationHub.Bench;

/// <summary>A subscription of the measurement: of whom, at which path of the receiver.</summary>
internal sealed record Hook(string Organisation, string Path, string Subscription);

/// <summary>A referral that was sent: whom it concerns, when it was sent and when the hub had answered that it is durable.</summary>
internal sealed record SentReferral(string Id, string Practice, string Council, long SentAt, long AnsweredAt);

/// <summary>Practices that refer people to social care, and the addresses at which they and the councils hear of it, over HTTP.</summary>
internal sealed class ReferralLoad(HubUnderTest hub, IReadOnlyList<ReferringPractice> practices) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = hub.Address };
    private readonly Dictionary<string, string> tokens = TokensOf(hub, practices);
    private int sent;

    /// <summary>A webhook for each practice and each council.</summary>
    public async Task<IReadOnlyList<Hook>> SubscribeAsync(string url, CancellationToken cancellation)
    {
        var hooks = new List<Hook>();
        foreach (var organisation in tokens.Keys)
        {
            var path = $"/{organisation}";
            using var json = await PostAsync(
                organisation,
                "subscriptions",
                "application/json",
                $$$"""{"topics": ["social-care-referral"], "channel": {"kind": "webhook", "url": "{{{url}}}{{{path}}}"}}""",
                HttpStatusCode.Created,
                cancellation
            );
            if (json!.RootElement.GetProperty("state").GetString() is not "active")
                throw new InvalidOperationException("A subscription is not active.");
            hooks.Add(new Hook(organisation, path, json.RootElement.GetProperty("id").GetString()!));
        }

        return hooks;
    }

    /// <summary>Has the hub send what waits for an address that answers again.</summary>
    public async Task VerifyAsync(Hook hook, CancellationToken cancellation)
    {
        using var _ = await PostAsync(
            hook.Organisation,
            $"subscriptions/{hook.Subscription}/verify",
            "application/json",
            "",
            HttpStatusCode.OK,
            cancellation
        );
    }

    /// <summary>One referral of a person who was never referred before, by the practices in turn.</summary>
    public async Task<SentReferral> SendAsync(CancellationToken cancellation)
    {
        var number = Interlocked.Increment(ref sent);
        var practice = practices[number % practices.Count];
        var message = Referral(number, practice);
        var began = TimeProvider.System.GetTimestamp();
        using var json = await PostAsync(practice.OdsCode, "fhir", "application/fhir+json", message, HttpStatusCode.OK, cancellation);
        var answered = TimeProvider.System.GetTimestamp();
        var location = json!.RootElement.GetProperty("entry")[1].GetProperty("response").GetProperty("location").GetString()!;
        return new SentReferral(location.Split('/')[1], practice.OdsCode, practice.Place.Council, began, answered);
    }

    public void Dispose() => http.Dispose();

    private async Task<JsonDocument?> PostAsync(
        string organisation,
        string path,
        string mediaType,
        string body,
        HttpStatusCode wanted,
        CancellationToken cancellation
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens[organisation]);
        request.Content = new StringContent(body, Encoding.UTF8, mediaType);
        using var answer = await http.SendAsync(request, cancellation);
        if (answer.StatusCode != wanted)
            throw new InvalidOperationException($"{path.Split('/')[0]} was answered {(int)answer.StatusCode}.");
        return await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(cancellation), default, cancellation);
    }

    private static Dictionary<string, string> TokensOf(HubUnderTest hub, IReadOnlyList<ReferringPractice> practices)
    {
        using var issuer = LocalTokens.Open(hub.Data, TimeProvider.System);
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var practice in practices)
        {
            all[practice.OdsCode] = issuer.Issue(TokenRequest.Of(practice.OdsCode, "gp-system"));
            all.TryAdd(practice.Place.Council, issuer.Issue(TokenRequest.Of(practice.Place.Council, "council-system")));
        }

        return all;
    }

    private static string Referral(int number, ReferringPractice practice)
    {
        var name = number.ToString(CultureInfo.InvariantCulture);
        return $$$"""
            {"resourceType":"Bundle","identifier":{"system":"urn:bench","value":"referral-{{{name}}}"},"type":"transaction","timestamp":"2026-05-04T09:30:00Z","entry":[
            {"fullUrl":"https://sender.example/Patient/p-{{{name}}}","resource":{"resourceType":"Patient","id":"p-{{{name}}}","meta":{"versionId":"1","lastUpdated":"2026-05-04T09:00:00Z"},
             "identifier":[{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"{{{SyntheticNhsNumber.FromSerial(number)}}}"}],
             "name":[{"family":"Testcase","given":["Ada"]}],"gender":"female","birthDate":"1950-04-01",
             "address":[{"use":"home","district":"{{{practice.Place.District}}}","postalCode":"{{{practice.Place.OutwardCode}}} 1AA"}],
             "generalPractitioner":[{"identifier":{"system":"https://fhir.nhs.uk/Id/ods-organization-code","value":"{{{practice.OdsCode}}}"}}]},
             "request":{"method":"PUT","url":"Patient/p-{{{name}}}"}},
            {"fullUrl":"https://sender.example/ServiceRequest/r-{{{name}}}","resource":{"resourceType":"ServiceRequest","id":"r-{{{name}}}","meta":{"versionId":"1","lastUpdated":"2026-05-04T09:20:00Z"},
             "status":"active","intent":"order","priority":"urgent","category":[{"coding":[{"system":"http://snomed.info/sct","code":"306238000"}]}],
             "subject":{"reference":"Patient/p-{{{name}}}"},"authoredOn":"2026-05-04T09:20:00Z"},
             "request":{"method":"PUT","url":"ServiceRequest/r-{{{name}}}"}}]}
            """;
    }
}
