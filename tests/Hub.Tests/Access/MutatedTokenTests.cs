using System.Text.Json.Nodes;
using IntegrationHub.Access;

namespace IntegrationHub.Tests.Access;

/// <summary>Ten thousand changes to one good token: none may pass.</summary>
public sealed class MutatedTokenTests : IDisposable
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ \0é";

    private readonly AccessBench bench = new();
    private int tried;

    [Fact]
    public async Task No_changed_byte_passes()
    {
        var good = bench.Token();
        Assert.Equal("clinician", await bench.AnswerAsync(good));
        // The last character of each part with every other there is: there, several characters may stand for the same bits.
        foreach (var end in (int[])[good.IndexOf('.', StringComparison.Ordinal) - 1, good.LastIndexOf('.') - 1, good.Length - 1])
        {
            foreach (var by in Alphabet)
                await RefusedAsync(good, end, by);
        }

        var random = new Random(7);
        for (var i = 0; tried < 10_000; i++)
            await RefusedAsync(good, i % good.Length, Alphabet[random.Next(Alphabet.Length)]);
    }

    [Fact]
    public async Task No_lost_or_doubled_character_passes()
    {
        var good = bench.Token();
        for (var at = 0; at < good.Length; at++)
        {
            await RefusedAsync(good.Remove(at, 1));
            await RefusedAsync(good.Insert(at, good[at].ToString()));
        }

        await RefusedAsync(good + "A");
        await RefusedAsync(good + "=");
        await RefusedAsync(good + ".");
    }

    [Fact]
    public async Task No_changed_claim_passes_under_the_old_signature()
    {
        var good = bench.Token();
        var signature = good[good.LastIndexOf('.')..];
        foreach (var name in bench.Claims().Select(claim => claim.Key).ToList())
        {
            foreach (var json in (string?[])[null, "\"x\"", "\"RX2\"", "\"operator\"", "9999999999", "[]", "{}", "null", "true"])
            {
                var claims = bench.Claims();
                claims.Remove(name);
                if (json is not null)
                    claims[name] = JsonNode.Parse(json);
                var changed = bench.Token(claims: all => Replace(all, claims));
                await RefusedAsync(changed[..changed.LastIndexOf('.')] + signature);
            }
        }
    }

    [Fact]
    public async Task No_changed_header_parameter_passes_even_when_signed()
    {
        foreach (var name in AccessBench.Header().Select(parameter => parameter.Key).ToList())
        {
            foreach (var json in (string?[])[null, "\"x\"", "\"\"", "1", "[]", "{}", "null", "true", "\"none\"", "\"HS256\""])
            {
                await RefusedAsync(
                    bench.Token(header =>
                    {
                        header.Remove(name);
                        if (json is not null)
                            header[name] = JsonNode.Parse(json);
                    })
                );
            }
        }
    }

    [Theory]
    [InlineData("iss")]
    [InlineData("aud")]
    [InlineData("exp")]
    [InlineData("sub")]
    [InlineData("ods")]
    [InlineData("role")]
    public async Task A_signed_token_that_lacks_or_twists_a_needed_claim_is_refused(string name)
    {
        foreach (var json in (string?[])[null, "\"\"", "[]", "{}", "null", "true", "[\"x\", 1]", "\"\\u0000\""])
        {
            await RefusedAsync(
                bench.Token(claims: claims =>
                {
                    claims.Remove(name);
                    if (json is not null)
                        claims[name] = JsonNode.Parse(json);
                })
            );
        }
    }

    public void Dispose() => bench.Dispose();

    private async Task RefusedAsync(string good, int at, char by)
    {
        if (good[at] != by)
            await RefusedAsync(good[..at] + by + good[(at + 1)..]);
    }

    private async Task RefusedAsync(string token)
    {
        tried++;
        if (await bench.CheckAsync(token) is not AccessDecision.Refused)
            Assert.Fail("A changed token passed: " + token);
    }

    private static void Replace(JsonObject target, JsonObject by)
    {
        target.Clear();
        foreach (var (name, value) in by)
            target[name] = value?.DeepClone();
    }
}
