using System.Text.Json;
using IntegrationHub.Functions.Api;
using IntegrationHub.Functions.Http;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Api;

/// <summary>What partners are told of the interface is what the hub answers.</summary>
public sealed class InterfaceTests(LiveHub live) : IClassFixture<LiveHub>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string> Routes =>
        new(ApiRoute.All.Select(route => (route.Function, route.Method, route.Path)));

    [Fact]
    public void Each_function_that_answers_HTTP_has_one_row_and_each_row_a_function() =>
        Assert.Equal(
            ApiRoute.All.Select(route => route.Function).Order(StringComparer.Ordinal),
            ApiTable.Rows.Select(row => row.Function).Order(StringComparer.Ordinal)
        );

    [Fact]
    public void Every_row_says_what_it_does_and_how_it_answers() =>
        Assert.All(
            ApiTable.Rows,
            row =>
            {
                Assert.EndsWith(".", row.Words, StringComparison.Ordinal);
                Assert.NotEmpty(row.Answers);
            }
        );

    [Fact]
    public async Task The_document_lists_every_route_of_the_running_hub_once()
    {
        using var document = await DocumentAsync();
        var listed =
            from path in document.RootElement.GetProperty("paths").EnumerateObject()
            from operation in path.Value.EnumerateObject()
            select (operation.Value.GetProperty("operationId").GetString()!, operation.Name, path.Name);

        Assert.Equal(ApiRoute.All.Select(route => (route.Function, route.Method, route.Path)).Order(), listed.Order());
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task A_route_is_there_and_closed_unless_the_document_says_it_is_open(string function, string method, string path)
    {
        using var document = await DocumentAsync();
        var operation = document.RootElement.GetProperty("paths").GetProperty(path).GetProperty(method);
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), new Uri(live.Address, Example(path)));

        var reply = await live.SendAsync(request, Cancellation);

        Assert.Equal(RequestGate.IsPublic(function), operation.GetProperty("security").GetArrayLength() == 0);
        Assert.Equal(!RequestGate.IsPublic(function), reply.Status == 401);
        Assert.NotEqual(405, reply.Status);
        Assert.False(reply.Status == 404 && reply.Body.Contains("INT014", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_reference_in_the_document_leads_somewhere()
    {
        using var document = await DocumentAsync();
        var references = References(document.RootElement).Distinct(StringComparer.Ordinal).ToList();

        Assert.NotEmpty(references);
        Assert.All(
            references,
            reference =>
            {
                var at = document.RootElement;
                foreach (var name in reference.Split('/').Skip(1))
                    at = at.GetProperty(name);
            }
        );
    }

    [Fact]
    public async Task The_capability_statement_says_the_same_of_the_FHIR_routes()
    {
        var reply = await live.AskAsync(TestSender.Clinician, HttpMethod.Get, "fhir/metadata", Cancellation);
        using var statement = JsonDocument.Parse(reply.Body);
        var rest = statement.RootElement.GetProperty("rest")[0];
        var ofRest = Codes(rest, "interaction").Concat(Names(rest, "operation").Select(name => "$" + name));
        var resources = rest.GetProperty("resource").EnumerateArray().ToList();
        var patient = resources.Single(resource => resource.GetProperty("type").GetString() == "Patient");
        var other = resources.Single(resource => resource.GetProperty("type").GetString() == "Observation");
        var ofPatient = Codes(patient, "interaction")
            .Except(Codes(other, "interaction"))
            .Concat(Names(patient, "operation").Select(name => "$" + name));
        var subscription = resources.Single(resource => resource.GetProperty("type").GetString() == "Subscription");
        var ofSubscription = Codes(subscription, "interaction").Concat(Names(subscription, "operation").Select(name => "$" + name));
        var said = ofRest
            .Concat(Codes(other, "interaction"))
            .Concat(ofPatient.Select(word => "Patient " + word))
            .Concat(ofSubscription.Select(word => "Subscription " + word));

        Assert.Equal(
            ApiRoute
                .All.Where(route => route.Path.StartsWith("/fhir", StringComparison.Ordinal) && route.Path != "/fhir/metadata")
                .SelectMany(Interactions)
                .Order(StringComparer.Ordinal),
            said.Order(StringComparer.Ordinal)
        );
    }

    private async Task<JsonDocument> DocumentAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(live.Address, "openapi.json"));
        var reply = await live.SendAsync(request, Cancellation);
        Assert.Equal(200, reply.Status);
        return JsonDocument.Parse(reply.Body);
    }

    /// <summary>The address with words in place of what stands in braces; no number that could be a person's.</summary>
    private static string Example(string path) =>
        path[1..]
            .Replace("{type}", "Observation", StringComparison.Ordinal)
            .Replace("{number}", "0", StringComparison.Ordinal)
            .Replace("{version}", "1", StringComparison.Ordinal)
            .Replace("{", "", StringComparison.Ordinal)
            .Replace("}", "", StringComparison.Ordinal);

    private static string[] Interactions(ApiRoute route) =>
        (route.Method, route.Path) switch
        {
            ("post", "/fhir") => ["transaction", "batch"],
            ("post", "/fhir/$process-message") => ["$process-message"],
            ("post", "/fhir/{type}") => ["create"],
            ("put", "/fhir/{type}/{id}") => ["update"],
            ("delete", "/fhir/{type}/{id}") => ["delete"],
            ("get", "/fhir/{type}/{id}") => ["read"],
            ("get", "/fhir/{type}/{id}/_history") => ["history-instance"],
            ("get", "/fhir/{type}/{id}/_history/{version}") => ["vread"],
            ("post", "/fhir/Patient/_search") => ["Patient search-type"],
            ("get", "/fhir/Patient/{id}/$everything") => ["Patient $everything"],
            ("get", "/fhir/Patient/{id}/$summary") => ["Patient $summary"],
            ("post", "/fhir/Subscription") => ["Subscription create"],
            ("get", "/fhir/Subscription/{id}") => ["Subscription read"],
            ("put", "/fhir/Subscription/{id}") => ["Subscription update"],
            ("delete", "/fhir/Subscription/{id}") => ["Subscription delete"],
            ("get", "/fhir/Subscription/{id}/$status") => ["Subscription $status"],
            ("get", "/fhir/Subscription/{id}/$events") => ["Subscription $events"],
            _ => [$"{route.Method} {route.Path} has no interaction"],
        };

    private static IEnumerable<string> Codes(JsonElement element, string list) =>
        element.GetProperty(list).EnumerateArray().Select(item => item.GetProperty("code").GetString()!);

    private static IEnumerable<string> Names(JsonElement element, string list) =>
        element.GetProperty(list).EnumerateArray().Select(item => item.GetProperty("name").GetString()!);

    private static IEnumerable<string> References(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => element
                .EnumerateObject()
                .SelectMany(property => property.NameEquals("$ref") ? [property.Value.GetString()!] : References(property.Value)),
            JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
            _ => [],
        };
}
