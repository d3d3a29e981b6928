using System.Globalization;
using System.Text;
using System.Text.Json;
using IntegrationHub.Functions.Api;
using IntegrationHub.Testing;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;

namespace IntegrationHub.Tests.Api;

/// <summary>The examples for partners, sent as they stand.</summary>
public sealed class ExamplesTests(LiveHub live) : IClassFixture<LiveHub>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_example_is_answered_as_it_says_and_as_the_document_says()
    {
        var examples = HttpExample.ReadAll(
            await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "docs", "examples.http"), Cancellation)
        );
        var kept = new Dictionary<string, string>(StringComparer.Ordinal);

        Assert.True(examples.Count > 10);
        foreach (var example in examples)
        {
            var reply = await SendAsync(example, kept);

            Assert.True(example.Status == reply.Status, $"{example.Title}: {reply.Status} {reply.Body}");
            var mediaType = reply.Headers.GetValueOrDefault("Content-Type")?.Split(';')[0];
            if (example.MediaType is not null)
                Assert.Equal(example.MediaType, mediaType);
            if (reply.Status < 400)
                Assert.Contains(
                    RowOf(example).Answers,
                    answer => answer.Status == reply.Status && (mediaType is null || answer.MediaTypes.Contains(mediaType))
                );
            foreach (var (name, path) in example.Keep)
                kept[name] = ValueAt(reply.Body, path);
        }
    }

    private async Task<Reply> SendAsync(HttpExample example, Dictionary<string, string> kept)
    {
        using var request = new HttpRequestMessage(example.Method, Filled(example.Address, kept));
        if (example.Body is not null)
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Filled(example.Body, kept)));
        foreach (var (name, value) in example.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, Filled(value, kept)))
                request.Content!.Headers.TryAddWithoutValidation(name, Filled(value, kept));
        }

        return await live.SendAsync(request, Cancellation);
    }

    private string Filled(string text, Dictionary<string, string> kept) =>
        HttpExample.Fill(
            text,
            name =>
                name switch
                {
                    "hub" => live.Address.ToString().TrimEnd('/'),
                    _ when name.Split(' ') is ["token", var organisation, var role] => live.TokenOf(new TestSender(organisation, role)),
                    _ => kept[name],
                }
        );

    private static ApiRow RowOf(HttpExample example)
    {
        var path = "/" + example.Address["{{hub}}/".Length..].Split('?')[0];
        // The fewest words in braces win, as in the hub.
        var route = ApiRoute
            .All.Where(route => route.Method.Equals(example.Method.Method, StringComparison.OrdinalIgnoreCase))
            .OrderBy(route => route.Parameters.Count())
            .First(route =>
                new TemplateMatcher(TemplateParser.Parse(route.Path), new RouteValueDictionary()).TryMatch(path, new RouteValueDictionary())
            );
        return ApiTable.Rows.Single(row => row.Function == route.Function);
    }

    private static string ValueAt(string body, string path)
    {
        using var document = JsonDocument.Parse(body);
        var at = document.RootElement;
        foreach (var step in path.Split('.'))
            at = int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? at[index] : at.GetProperty(step);
        return at.GetString()!;
    }
}
