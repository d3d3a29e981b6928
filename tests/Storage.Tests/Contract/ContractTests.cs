using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Xunit.Sdk;

namespace Onebox.Storage.Tests.Contract;

/// <summary>
/// A test of the contract runs against each service. Where <see cref="KnownDifferences"/> lists it, Azurite must fail it: a difference that
/// has gone away must leave the list.
/// </summary>
public abstract class ContractTests(StorageUnderTest storage)
{
    private static int names;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected StorageUnderTest Storage { get; } = storage;

    protected async Task Check(Func<Task> body, [CallerMemberName] string test = "")
    {
        Assert.SkipWhen(Storage.MissingBecause is not null, Storage.MissingBecause ?? "");
        if (!Storage.IsAzurite || !KnownDifferences.All.Any(difference => difference.Test == test))
        {
            await body();
            return;
        }

        var differs = false;
        try
        {
            await body();
        }
        catch (Exception exception) when (exception is XunitException or RequestFailedException or InvalidOperationException)
        {
            differs = true;
        }

        Assert.True(differs, $"Azurite now passes {test}: take it off the list of known differences.");
    }

    protected async Task<TableClient> NewTable()
    {
        var table = Storage.Tables.GetTableClient($"Contract{Interlocked.Increment(ref names)}");
        await table.CreateAsync(Cancellation);
        return table;
    }

    protected async Task<BlobContainerClient> NewContainer()
    {
        var container = Storage.Blobs.GetBlobContainerClient($"contract-{Interlocked.Increment(ref names)}");
        await container.CreateAsync(cancellationToken: Cancellation);
        return container;
    }

    protected static async Task Refuses(int status, string? code, Func<Task> act)
    {
        var refused = await Assert.ThrowsAnyAsync<RequestFailedException>(act);
        Assert.Equal(status, refused.Status);
        if (code is not null)
            Assert.Equal(code, refused.ErrorCode);
    }
}
