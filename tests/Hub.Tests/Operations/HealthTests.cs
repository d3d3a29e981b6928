using System.Text.Json.Nodes;
using IntegrationHub.Testing;
using IntegrationHub.Tests.Support;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Tests.Operations;

/// <summary>Readiness names each thing that the hub stands on, and what is wrong in words.</summary>
public sealed class HealthTests : IAsyncLifetime
{
    private readonly TestClock time = new(new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false });
    private TestHub? hub;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private TestHub Hub => hub!;

    public async ValueTask InitializeAsync() => hub = await TestHub.StartAsync(Cancellation, time);

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await Hub.DisposeAsync();
    }

    [Fact]
    public async Task All_is_well_and_looked_at_again_only_after_ten_seconds()
    {
        var (status, states) = await ReadAsync();
        Hub.Storage.Forget();
        await ReadAsync();

        Assert.Equal(200, status);
        Assert.Equal(["stores", "tables", "blobs", "service-bus", "token-keys"], states.Select(state => (string)state["name"]!));
        Assert.Empty(Hub.Storage.Calls);
        time.Advance(TimeSpan.FromSeconds(11));
        await ReadAsync();
        Assert.NotEmpty(Hub.Storage.Calls);
    }

    [Fact]
    public async Task What_does_not_answer_is_told_apart_from_what_does()
    {
        await ReadAsync();
        time.Advance(TimeSpan.FromSeconds(11));
        await Hub.BrokerDownAsync();

        var (status, states) = await ReadAsync();

        Assert.Equal(503, status);
        var sick = Assert.Single(states, state => !(bool)state["isWell"]!);
        Assert.Equal("service-bus", (string?)sick["name"]);
        Assert.NotEqual("answers", (string?)sick["words"]);

        // What was not well is asked again at once.
        Hub.BrokerUp();
        Assert.Equal(200, (await ReadAsync()).Status);
    }

    [Theory]
    [InlineData("tables", StorageCallKind.PointRead)]
    [InlineData("blobs", StorageCallKind.Making)]
    public async Task A_store_that_cannot_be_reached_is_named_with_where_to_look(string name, StorageCallKind kind)
    {
        await ReadAsync();
        time.Advance(TimeSpan.FromSeconds(11));
        _ = Hub.Storage.Arm(0, Fault.Unreached, call => call.Kind == kind);

        var (status, states) = await ReadAsync();

        Assert.Equal(503, status);
        var sick = Assert.Single(states, state => !(bool)state["isWell"]!);
        Assert.Equal(
            (name, "It cannot be reached: look at its private endpoint and DNS."),
            ((string?)sick["name"], (string?)sick["words"])
        );
        Assert.Equal(200, (await ReadAsync()).Status);
    }

    private async Task<(int Status, IReadOnlyList<JsonNode> States)> ReadAsync()
    {
        var address = Hub.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        using var answer = await http.GetAsync(new Uri(new Uri(address), "health/ready"), Cancellation);
        var json = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!;
        Assert.Equal(answer.IsSuccessStatusCode ? "ready" : "not-ready", (string?)json["status"]);
        return ((int)answer.StatusCode, [.. json["dependencies"]!.AsArray().Select(state => state!)]);
    }
}
