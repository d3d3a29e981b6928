using Azure;
using Azure.Data.Tables;
using IntegrationHub.Directory;
using IntegrationHub.Messaging;
using IntegrationHub.Storage;

namespace IntegrationHub.Subscriptions.Subscribers;

/// <summary>
/// Who has subscribed to what. All in one partition, with a row that changes in the same transaction as any of them: one point read tells
/// whether what this process knows is still so.
/// </summary>
public sealed class SubscriptionStore(Tables tables, HubDirectory directory, TimeProvider time) : IDisposable
{
    private const string Partition = "s";
    private const string Mark = "!";

    private readonly SemaphoreSlim reading = new(1, 1);
    private readonly IReadOnlyList<Subscription> builtIn = [.. BuiltIn(directory)];
    private volatile KnownSubscriptions? known;

    /// <summary>What this process knows without asking, however old; null before the first reading.</summary>
    internal KnownSubscriptions? Known => known;

    /// <summary>As of now: costs one point read while nothing has changed.</summary>
    public async Task<SubscriptionIndex> ReadAsync(CancellationToken cancellationToken)
    {
        var asOf = time.GetTimestamp();
        var mark = await ReadMarkAsync(cancellationToken);
        if (Confirmed(mark, asOf) is { } current)
            return current;
        await reading.WaitAsync(cancellationToken);
        try
        {
            // The mark first: what changes while the rows are read changes the mark, and the next caller reads again.
            asOf = time.GetTimestamp();
            mark = await ReadMarkAsync(cancellationToken);
            if (Confirmed(mark, asOf) is { } read)
                return read;
            var all = new List<Subscription>();
            var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey gt {Mark}");
            await foreach (var row in tables.Subscriptions.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
                all.Add(Subscription.Parse(row.Text("Json")) with { ETag = row.ETag });
            // One whose way its council has changed stands in the place of the directory's; one that the directory has no more sends nothing there.
            all.RemoveAll(one => one.Channel.Kind is ChannelKind.Bus && builtIn.All(made => made.Id != one.Id));
            all.AddRange(builtIn.Where(made => all.TrueForAll(one => one.Id != made.Id)));
            known = new KnownSubscriptions(new SubscriptionIndex(all, mark), asOf);
            return known.Index;
        }
        finally
        {
            reading.Release();
        }
    }

    /// <param name="seen">What was decided by: when any subscription has changed since, nothing is written.</param>
    /// <returns>False when something has.</returns>
    internal async Task<bool> WriteAsync(Subscription subscription, SubscriptionIndex seen, CancellationToken cancellationToken)
    {
        var row = new TableEntity(Partition, subscription.Id) { ["Json"] = subscription.ToJson() };
        TableRules.Assert(row);
        var mark = new TableEntity(Partition, Mark) { ["At"] = time.GetUtcNow() };
        try
        {
            await tables.Subscriptions.SubmitTransactionAsync(
                [
                    subscription.ETag is { } etag
                        ? new(TableTransactionActionType.UpdateMerge, row, etag)
                        : new(TableTransactionActionType.Add, row),
                    seen.Mark.Length == 0
                        ? new(TableTransactionActionType.Add, mark)
                        : new(TableTransactionActionType.UpdateMerge, mark, new ETag(seen.Mark)),
                ],
                cancellationToken
            );
            return true;
        }
        catch (RequestFailedException fault) when (fault.Status is 409 or 412)
        {
            return false;
        }
    }

    /// <summary>Changes a subscription as it stands, however many others change it at the same time.</summary>
    /// <param name="change">Null for no change. Called again when somebody else came first.</param>
    /// <returns>As it is now; null where there is none of that id.</returns>
    internal async Task<Subscription?> ChangeAsync(string id, Func<Subscription, Subscription?> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var index = await ReadAsync(cancellationToken);
            if (index.Find(id) is not { } now)
                return null;
            if (change(now) is not { } next)
                return now;
            if (await WriteAsync(next, index, cancellationToken))
                return (await ReadAsync(cancellationToken)).Find(id);
        }
    }

    /// <summary>Forgets a subscription that has ended and whose feed is empty by now.</summary>
    internal async Task ForgetAsync(Subscription ended, CancellationToken cancellationToken)
    {
        var mark = new TableEntity(Partition, Mark) { ["At"] = time.GetUtcNow() };
        await tables.Subscriptions.SubmitTransactionAsync(
            [
                new(TableTransactionActionType.Delete, new TableEntity(Partition, ended.Id), ETag.All),
                new(TableTransactionActionType.UpsertMerge, mark),
            ],
            cancellationToken
        );
    }

    public void Dispose() => reading.Dispose();

    /// <summary>Which changes with every change: the row's ETag, empty while nobody has subscribed.</summary>
    private async Task<string> ReadMarkAsync(CancellationToken cancellationToken)
    {
        var row = await tables.Subscriptions.GetEntityIfExistsAsync<TableEntity>(Partition, Mark, cancellationToken: cancellationToken);
        return row.HasValue ? row.Value!.ETag.ToString() : "";
    }

    /// <summary>Every council that has a subscription of the topic for social care hears there of referrals and of discharge alerts.</summary>
    private static IEnumerable<Subscription> BuiltIn(HubDirectory directory) =>
        from topic in directory.Messaging.Topics
        where topic.Name == EntityTopologySettings.SocialCareReferralsTopic
        from council in topic.Subscriptions
        select new Subscription(Subscription.BuiltInIdOf(council.Council), council.Council)
        {
            Topics = SubscriptionRules.TopicsOnTheBus,
            Channel = new(ChannelKind.Bus, null, PayloadKind.IdOnly, null),
            State = SubscriptionState.Active,
            CreatedAt = default,
        };

    /// <summary>What is known, where it still holds; it is then as of that moment.</summary>
    private SubscriptionIndex? Confirmed(string mark, long asOf)
    {
        if (known is not { } current || current.Index.Mark != mark)
            return null;
        // Not over what another reading has found meanwhile.
        if (asOf > current.AsOf)
            Interlocked.CompareExchange(ref known, current with { AsOf = asOf }, current);
        return current.Index;
    }
}

/// <param name="AsOf">The clock's timestamp when the reading began: whatever was stored before is in it.</param>
internal sealed record KnownSubscriptions(SubscriptionIndex Index, long AsOf);
