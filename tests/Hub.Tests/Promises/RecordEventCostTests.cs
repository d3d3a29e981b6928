using IntegrationHub.Access;
using IntegrationHub.Directory;
using IntegrationHub.Identifiers;
using IntegrationHub.Messaging;
using IntegrationHub.Storage;
using IntegrationHub.Subscriptions.Producers;
using IntegrationHub.Subscriptions.Subscribers;
using IntegrationHub.Testing;
using IntegrationHub.Tests.Subscriptions;
using IntegrationHub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace IntegrationHub.Tests.Promises;

/// <summary>
/// What it costs that a record's change is told, and when it is known that nobody wishes to hear it. <see cref="CostTests"/> counts what a
/// message costs where nobody does.
/// </summary>
public sealed class RecordEventCostTests : IAsyncLifetime
{
    private readonly TestClock time = new(new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private TestHub? hub;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private TestHub Hub => hub!;

    private RecordWishes Wishes => Hub.Services.GetRequiredService<RecordWishes>();

    public async ValueTask InitializeAsync() => hub = await TestHub.StartAsync(Cancellation, time);

    public ValueTask DisposeAsync() => Hub.DisposeAsync();

    [Fact]
    public async Task Others_subscriptions_cost_a_message_nothing_and_its_own_councils_one_row_of_the_outbox_and_the_telling()
    {
        var quiet = await KindsAsync();
        Assert.DoesNotContain(StorageCallKind.Query, quiet);
        await SubscribeAsync("C90003", Role.CouncilSystem);
        await SubscribeAsync("X90002", Role.GpSystem);
        await SubscribeAsync("C90001", Role.CouncilSystem, EventTopic.SocialCareReferral);
        Assert.Equal(quiet, await KindsAsync());

        await SubscribeAsync("C90001", Role.CouncilSystem);
        // The first also reads the feed's head, which the hub then remembers.
        await KindsAsync(isTold: true);
        StorageCallKind[] telling =
        [
            // The outbox is read, subscriptions are as known, the event goes into feed and log, the row is done.
            StorageCallKind.Query,
            StorageCallKind.PointRead,
            StorageCallKind.Transaction,
            StorageCallKind.TableWrite,
            StorageCallKind.TableWrite,
        ];
        Assert.Equal(quiet.Concat(telling).Order(), (await KindsAsync(isTold: true)).Order());
    }

    [Fact]
    public async Task What_is_not_known_is_told_and_costs_no_row_that_nobody_asked_for()
    {
        Assert.False(Wishes.MayBeOf([OdsCode.Parse("C90001")]));
        // The storage goes, and what was known of it becomes too old.
        var dead = Hub.Storage.Arm(0, Fault.DiesBefore);
        time.Advance(TimeSpan.FromSeconds(10));
        await dead.WaitAsync(Cancellation);
        Assert.False(Wishes.MayBeOf([OdsCode.Parse("C90001")]));
        time.Advance(TimeSpan.FromSeconds(21));
        Assert.True(Wishes.MayBeOf([OdsCode.Parse("C90001")]));
        Assert.False(Wishes.MayBeOf([]));

        await Hub.RestartAsync(Cancellation);
        Assert.False(Wishes.MayBeOf([OdsCode.Parse("C90001")]));
    }

    [Fact]
    public async Task Another_process_knows_of_a_subscription_before_it_is_said_to_be_complete()
    {
        using var store = new SubscriptionStore(Hub.Truth.Tables, Hub.Directory, time);
        using var other = new RecordWishes(Hub.Services, store, time, NullLogger<RecordWishes>.Instance);
        Assert.True(other.MayBeOf([OdsCode.Parse("C90001")]));
        await store.ReadAsync(Cancellation);
        Assert.False(other.MayBeOf([OdsCode.Parse("C90001")]));

        // What it reads at the last moment before the subscription is stored counts for as long as anything.
        var made = await SubscribeAsync("C90001", Role.CouncilSystem);
        time.Advance(RecordWishes.Oldest);
        Assert.False(other.MayBeOf([OdsCode.Parse("C90001")]));
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(other.MayBeOf([OdsCode.Parse("C90001")]));
        Assert.True(made.CompleteFrom > time.GetUtcNow());

        await store.ReadAsync(Cancellation);
        Assert.True(other.MayBeOf([OdsCode.Parse("C90001")]));
        Assert.False(other.MayBeOf([OdsCode.Parse("C90002")]));
    }

    /// <summary>The calls of a practice's bundle about somebody new, until nothing is left to do.</summary>
    private async Task<IReadOnlyList<StorageCallKind>> KindsAsync(bool isTold = false)
    {
        var message = Messages.Gp(TestPerson.New(), 10);
        Hub.Storage.Forget();
        var link = Hub.Storage.Next(call => call is { Kind: StorageCallKind.TableWrite, Store: StoreNames.Unmatched });
        var done = isTold ? Hub.OutboxDoneOf(message.Person) : link;
        Assert.True((await Hub.Client.SendAsync(message, Cancellation)).IsAcknowledgement);
        await Task.WhenAll(link, done).WaitAsync(Cancellation);
        return [.. Hub.Storage.Calls.Select(call => call.Kind)];
    }

    private async Task<Subscription> SubscribeAsync(string organisation, Role role, EventTopic topic = EventTopic.RecordChanged)
    {
        var request = new SubscriptionRequest(
            [topic],
            EventFilter.Everything,
            new Channel(ChannelKind.Pull, null, PayloadKind.IdOnly, null)
        );
        var desk = Hub.Services.GetRequiredService<SubscriptionDesk>();
        var caller = new Caller(OdsCode.Parse(organisation), role, null, "test");
        var made = Assert.IsType<DeskOutcome.Done>(await desk.RegisterAsync(caller, request, Cancellation)).Subscription;
        // Who delivers looks at what has changed, which is no part of what a message costs.
        await Hub.SentAsync();
        return made;
    }
}
