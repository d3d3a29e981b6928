using System.Reflection;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Blob functions take the blob as Stream, string, byte[], BinaryData or a client, and the tokens of its path by name.</summary>
internal sealed class BlobTriggerKind : ITriggerKind
{
    public string BindingType => "blobTrigger";

    public void Check(FunctionModel function) { }

    public ArgumentSource? Argument(FunctionModel function, ParameterInfo parameter) =>
        parameter.Position == function.Trigger.Position ? Blob(parameter.ParameterType) : Arguments.FromBindingData(parameter);

    public ITriggerListener CreateListener(FunctionModel function, IServiceProvider services)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        var attribute = (BlobTriggerAttribute)function.Attribute;
        BlobPathPattern pattern;
        try
        {
            pattern = BlobPathPattern.Parse(AppSettings.Resolve(configuration, function, attribute.BlobPath));
        }
        catch (FormatException cause)
        {
            throw function.Refuse($"its blob path {cause.Message}", cause);
        }
        var storage = services.GetRequiredService<HostStorage>();
        var account = storage.Open(function, attribute.Connection);
        return new BlobListener(
            function,
            pattern,
            account.GetBlobContainerClient(pattern.Container),
            new BlobReceipts(storage.TryOpen() ?? account, function, pattern.Container),
            BlobTriggerOptions.From(function, configuration),
            services.GetRequiredService<InvocationDispatcher>(),
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<BlobListener>>()
        );
    }

    private static ArgumentSource? Blob(Type type)
    {
        if (type == typeof(Stream))
            return static context => Delivery(context).OpenAsync(context.CancellationToken);
        if (type == typeof(BlobClient) || type == typeof(BlobBaseClient))
            return static context => ValueTask.FromResult<object?>(Delivery(context).Client);
        if (type == typeof(BlockBlobClient))
            return static context =>
                ValueTask.FromResult<object?>(Delivery(context).Container.GetBlockBlobClient(Delivery(context).Blob.Name));
        if (type == typeof(BinaryData))
            return static async context => await Delivery(context).ReadAsync(context.CancellationToken);
        if (type == typeof(string))
            return static async context => (await Delivery(context).ReadAsync(context.CancellationToken)).ToString();
        if (type == typeof(byte[]))
            return static async context => (await Delivery(context).ReadAsync(context.CancellationToken)).ToArray();
        return null;
    }

    private static BlobDelivery Delivery(InvocationContext context) => (BlobDelivery)context.Trigger;
}
