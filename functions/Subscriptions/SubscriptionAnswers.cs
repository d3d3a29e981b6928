using System.Buffers;
using System.Text.Json;
using IntegrationHub.CareRecord;
using IntegrationHub.Subscriptions.Feed;
using IntegrationHub.Subscriptions.Ledger;
using IntegrationHub.Subscriptions.Subscribers;
using IntegrationHub.Subscriptions.Topics;

namespace IntegrationHub.Functions.Subscriptions;

/// <summary>Subscriptions and their ledger as JSON.</summary>
internal static class SubscriptionAnswers
{
    internal static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
            write(json);
        return buffer.WrittenMemory;
    }

    /// <param name="publicKeys">Those that count now.</param>
    internal static void Subscription(Utf8JsonWriter json, Subscription of, IReadOnlyList<string> publicKeys, DeskOutcome.Done? done = null)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, of.Id);
        json.WriteString("organisation"u8, of.Organisation.Value);
        Texts(json, "topics", of.Topics.Select(topic => topic.Name()));
        json.WriteStartObject("filter"u8);
        foreach (var (name, values) in FilterWords.Of(of.Filter))
            Texts(json, name, values);
        json.WriteEndObject();
        json.WriteStartObject("channel"u8);
        json.WriteString("kind"u8, of.Channel.Kind.Name());
        if (of.Channel.Url is { } url)
            json.WriteString("url"u8, url);
        json.WriteEndObject();
        json.WriteString("state"u8, StateOf(of));
        if (of.StateReason is { } reason)
            json.WriteString("stateReason"u8, reason);
        if (of.CreatedAt != default)
            json.WriteString("createdAt"u8, RecordJson.Instant(of.CreatedAt));
        if (of.CompleteFrom is { } complete)
            json.WriteString("completeFrom"u8, RecordJson.Instant(complete));
        if (of.End is { } end)
            json.WriteString("end"u8, RecordJson.Instant(end));
        if (publicKeys.Count > 0)
            Texts(json, "publicKeys", publicKeys);
        if (done?.Keys is { } keys)
            json.WriteString("secret"u8, keys.Secret);
        if (done?.Sent is { } sent)
            json.WriteString("sent"u8, sent);
        if (done?.Count is { } count)
            json.WriteNumber("count"u8, count);
        json.WriteEndObject();
    }

    internal static void Ledger(Utf8JsonWriter json, LedgerPage page)
    {
        json.WriteStartObject();
        json.WriteString("subscription"u8, page.Subscription.Id);
        json.WriteString("organisation"u8, page.Subscription.Organisation.Value);
        json.WriteNumber("oldest"u8, page.Head.Oldest);
        json.WriteNumber("last"u8, page.Head.Last);
        json.WriteStartArray("deliveries"u8);
        foreach (var line in page.Lines)
            Line(json, line);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    internal static void Why(Utf8JsonWriter json, WhyAnswer answer)
    {
        json.WriteStartObject();
        json.WriteString("event"u8, answer.EventId);
        json.WriteString("organisation"u8, answer.Organisation);
        json.WriteBoolean("received"u8, answer.Received);
        json.WriteString("why"u8, answer.Words);
        json.WriteString("toldAt"u8, RecordJson.Instant(answer.At));
        json.WriteString("rule"u8, answer.Rule);
        json.WriteStartArray("subscriptions"u8);
        foreach (var one in answer.Subscriptions)
        {
            json.WriteStartObject();
            json.WriteString("subscription"u8, one.Subscription);
            if (one.Number is { } number)
                json.WriteNumber("number"u8, number);
            json.WriteString("outcome"u8, one.Outcome);
            json.WriteString("why"u8, one.Words);
            Attempts(json, one.Attempts);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    internal static string StateOf(Subscription of) => of.State.ToString().ToLowerInvariant();

    private static void Line(Utf8JsonWriter json, LedgerLine line)
    {
        json.WriteStartObject();
        json.WriteNumber("number"u8, line.Entry.Number);
        json.WriteString("event"u8, line.Entry.Event.Id);
        json.WriteString("type"u8, line.Entry.Event.Type);
        json.WriteString("topic"u8, line.Entry.Event.Topic.Name());
        json.WriteString("at"u8, RecordJson.Instant(line.Entry.At));
        json.WriteString("rule"u8, line.Entry.Rule);
        json.WriteString("outcome"u8, line.Outcome);
        Attempts(json, line.Entry.Attempts);
        json.WriteEndObject();
    }

    private static void Attempts(Utf8JsonWriter json, IReadOnlyList<Attempt> attempts)
    {
        json.WriteStartArray("attempts"u8);
        foreach (var attempt in attempts)
        {
            json.WriteStartObject();
            json.WriteString("at"u8, RecordJson.Instant(attempt.At));
            json.WriteString("outcome"u8, attempt.Outcome);
            if (attempt.Status is { } status)
                json.WriteNumber("status"u8, status);
            json.WriteNumber("milliseconds"u8, attempt.Milliseconds);
            if (attempt.NotShown is { } notShown)
                Texts(json, "notShown", notShown);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Texts(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
