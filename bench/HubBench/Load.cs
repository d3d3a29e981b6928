using System.Net.Http.Headers;

namespace IntegrationHub.Bench;

/// <summary>Sends messages to the hub over HTTP. It shares the machine with the hub, so it does as little as it can.</summary>
internal static class Load
{
    private static readonly MediaTypeHeaderValue FhirJson = new("application/fhir+json");

    /// <summary>Until the hub's code is compiled for speed; what is sent now does not count.</summary>
    public static Task WarmUpAsync(HubUnderTest hub, MessageSet messages, Scale scale, CancellationToken cancellation) =>
        MeasureAsync(hub, messages, 8, scale, cancellation);

    public static async Task<Timings> MeasureAsync(
        HubUnderTest hub,
        MessageSet messages,
        int concurrency,
        Scale scale,
        CancellationToken cancellation
    )
    {
        var prepared = messages.Next(messages.AtMost);
        // The invoker leaves out what HttpClient adds: timeouts, base addresses, default headers.
        using var invoker = new HttpMessageInvoker(
            new SocketsHttpHandler
            {
                UseProxy = false,
                UseCookies = false,
                AllowAutoRedirect = false,
                ActivityHeadersPropagator = null,
            }
        );
        var address = new Uri(hub.Address, "fhir");
        var bearer = new AuthenticationHeaderValue("Bearer", hub.Token);
        return await Workers.RunAsync(prepared, concurrency, scale.Whole, SendAsync, cancellation);

        async Task<bool> SendAsync(byte[] message, CancellationToken stop)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(message) };
            request.Content.Headers.ContentType = FhirJson;
            request.Headers.Authorization = bearer;
            using var response = await invoker.SendAsync(request, stop);
            await response.Content.CopyToAsync(Stream.Null, stop);
            return response.IsSuccessStatusCode;
        }
    }
}
