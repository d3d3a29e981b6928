using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using IntegrationHub.Operations;
using IntegrationHub.Testing;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Operations;

/// <summary>With a collector's address in the settings, traces and metrics go there as OTLP.</summary>
public sealed class ExportTests : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly ConcurrentDictionary<string, string> received = new(StringComparer.Ordinal);
    private readonly string address;

    public ExportTests()
    {
        address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Next()}/");
        listener.Prefixes.Add(address);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => ((IDisposable)listener).Dispose();

    [Fact]
    public async Task A_collector_gets_the_hubs_traces_and_metrics_and_nothing_of_a_person()
    {
        listener.Start();
        var taking = TakeAsync();
        var person = TestPerson.New();
        var hub = await TestHub.StartAsync(
            Cancellation,
            settings: new Dictionary<string, string?>
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = address,
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            }
        );
        await using (hub)
            Assert.True((await hub.Client.SendAsync(Messages.Gp(person, 2), Cancellation)).IsAcknowledgement);

        // What is left is sent when the hub stops.
        listener.Stop();
        await taking;

        Assert.Contains("PostBundle", received["/v1/traces"], StringComparison.Ordinal);
        Assert.Contains("hub.messages.accepted", received["/v1/metrics"], StringComparison.Ordinal);
        Assert.All(
            received.Values,
            text =>
            {
                Assert.Contains(HubMeter.Name, text, StringComparison.Ordinal);
                Assert.DoesNotContain(person.Number, text, StringComparison.Ordinal);
                Assert.DoesNotContain("/fhir", text, StringComparison.Ordinal);
            }
        );
    }

    private async Task TakeAsync()
    {
        while (listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync();
            }
            catch (Exception fault) when (fault is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using var reader = new StreamReader(context.Request.InputStream, Encoding.Latin1);
            var body = await reader.ReadToEndAsync(Cancellation);
            received.AddOrUpdate(context.Request.Url!.AbsolutePath, body, (_, before) => before + body);
            context.Response.Close();
        }
    }
}
