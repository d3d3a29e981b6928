using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using IntegrationHub.Operations;
using IntegrationHub.Subscriptions.Delivery;
using IntegrationHub.Subscriptions.Subscribers;
using Microsoft.Extensions.Options;

namespace IntegrationHub.Subscriptions.Webhooks;

/// <summary>What is posted to an address, under the id that the subscriber tells repeats by.</summary>
internal sealed record WebhookMessage(string Id, string MediaType, ReadOnlyMemory<byte> Body);

/// <summary>Posts signed messages, and asks an address first whether it wants them (CloudEvents web hooks, section 4).</summary>
public sealed class WebhookClient(
    OutboundHttp http,
    OutboundAddresses addresses,
    WebhookKeys keys,
    IOptions<SubscriptionOptions> options,
    TimeProvider time
)
{
    private const int MaxResponse = 4 * 1024;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15);

    /// <summary>Posts once. A new timestamp and signature each time, the same id.</summary>
    internal async Task<SendOutcome> PostAsync(Subscription to, WebhookMessage message, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        using var request = new HttpRequestMessage(HttpMethod.Post, to.Channel.Url) { Content = new ReadOnlyMemoryContent(message.Body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(message.MediaType) { CharSet = "utf-8" };
        request.Headers.TryAddWithoutValidation("User-Agent", "integration-hub");
        HubTrace.PutInto(request);
        request.Headers.TryAddWithoutValidation("webhook-id", message.Id);
        request.Headers.TryAddWithoutValidation("webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.TryAddWithoutValidation("webhook-signature", keys.Sign(to, message.Id, now, message.Body.Span));
        return await SendAsync(to, request, static (response, now) => OutcomeOf(response, now), cancellationToken);
    }

    /// <summary>Whether the address says that it wants the hub's events. 200 without the header that says so is no consent.</summary>
    internal async Task<SendOutcome> AskAsync(Subscription of, CancellationToken cancellationToken)
    {
        var origin = options.Value.Origin;
        using var request = new HttpRequestMessage(HttpMethod.Options, of.Channel.Url);
        request.Headers.TryAddWithoutValidation("User-Agent", "integration-hub");
        request.Headers.TryAddWithoutValidation("WebHook-Request-Origin", origin);
        return await SendAsync(
            of,
            request,
            (response, now) =>
                OutcomeOf(response, now) is SendOutcome.Delivered taken
                    ? Allows(response, origin)
                        ? taken
                        : new SendOutcome.Failed("no-consent", taken.Status, null)
                    : OutcomeOf(response, now),
            cancellationToken
        );
    }

    private async Task<SendOutcome> SendAsync(
        Subscription to,
        HttpRequestMessage request,
        Func<HttpResponseMessage, DateTimeOffset, SendOutcome> judge,
        CancellationToken cancellationToken
    )
    {
        // The list may have changed since the address was registered.
        if (!addresses.IsListed(to.Organisation, to.Channel.Url!))
            return new SendOutcome.Failed("host-not-listed", null, null);
        using var limit = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var response = await http.SendAsync(request, either.Token);
            await ReadALittleAsync(response, either.Token);
            return judge(response, time.GetUtcNow());
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new SendOutcome.Failed("timeout", null, null);
        }
        catch (HttpRequestException fault)
        {
            return new SendOutcome.Failed(WordsFor(fault), null, null);
        }
        catch (Exception fault) when (fault is IOException or SocketException)
        {
            return new SendOutcome.Failed("connection-lost", null, null);
        }
    }

    /// <summary>So that the connection can be used again where the answer is short; a long one is not listened to.</summary>
    private static async Task ReadALittleAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[MaxResponse];
        var left = buffer.Length;
        while (left > 0 && await body.ReadAsync(buffer.AsMemory(0, left), cancellationToken) is var read and > 0)
            left -= read;
    }

    private static SendOutcome OutcomeOf(HttpResponseMessage response, DateTimeOffset now)
    {
        var status = (int)response.StatusCode;
        return status switch
        {
            >= 200 and < 300 => new SendOutcome.Delivered(status),
            (int)HttpStatusCode.Gone => new SendOutcome.Gone(status),
            >= 300 and < 400 => new SendOutcome.Failed("redirect-not-followed", status, null),
            _ => new SendOutcome.Failed("refused", status, RetryAfterOf(response, now)),
        };
    }

    private static TimeSpan? RetryAfterOf(HttpResponseMessage response, DateTimeOffset now) =>
        response.Headers.RetryAfter switch
        {
            { Delta: { } wait } => wait,
            { Date: { } at } when at > now => at - now,
            _ => null,
        };

    private static bool Allows(HttpResponseMessage response, string origin) =>
        response.Headers.TryGetValues("WebHook-Allowed-Origin", out var allowed)
        && allowed.Any(one => one == "*" || string.Equals(one, origin, StringComparison.OrdinalIgnoreCase));

    private static string WordsFor(HttpRequestException fault) =>
        fault.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => "name-not-found",
            HttpRequestError.SecureConnectionError => "certificate-refused",
            HttpRequestError.ConnectionError => "no-connection",
            HttpRequestError.ConfigurationLimitExceeded => "answer-too-long",
            _ => "connection-lost",
        };
}
