using System.Buffers.Text;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using IntegrationHub.Access;
using IntegrationHub.CareRecord.Reading;
using IntegrationHub.Identifiers;
using IntegrationHub.Subscriptions.Feed;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Pages;
using IntegrationHub.Tests.Subscriptions;
using IntegrationHub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Tests.Storage;

/// <summary>What a browser or a subscriber holds of a newer version: what is not known in it is passed over, what cannot be read has run out.</summary>
public sealed class NewerCookieTests(StillHub live) : IClassFixture<StillHub>
{
    private const string Board = "hub-northfield";
    private const string Wall = $"/boards/{Board}/wall";
    private const string Reason = "Collapsed, allergies not known";

    private static readonly TestSender Elsewhere = new("RX2", "clinician");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Pseudonyms Seals => live.Hub.Services.GetRequiredService<Pseudonyms>();

    [Fact]
    public async Task A_signed_in_cookie_with_claims_and_beside_cookies_that_are_not_known_is_signed_in()
    {
        using var browser = new PageVisitor(live);
        await browser.SignInAsync(TestSender.Coordinator);
        var token = live.Forge(
            null,
            new JsonObject
            {
                ["role"] = "discharge-coordinator",
                ["ods"] = "RX1",
                ["new"] = NewValue(),
            },
            null
        );
        browser.SetCookie("hub-access", token);
        browser.SetCookie("hub-of-a-newer-version", "v2.x");

        (await browser.GetAsync($"/boards/{Board}")).Is(HttpStatusCode.OK);
    }

    /// <summary>There a parameter may name a key: none that is not known may count (RFC 8725).</summary>
    [Fact]
    public async Task A_tokens_header_is_the_exception()
    {
        using var browser = new PageVisitor(live);
        browser.SetCookie("hub-access", live.Forge(new JsonObject { ["new"] = "any" }, null, null));

        Assert.Equal(303, (await browser.GetAsync("/records")).Status);
    }

    [Fact]
    public async Task A_wall_pass_with_members_that_are_not_known_shows_the_wall()
    {
        using var browser = new PageVisitor(live);
        var pass = Pass();
        pass["new"] = NewValue();
        browser.SetCookie("hub-wall", Sealed(pass.ToJsonString()));

        (await browser.GetAsync(Wall)).Is(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("""{"Until":"soon"}""")]
    [InlineData("""{"Organisation":null}""")]
    [InlineData("""{"Role":"porter"}""")]
    [InlineData("""{"Subject":null}""")]
    [InlineData("""{"Board":{"id":"hub-northfield"}}""")]
    public async Task A_wall_pass_that_cannot_be_read_has_run_out(string changes)
    {
        using var browser = new PageVisitor(live);
        var pass = Pass();
        foreach (var (name, value) in JsonNode.Parse(changes)!.AsObject())
            pass[name] = value?.DeepClone();
        browser.SetCookie("hub-wall", Sealed(pass.ToJsonString()));
        Assert.Equal(303, (await browser.GetAsync(Wall)).Status);

        browser.SetCookie("hub-wall", Sealed("v2"));
        Assert.Equal(303, (await browser.GetAsync(Wall)).Status);
    }

    [Fact]
    public async Task A_reason_that_is_kept_in_another_form_is_asked_for_again()
    {
        var person = TestPerson.New();
        Assert.True((await live.Hub.Client.SendAsync(Messages.Gp(person, 2), Cancellation)).IsAcknowledgement);
        var path = $"/records/{live.Hub.RecordOf(person)}";
        using var browser = new PageVisitor(live);
        await browser.SignInAsync(Elsewhere);
        var kept = (await browser.PostAsync(path + "/break-glass", ("reason", Reason))).Header("Set-Cookie")!;
        var value = kept.Split(';')[0].Split('=', 2)[1];
        (await browser.GetAsync(path)).Is(HttpStatusCode.OK);

        browser.SetCookie("hub-break-glass", value + ".v2");
        (await browser.GetAsync(path)).Is(HttpStatusCode.NotFound);
        browser.SetCookie("hub-break-glass", value);
        (await browser.GetAsync(path)).Is(HttpStatusCode.OK);
    }

    /// <summary>A subscriber then begins at the oldest, as docs/interfaces.md tells it to.</summary>
    [Fact]
    public async Task A_cursor_in_another_form_is_none()
    {
        var subscription = await live.PullAsync(TestSender.Council, "social-care-referral");
        var cursor = live.Hub.Services.GetRequiredService<EventCursors>().Write(subscription, 0);
        var longer = Base64Url.EncodeToString([.. Base64Url.DecodeFromChars(cursor), 2]);
        var known = await live.JsonAsync(TestSender.Council, HttpMethod.Get, $"events?subscription={subscription}&after={cursor}");
        var other = await live.JsonAsync(TestSender.Council, HttpMethod.Get, $"events?subscription={subscription}&after={longer}");

        Assert.Equal((200, 400), (known.Status, other.Status));
        Assert.Null(live.Hub.Services.GetRequiredService<PageCursors>().Read(longer, "any"));
    }

    private static JsonObject NewValue() => new() { ["a"] = 1 };

    private JsonObject Pass() =>
        new()
        {
            ["Board"] = Board,
            ["Organisation"] = "RX1",
            ["Role"] = "discharge-coordinator",
            ["Purpose"] = null,
            ["Subject"] = "somebody",
            ["Until"] = live.Clock.GetUtcNow().AddHours(1).ToUnixTimeSeconds(),
        };

    /// <summary>As any version of the hub seals one.</summary>
    private string Sealed(string pass)
    {
        var text = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(pass));
        Span<byte> seal = stackalloc byte[32];
        Seals.Seal(text, "wall-pass", seal);
        return $"{text}.{Base32.Encode(seal[..30])}";
    }
}
