using System.Net;
using System.Text.Json.Nodes;
using IntegrationHub.Messaging;
using IntegrationHub.Testing;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace IntegrationHub.Tests.Subscriptions;

/// <summary>Webhooks as their receivers meet them, checked by libraries that nobody here wrote.</summary>
public sealed class WebhookTests(LiveHub live) : IClassFixture<LiveHub>
{
    private static readonly Dictionary<string, string> Packages = new() { ["standardwebhooks"] = "1.1.1", ["cloudevents"] = "10.0.0" };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_standardwebhooks_and_cloudevents_libraries_take_what_is_sent_with_the_old_key_and_the_new()
    {
        await using var receiver = await Receiver.StartAsync();
        var made = (await SubscribeAsync(receiver.Url)).Json;
        Assert.Equal(("active", "delivered"), ((string?)made["state"], (string?)made["sent"]));
        Assert.Equal("integration-hub.example", receiver.All[0].Headers["WebHook-Request-Origin"]);
        var id = (string)made["id"]!;
        await live.Hub.PublishAsync(SomeEvents.Referral(live.Hub));
        await live.Hub.SentAsync();
        var rotated = (await live.JsonAsync(TestSender.Council, HttpMethod.Post, $"subscriptions/{id}/keys")).Is(HttpStatusCode.OK).Json;
        await live.Hub.PublishAsync(SomeEvents.Referral(live.Hub));
        await live.Hub.SentAsync();

        Assert.Equal(2, receiver.Posts.Count);
        Assert.Equal(2, receiver.Posts[0].Headers["webhook-signature"].Split(' ').Length);
        Assert.Equal(4, receiver.Posts[1].Headers["webhook-signature"].Split(' ').Length);
        var output = await RunAsync(
            """
            const [, , posts, oldSecret, newSecret, oldKey, newKey] = process.argv;
            const { Webhook } = require('standardwebhooks');
            const { HTTP } = require('cloudevents');
            const crypto = require('crypto');
            const signedBy = (key, post) => {
              const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(key.replace('whpk_', ''), 'base64')]);
              const publicKey = crypto.createPublicKey({ key: der, format: 'der', type: 'spki' });
              const content = Buffer.from(`${post.headers['webhook-id']}.${post.headers['webhook-timestamp']}.${post.body}`);
              return post.headers['webhook-signature'].split(' ').filter(one => one.startsWith('v1a,'))
                .some(one => crypto.verify(null, content, publicKey, Buffer.from(one.slice(4), 'base64')));
            };
            const verifies = (secret, post) => { try { new Webhook(secret).verify(post.body, post.headers); return true; } catch { return false; } };
            const all = JSON.parse(posts);
            console.log(JSON.stringify(all.map(post => {
              const event = HTTP.toEvent(post);
              event.validate();
              return { id: event.id, sequence: event.sequence, old: verifies(oldSecret, post), renewed: verifies(newSecret, post),
                oldKey: signedBy(oldKey, post), newKey: signedBy(newKey, post),
                changed: verifies(newSecret, { ...post, body: post.body + ' ' }) };
            })));
            """,
            new JsonArray([.. receiver.Posts.Select(JsonOf)]).ToJsonString(),
            (string)made["secret"]!,
            (string)rotated["secret"]!,
            (string)made["publicKeys"]![0]!,
            (string)rotated["publicKeys"]![0]!
        );

        var seen = JsonNode.Parse(output)!.AsArray();
        Assert.Equal(receiver.Posts.Select(post => post.Id), seen.Select(one => (string)one!["id"]!));
        Assert.Equal(["000000000001", "000000000002"], seen.Select(one => (string)one!["sequence"]!));
        Assert.All(seen, one => Assert.True((bool)one!["old"]! && (bool)one["oldKey"]!));
        Assert.Equal([false, true], seen.Select(one => (bool)one!["renewed"]!));
        Assert.Equal([false, true], seen.Select(one => (bool)one!["newKey"]!));
        Assert.All(seen, one => Assert.False((bool)one!["changed"]!));
        await EndAsync(id);
    }

    [Theory]
    [InlineData("http://council.example/")]
    [InlineData("https://127.1/")]
    [InlineData("https://0x7f.1/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://0177.0.0.1/")]
    [InlineData("https://[64:ff9b::a9fe:a9fe]/")]
    [InlineData("https://0.0.0.0/")]
    [InlineData("https://[::]/")]
    [InlineData("https://good.example@169.254.169.254/")]
    [InlineData("https://user:pw@good.example/")]
    [InlineData("https://10.0.0.1/")]
    [InlineData("//169.254.169.254/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://good.example/")]
    [InlineData("https://intranet/")]
    [InlineData("https://good.example/#part")]
    [InlineData("not an address")]
    public async Task An_address_that_is_no_public_servers_is_refused(string url)
    {
        // On one machine the hub sends to itself; to nothing else that is not public.
        if (Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.IsLoopback && parsed.Scheme is "https")
            return;
        var answer = await live.SubscribeAsync(TestSender.Council, SubscriberApi.Body("webhook", url));
        Assert.Equal(["INT604"], answer.Codes);
    }

    [Theory]
    [InlineData("https://events.northfield.example.evil.example/hook")]
    [InlineData("https://events.midvale.example/hook")]
    [InlineData("https://169.254.169.254.nip.io/")]
    [InlineData("https://metadata.google.internal/")]
    public async Task A_host_that_the_directory_does_not_list_for_the_organisation_is_refused(string url)
    {
        Assert.Equal(["INT650"], (await live.SubscribeAsync(TestSender.Council, SubscriberApi.Body("webhook", url))).Codes);
        var feed = await live.PullAsync(TestSender.Council);
        var changed = await live.JsonAsync(TestSender.Council, HttpMethod.Put, $"subscriptions/{feed}", SubscriberApi.Body("webhook", url));
        Assert.Equal(["INT650"], changed.Codes);
        await EndAsync(feed);
    }

    [Fact]
    public async Task An_address_that_does_not_agree_is_not_sent_to_until_it_does()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Allows = null;
        var made = (await SubscribeAsync(receiver.Url)).Json;
        var id = (string)made["id"]!;
        Assert.Equal(("requested", "no-consent (200)"), ((string?)made["state"], (string?)made["sent"]));
        Assert.Equal(["INT605"], (await live.SubscribeAsync(TestSender.Council, SubscriberApi.Body("webhook", receiver.Url))).Codes);
        var told = SomeEvents.Referral(live.Hub);
        await live.Hub.PublishAsync(told);
        await live.Hub.SentAsync();
        Assert.Empty(receiver.Posts);

        receiver.Allows = "integration-hub.example";
        (await live.JsonAsync(TestSender.Council, HttpMethod.Post, $"subscriptions/{id}/verify")).Is(HttpStatusCode.OK);
        await live.Hub.SentAsync();
        Assert.Equal([told.Id], receiver.Posts.Select(post => post.Id));
        await EndAsync(id);
    }

    [Fact]
    public async Task An_operator_pauses_anybodys_subscription_and_neither_leads_it_elsewhere_nor_sees_a_secret()
    {
        await using var receiver = await Receiver.StartAsync();
        var id = (string)(await SubscribeAsync(receiver.Url)).Json["id"]!;
        var body = SubscriberApi.Body("webhook", "https://elsewhere.example/");
        Assert.Equal(["INT301"], (await live.JsonAsync(SubscriberApi.Operator, HttpMethod.Put, $"subscriptions/{id}", body)).Codes);
        Assert.Equal(["INT301"], (await live.JsonAsync(SubscriberApi.Operator, HttpMethod.Post, $"subscriptions/{id}/keys")).Codes);
        var paused = (await live.JsonAsync(SubscriberApi.Operator, HttpMethod.Post, $"subscriptions/{id}/pause")).Is(HttpStatusCode.OK);
        Assert.Equal("paused", (string?)paused.Json["state"]);
        Assert.Null(paused.Json["secret"]);
        await EndAsync(id);
    }

    [Fact]
    public async Task A_redirect_is_a_failure_and_not_followed_and_410_stops()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var elsewhere = await Receiver.StartAsync();
        receiver.Answer = http =>
        {
            http.Response.Redirect(elsewhere.Url);
            return Task.CompletedTask;
        };
        var id = (string)(await SubscribeAsync(receiver.Url)).Json["id"]!;
        await live.Hub.PublishAsync(SomeEvents.Referral(live.Hub));
        await live.Hub.SentAsync();
        Assert.Empty(elsewhere.All);
        var attempt = (await live.LedgerAsync(TestSender.Council, id))[0]!["attempts"]![0]!;
        Assert.Equal(("redirect-not-followed", 302), ((string?)attempt["outcome"], (int)attempt["status"]!));

        receiver.Answer = http =>
        {
            http.Response.StatusCode = StatusCodes.Status410Gone;
            return Task.CompletedTask;
        };
        await live.Hub.PublishAsync(SomeEvents.Referral(live.Hub));
        await live.Hub.SentAsync();
        var stopped = (await live.JsonAsync(TestSender.Council, HttpMethod.Get, $"subscriptions/{id}")).Json;
        Assert.Equal(("error", "The address answered 410 Gone."), ((string?)stopped["state"], (string?)stopped["stateReason"]));
        var parked = (await live.JsonAsync(SubscriberApi.Operator, HttpMethod.Get, "operations/parked")).Json["parked"]!.AsArray();
        Assert.Contains(parked, item => (string?)item!["code"] == "INT620" && (string?)item["fault"] == "C90001");

        // What it was gone for waits, and is sent when there is an address again.
        receiver.Answer = http =>
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        };
        (await live.JsonAsync(TestSender.Council, HttpMethod.Post, $"subscriptions/{id}/verify")).Is(HttpStatusCode.OK);
        await live.Hub.SentAsync();
        var ledger = await live.LedgerAsync(TestSender.Council, id);
        Assert.All(ledger, line => Assert.Equal("delivered", (string?)line!["outcome"]));
        Assert.Equal(2, ledger.Count);
        await EndAsync(id);
    }

    [Fact]
    public async Task A_subscriber_goes_from_one_way_to_another_without_a_gap()
    {
        await using var receiver = await Receiver.StartAsync();
        var id = await live.PullAsync(TestSender.Council);
        var events = Enumerable.Range(0, 6).Select(_ => SomeEvents.Referral(live.Hub)).ToList();
        await PublishAsync(events[..2]);
        var page = (await live.JsonAsync(TestSender.Council, HttpMethod.Get, $"events?subscription={id}&limit=1")).Json;
        await live.JsonAsync(TestSender.Council, HttpMethod.Get, $"events?subscription={id}&after={(string)page["next"]!}&limit=1");

        // It has fetched the first; from the second on the hub sends, and what came meanwhile too.
        var changed = await live.JsonAsync(
            TestSender.Council,
            HttpMethod.Put,
            $"subscriptions/{id}",
            SubscriberApi.Body("webhook", receiver.Url)
        );
        Assert.StartsWith("whsec_", (string?)changed.Is(HttpStatusCode.OK).Json["secret"], StringComparison.Ordinal);
        await PublishAsync(events[2..4]);
        await live.Hub.SentAsync();
        Assert.Equal(events[1..4].Select(told => told.Id).Order(), receiver.Posts.Select(post => post.Id).Order());

        (await live.JsonAsync(TestSender.Council, HttpMethod.Put, $"subscriptions/{id}", SubscriberApi.Body("pull"))).Is(HttpStatusCode.OK);
        await PublishAsync(events[4..]);
        var rest = (await live.JsonAsync(TestSender.Council, HttpMethod.Get, $"events?subscription={id}")).Json["events"]!.AsArray();
        Assert.Equal(events.Select(told => told.Id), rest.Select(told => (string)told!["id"]!));
        Assert.Equal(3, receiver.Posts.Count);

        // A lost range can be asked for again, once the hub sends.
        Assert.Equal(["INT615"], (await ReplayAsync(id, 1, 2)).Codes);
        (await live.JsonAsync(TestSender.Council, HttpMethod.Put, $"subscriptions/{id}", SubscriberApi.Body("drop"))).Is(HttpStatusCode.OK);
        await live.Hub.SentAsync();
        Assert.Equal(3, (int)(await ReplayAsync(id, 2, 4)).Is(HttpStatusCode.OK).Json["count"]!);
        Assert.Equal(["INT614"], (await ReplayAsync(id, 2, 7)).Codes);
        await live.Hub.SentAsync();
        var ledger = await live.LedgerAsync(TestSender.Council, id);
        Assert.All(ledger.Skip(1), line => Assert.Equal("delivered", (string?)line!["outcome"]));
        await EndAsync(id);
    }

    [Fact]
    public async Task A_pause_holds_events_back_and_its_end_sends_them()
    {
        await using var receiver = await Receiver.StartAsync();
        var id = (string)(await SubscribeAsync(receiver.Url)).Json["id"]!;
        (await live.JsonAsync(TestSender.Council, HttpMethod.Post, $"subscriptions/{id}/pause")).Is(HttpStatusCode.OK);
        var told = SomeEvents.Referral(live.Hub);
        await live.Hub.PublishAsync(told);
        await live.Hub.SentAsync();
        Assert.Empty(receiver.Posts);

        (await live.JsonAsync(TestSender.Council, HttpMethod.Post, $"subscriptions/{id}/resume")).Is(HttpStatusCode.OK);
        await live.Hub.SentAsync();
        Assert.Equal([told.Id], receiver.Posts.Select(post => post.Id));
        var test = (await live.JsonAsync(TestSender.Council, HttpMethod.Post, $"subscriptions/{id}/test")).Is(HttpStatusCode.OK).Json;
        Assert.Equal("delivered", (string?)test["sent"]);
        Assert.Equal("care.subscription.test.v1", (string?)JsonNode.Parse(receiver.Posts[^1].Body)!["type"]);
        await EndAsync(id);
    }

    [Fact]
    public async Task An_address_that_hangs_holds_up_nobody_else()
    {
        await using var hangs = await Receiver.StartAsync();
        await using var works = await Receiver.StartAsync();
        var left = 40;
        var all = new TaskCompletionSource();
        hangs.Answer = Receiver.Hang;
        works.Answer = _ =>
        {
            if (Interlocked.Decrement(ref left) == 0)
                all.TrySetResult();
            return Task.CompletedTask;
        };
        var (bad, good) = ((string)(await SubscribeAsync(hangs.Url)).Json["id"]!, (string)(await SubscribeAsync(works.Url)).Json["id"]!);
        await PublishAsync(Enumerable.Range(0, 40).Select(_ => SomeEvents.Referral(live.Hub)));

        // Well before the first that hangs is given up.
        await all.Task.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System, Cancellation);
        // Of one address no more than a few hang at the same time.
        Assert.InRange(hangs.Posts.Count, 1, 4);
        await EndAsync(bad);
        await EndAsync(good);
    }

    [Fact]
    public async Task An_answer_without_end_is_not_listened_to()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = async http =>
        {
            var chunk = new byte[64 * 1024];
            while (!http.RequestAborted.IsCancellationRequested)
                await http.Response.Body.WriteAsync(chunk, http.RequestAborted);
        };
        var id = (string)(await SubscribeAsync(receiver.Url)).Json["id"]!;
        await live.Hub.PublishAsync(SomeEvents.Referral(live.Hub));
        await live.Hub.SentAsync();

        Assert.Equal("delivered", (string?)(await live.LedgerAsync(TestSender.Council, id))[0]!["outcome"]);
        await EndAsync(id);
    }

    private async Task<Reply> SubscribeAsync(string url) =>
        (await live.SubscribeAsync(TestSender.Council, SubscriberApi.Body("webhook", url))).Is(HttpStatusCode.Created);

    private Task<Reply> ReplayAsync(string id, int from, int to) =>
        live.JsonAsync(TestSender.Council, HttpMethod.Post, $"subscriptions/{id}/replay", new JsonObject { ["from"] = from, ["to"] = to });

    private async Task PublishAsync(IEnumerable<HubEvent> events)
    {
        foreach (var told in events)
            await live.Hub.PublishAsync(told);
    }

    private async Task EndAsync(string id) =>
        (await live.JsonAsync(TestSender.Council, HttpMethod.Delete, $"subscriptions/{id}")).Is(HttpStatusCode.OK);

    private static JsonObject JsonOf(Received post) =>
        new()
        {
            ["headers"] = new JsonObject(
                post.Headers.Select(one => KeyValuePair.Create<string, JsonNode?>(one.Key.ToLowerInvariant(), one.Value))
            ),
            ["body"] = post.Body,
        };

    private static async Task<string> RunAsync(string script, params string[] arguments)
    {
        var packages = await NpmPackages.EnsureAsync(Packages, Cancellation);
        Assert.SkipUnless(packages.IsAvailable, packages.Reason);
        return await NodeScript.RunAsync(packages.Value, script, arguments, Cancellation);
    }
}
