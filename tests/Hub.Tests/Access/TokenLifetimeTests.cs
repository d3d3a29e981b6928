using System.Security.Cryptography;
using IntegrationHub.Access;

namespace IntegrationHub.Tests.Access;

public sealed class TokenLifetimeTests : IDisposable
{
    private readonly AccessBench bench = new();

    [Theory]
    [InlineData(-30, "clinician")]
    [InlineData(-31, "INT300")]
    [InlineData(3629, "clinician")]
    [InlineData(3630, "INT300")]
    public async Task A_token_counts_from_its_start_to_its_end_and_thirty_seconds_either_way(int secondsAfterStart, string answer)
    {
        var start = bench.Time.GetUtcNow();
        var token = bench.Token(claims: claims =>
        {
            claims["nbf"] = start.ToUnixTimeSeconds() + 600;
            claims["exp"] = start.ToUnixTimeSeconds() + 600 + 3600;
        });
        bench.Time.Advance(TimeSpan.FromSeconds(600 + secondsAfterStart));

        Assert.Equal(answer, await bench.AnswerAsync(token));
    }

    [Fact]
    public async Task A_token_that_was_good_is_refused_once_it_has_expired()
    {
        var token = bench.Token();
        Assert.Equal("clinician", await bench.AnswerAsync(token));
        bench.Time.Advance(TimeSpan.FromSeconds(3629));
        Assert.Equal("clinician", await bench.AnswerAsync(token));
        bench.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("INT300", await bench.AnswerAsync(token));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_token_is_judged_at_the_moment_its_message_was_queued_and_no_later_one_than_now(bool seenBefore)
    {
        var (start, token) = (bench.Time.GetUtcNow(), bench.Token());
        if (seenBefore)
            Assert.Equal("clinician", await bench.AnswerAsync(token));
        bench.Time.Advance(TimeSpan.FromHours(9));

        Assert.IsType<AccessDecision.Allowed>(await bench.CheckAsync(token, at: start.AddMinutes(59)));
        Assert.IsType<AccessDecision.Refused>(await bench.CheckAsync(token, at: start.AddHours(2)));
        Assert.IsType<AccessDecision.Refused>(await bench.CheckAsync(token, at: start.AddMinutes(-5)));
        Assert.IsType<AccessDecision.Refused>(await bench.CheckAsync(token, at: default));
        var early = bench.Token(claims: claims => claims["nbf"] = bench.Time.GetUtcNow().AddHours(1).ToUnixTimeSeconds());
        Assert.IsType<AccessDecision.Refused>(await bench.CheckAsync(early, at: bench.Time.GetUtcNow().AddHours(1)));
    }

    [Fact]
    public async Task A_second_use_costs_no_second_check()
    {
        var token = bench.Token();
        var first = await bench.CheckAsync(token);

        Assert.Same(first, await bench.CheckAsync(token));
    }

    [Fact]
    public async Task More_tokens_than_are_remembered_still_pass()
    {
        using var small = new AccessBench(options => options.RememberedTokens = 8);
        var tokens = Enumerable.Range(0, 40).Select(i => small.Token(claims: claims => claims["jti"] = $"id-{i}")).ToList();

        for (var round = 0; round < 2; round++)
        {
            foreach (var token in tokens)
                Assert.Equal("clinician", await small.AnswerAsync(token));
        }
    }

    [Fact]
    public async Task An_unknown_key_id_makes_the_hub_read_the_keys_at_most_once_a_minute()
    {
        Assert.Equal("clinician", await bench.AnswerAsync(bench.Token()));
        Assert.Equal(1, bench.Source.Reads);
        bench.Time.Advance(TimeSpan.FromMinutes(1));

        var unknown = Enumerable.Range(0, 64).Select(i => bench.AnswerAsync(bench.Token(header => header["kid"] = $"storm-{i}")));
        Assert.All(await Task.WhenAll(unknown), answer => Assert.Equal("INT300", answer));
        Assert.Equal(2, bench.Source.Reads);

        bench.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal("INT300", await bench.AnswerAsync(bench.Token(header => header["kid"] = "again")));
        Assert.Equal(2, bench.Source.Reads);
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("INT300", await bench.AnswerAsync(bench.Token(header => header["kid"] = "again")));
        Assert.Equal(3, bench.Source.Reads);
    }

    [Fact]
    public async Task A_rotated_key_is_found_and_the_one_it_replaced_no_longer_counts()
    {
        var old = bench.Token();
        Assert.Equal("clinician", await bench.AnswerAsync(old));
        using var next = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        bench.Source.Keys = [AccessBench.PublicKey("key-2", next)];
        bench.Time.Advance(TimeSpan.FromMinutes(2));
        var header = AccessBench.Header();
        header["kid"] = "key-2";

        Assert.Equal("clinician", await bench.AnswerAsync(AccessBench.Sign(header.ToJsonString(), bench.Claims().ToJsonString(), next)));
        Assert.Equal("INT300", await bench.AnswerAsync(old));
    }

    [Fact]
    public async Task The_first_call_finds_the_keys_read_at_the_start()
    {
        using var warmUp = new AccessWarmUp(bench.Tokens);
        await warmUp.StartAsync(TestContext.Current.CancellationToken);
        await warmUp.ExecuteTask!;

        Assert.Equal(1, bench.Source.Reads);
        Assert.Equal("clinician", await bench.AnswerAsync(bench.Token()));
        Assert.Equal(1, bench.Source.Reads);
    }

    [Fact]
    public async Task A_start_does_not_wait_for_an_issuer_that_is_down()
    {
        bench.Source.IsDown = true;
        using var warmUp = new AccessWarmUp(bench.Tokens);
        await warmUp.StartAsync(TestContext.Current.CancellationToken);

        await warmUp.ExecuteTask!;
    }

    [Fact]
    public async Task Keys_are_read_again_after_twelve_hours()
    {
        Assert.Equal("clinician", await bench.AnswerAsync(bench.Token()));
        bench.Time.Advance(TimeSpan.FromHours(12));

        Assert.Equal("clinician", await bench.AnswerAsync(bench.Token()));
        Assert.Equal(2, bench.Source.Reads);
    }

    [Fact]
    public async Task An_issuer_that_is_down_does_not_stop_callers_whose_key_is_known()
    {
        Assert.Equal("clinician", await bench.AnswerAsync(bench.Token()));
        bench.Source.IsDown = true;
        bench.Time.Advance(TimeSpan.FromHours(13));

        Assert.Equal("clinician", await bench.AnswerAsync(bench.Token()));
    }

    [Fact]
    public async Task Without_any_key_the_hub_says_so_and_not_that_the_caller_is_nobody()
    {
        bench.Source.IsDown = true;
        Assert.Equal("INT305", await bench.AnswerAsync(bench.Token()));
        bench.Time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal("INT305", await bench.AnswerAsync(bench.Token()));
        Assert.Equal(1, bench.Source.Reads);

        bench.Source.IsDown = false;
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("clinician", await bench.AnswerAsync(bench.Token()));
    }

    public void Dispose() => bench.Dispose();
}
