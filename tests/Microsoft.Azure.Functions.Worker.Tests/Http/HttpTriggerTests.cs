using System.Net;
using System.Net.Http.Json;
using TestFunctionApp;

namespace WorkerTests.Http;

public sealed class HttpTriggerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_function_answers_below_the_route_prefix()
    {
        await using var app = await RunningApp.StartAsync("Hello");
        Assert.Equal("hello world", await app.Http.GetStringAsync("/api/Hello?name=world", Cancel));
    }

    [Fact]
    public async Task The_route_prefix_of_host_json_can_be_overridden_by_a_setting()
    {
        await using var app = await RunningApp.StartAsync(["Hello"], new() { ["AzureFunctionsJobHost:extensions:http:routePrefix"] = "" });
        Assert.Equal("hello ", await app.Http.GetStringAsync("/hello", Cancel));
        Assert.Equal(HttpStatusCode.NotFound, (await app.Http.GetAsync("/api/hello", Cancel)).StatusCode);
    }

    [Fact]
    public async Task Route_values_are_bound_by_name_and_constraints_choose_the_function()
    {
        await using var app = await RunningApp.StartAsync("ById", "ByName");
        var id = Guid.NewGuid();
        Assert.Equal($"GET {id:N} x3", await app.Http.GetStringAsync($"/api/things/{id}/3", Cancel));
        Assert.Equal(HttpStatusCode.NotFound, (await app.Http.GetAsync("/api/things/no-guid/3", Cancel)).StatusCode);
        Assert.Equal("no guid  Monday", await app.Http.GetStringAsync("/api/things/no%20guid", Cancel));
        Assert.Equal("x 7 Friday", await app.Http.GetStringAsync("/api/things/x?page=7&day=friday", Cancel));
    }

    [Fact]
    public async Task A_value_that_cannot_be_read_is_the_callers_fault()
    {
        await using var app = await RunningApp.StartAsync("NeedsNumber", "ByName");
        Assert.Equal("GET 12", await app.Http.GetStringAsync("/api/number/12", Cancel));
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Http.GetAsync("/api/number/twelve", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Http.GetAsync("/api/things/x?page=first", Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_wrong_method_is_answered_405_with_the_methods_that_are_allowed()
    {
        await using var app = await RunningApp.StartAsync("ByName", "PutThing");
        using var response = await app.Http.DeleteAsync("/api/things/x", Cancel);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["GET", "PATCH", "PUT"], response.Content.Headers.Allow.Order());
        Assert.Equal(HttpStatusCode.NotFound, (await app.Http.GetAsync("/api/nothing", Cancel)).StatusCode);
        Assert.Equal("PUT x", await (await app.Http.PutAsync("/api/things/x", null, Cancel)).Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task A_function_that_names_no_method_takes_all()
    {
        await using var app = await RunningApp.StartAsync("AnyMethod");
        using var response = await app.Http.DeleteAsync("/api/AnyMethod", Cancel);
        Assert.Equal("DELETE", await response.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task Each_kind_of_result_becomes_the_response()
    {
        await using var app = await RunningApp.StartAsync("ActionObject", "ActionStatus", "PlainText", "WritesItself", "Posted");
        using var made = await app.Http.GetAsync("/api/ActionObject?id=4", Cancel);
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        Assert.Equal("/made/4", made.Headers.Location!.OriginalString);
        Assert.Equal(new Greeting("made", 1), await made.Content.ReadFromJsonAsync<Greeting>(Cancel));
        Assert.Equal(HttpStatusCode.NoContent, (await app.Http.GetAsync("/api/ActionStatus", Cancel)).StatusCode);
        using var plain = await app.Http.GetAsync("/api/PlainText", Cancel);
        Assert.Equal("text/plain; charset=utf-8", plain.Content.Headers.ContentType!.ToString());
        Assert.Equal("plain GET", await plain.Content.ReadAsStringAsync(Cancel));
        using var byHand = await app.Http.GetAsync("/api/WritesItself", Cancel);
        Assert.Equal((HttpStatusCode.Accepted, "by hand"), (byHand.StatusCode, await byHand.Content.ReadAsStringAsync(Cancel)));
        using var posted = await app.Http.PostAsJsonAsync("/api/Posted", new Greeting("hi", 1), Cancel);
        Assert.Equal(new Greeting("hi", 2), await posted.Content.ReadFromJsonAsync<Greeting>(Cancel));
    }

    [Fact]
    public async Task A_body_that_is_not_json_is_the_callers_fault()
    {
        await using var app = await RunningApp.StartAsync("Posted");
        using var response = await app.Http.PostAsync("/api/Posted", new StringContent("{"), Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Each_invocation_has_its_own_scope_which_ends_with_it()
    {
        await using var app = await RunningApp.StartAsync("AsyncResult");
        var answers = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            using var response = await app.Http.PostAsync("/api/AsyncResult", new StringContent("body"), Cancel);
            var answer = await response.Content.ReadAsStringAsync(Cancel);
            Assert.StartsWith("body by the middleware True ", answer, StringComparison.Ordinal);
            Assert.Equal($"disposed {answer.Split(' ')[^1]}", await app.NextAsync());
            answers.Add(answer);
        }
        Assert.NotEqual(answers[0], answers[1]);
    }

    [Fact]
    public async Task Middleware_can_answer_in_the_functions_place_by_response_or_by_result()
    {
        await using var app = await RunningApp.StartAsync("ShortCut", "ShortCutResult");
        using var written = await app.Http.GetAsync("/api/ShortCut", Cancel);
        Assert.Equal((HttpStatusCode.Unauthorized, "not you"), (written.StatusCode, await written.Content.ReadAsStringAsync(Cancel)));
        Assert.Equal(HttpStatusCode.PaymentRequired, (await app.Http.GetAsync("/api/ShortCutResult", Cancel)).StatusCode);
        Assert.True(app.Journal.IsQuiet);
        Assert.Equal(["before ShortCut", "after ShortCut", "before ShortCutResult", "after ShortCutResult"], app.Journal.Around);
    }

    [Fact]
    public async Task An_exception_is_a_500_that_says_nothing()
    {
        await using var app = await RunningApp.StartAsync("Throws");
        using var response = await app.Http.GetAsync("/api/Throws", Cancel);
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(["before Throws"], app.Journal.Around);
    }

    [Fact]
    public async Task The_token_is_cancelled_when_the_caller_goes_away()
    {
        await using var app = await RunningApp.StartAsync("Waits");
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var request = app.Http.GetAsync("/api/Waits", leaving.Token);
        Assert.Equal("waiting GET", await app.NextAsync());
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        Assert.Equal("cancelled", await app.NextAsync());
    }

    [Fact]
    public async Task The_context_describes_the_function_and_the_invocation()
    {
        await using var app = await RunningApp.StartAsync("Describes");
        var described = await app.Http.GetFromJsonAsync<Dictionary<string, object>>("/api/describes/this?asked=yes", Cancel);
        Assert.NotNull(described);
        Assert.True(Guid.TryParse(described["invocationId"].ToString(), out _));
        Assert.Equal("Describes", described["name"].ToString());
        Assert.Equal("Describes", described["functionId"].ToString());
        Assert.Equal("TestFunctionApp.HttpFunctions.Describes", described["entryPoint"].ToString());
        Assert.Equal("TestFunctionApp.dll", described["assembly"].ToString());
        Assert.Equal("httpTrigger", described["trigger"].ToString());
        Assert.Equal(("this", "yes"), (described["part"].ToString(), described["asked"].ToString()));
        Assert.Equal(("True", "0"), (described["sameRequest"].ToString(), described["retries"].ToString()));
    }

    [Fact]
    public async Task The_server_names_itself_nowhere_and_its_limits_are_settings()
    {
        await using var app = await RunningApp.StartAsync(["AsyncResult"], new() { ["Kestrel:Limits:MaxRequestBodySize"] = "10" });
        using var fits = await app.Http.PostAsync("/api/AsyncResult", new StringContent("0123456789"), Cancel);
        Assert.Equal(HttpStatusCode.OK, fits.StatusCode);
        Assert.False(fits.Headers.Contains("Server"));
        using var large = await app.Http.PostAsync("/api/AsyncResult", new StringContent("0123456789+"), Cancel);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
    }
}
