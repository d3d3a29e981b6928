using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using IntegrationHub.Operations;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Operations;

/// <summary>What a collector gets: counts by code and organisation, and traces from the sender's to the queue; nothing of a person.</summary>
public sealed class TelemetryTests(LiveHub live) : IClassFixture<LiveHub>
{
    private const string Parent = "4bf92f3577b34da6a3ce929d0e0e4736";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Messages_refusals_alerts_lag_and_storage_calls_are_counted_and_no_tag_names_anybody()
    {
        var measured = new ConcurrentBag<(string Name, string Tags)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Meter.Name == HubMeter.Name)
                    listening.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => measured.Add((instrument.Name, Words(tags))));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => measured.Add((instrument.Name, Words(tags))));
        listener.Start();

        var person = TestPerson.New();
        await SendAndDrainAsync(person);
        await live.AskAsync(TestSender.Clinician, HttpMethod.Post, "fhir", Cancellation, Messages.Gp(person, 2).Body);

        Assert.Contains(("hub.messages.accepted", "organisation=RX1 place=none"), measured);
        Assert.Contains(measured, one => one.Name == "hub.entries");
        Assert.Contains(
            measured,
            one => one is { Name: "hub.refused", Tags: "organisation=X90001 place=northfield code=INT301 function=PostBundle" }
        );
        Assert.Contains(("hub.alerts.sent", "target=discharge-hub-northfield"), measured);
        Assert.Contains(("hub.outbox.lag", ""), measured);
        foreach (var kind in new[] { "blob-write", "table-call", "bus-operation", "execution" })
            Assert.Contains(("hub.cost.units", $"organisation=RX1 place=none kind={kind}"), measured);
        Assert.All(measured, one => Assert.DoesNotContain(person.Number, one.Tags, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_trace_goes_from_the_senders_through_function_and_outbox_to_the_queue()
    {
        var spans = new ConcurrentBag<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == HubTrace.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        var person = TestPerson.New();

        await SendAndDrainAsync(person, ("traceparent", $"00-{Parent}-00f067aa0ba902b7-01"));

        var alert = Assert.Single(await live.Hub.AlertsOfAsync(person, Cancellation));
        Assert.StartsWith($"00-{Parent}-", HubTrace.Of(alert), StringComparison.Ordinal);
        var own = spans.Where(span => span.TraceId.ToString() == Parent).ToList();
        Assert.Contains(own, span => span.OperationName == "PostEvent" && span.ParentSpanId.ToString() == "00f067aa0ba902b7");
        Assert.All(
            own,
            span => Assert.DoesNotContain(person.Number, span.OperationName + string.Join(' ', span.Tags), StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData(null)]
    [InlineData("nonsense")]
    public void What_is_no_trace_begins_one_of_its_own(string? parent)
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == HubTrace.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);

        using var activity = HubTrace.Receive("Test", parent);

        Assert.Equal(default, activity!.ParentSpanId);
    }

    private async Task SendAndDrainAsync(TestPerson person, params (string, string)[] headers)
    {
        var done = live.Hub.OutboxDoneOf(person);
        var message = Messages.DischargedEvent(person, "stay");
        var reply = await live.AskAsync(
            message.From,
            HttpMethod.Post,
            message.Path,
            Cancellation,
            message.Body,
            message.ContentType,
            headers
        );
        Assert.Equal(202, reply.Status);
        await done.WaitAsync(Cancellation);
    }

    private static string Words(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var words = new List<string>();
        foreach (var (name, value) in tags)
            words.Add($"{name}={value}");
        return string.Join(' ', words);
    }
}
