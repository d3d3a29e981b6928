using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using IntegrationHub.Testing;

namespace Onebox.Storage.Tests.Embedded;

/// <summary>The clients on an embedded storage, without retries: a test sees the first answer.</summary>
internal static class Clients
{
    public static TableClient Table(EmbeddedStorage storage, string name, string address = "http://127.0.0.1:10002/devstoreaccount1") =>
        new(
            new Uri(address),
            name,
            new TableSharedKeyCredential(AzuriteServer.AccountName, AzuriteServer.AccountKey),
            new TableClientOptions { Transport = storage.Transport, Retry = { MaxRetries = 0 } }
        );

    public static BlobContainerClient Container(
        EmbeddedStorage storage,
        string name,
        string address = "http://127.0.0.1:10000/devstoreaccount1"
    ) => new(new Uri($"{address}/{name}"), new BlobClientOptions { Transport = storage.Transport, Retry = { MaxRetries = 0 } });

    /// <summary>For requests no client would send.</summary>
    public static HttpPipeline Raw(EmbeddedStorage storage) =>
        HttpPipelineBuilder.Build(new BlobClientOptions { Transport = storage.Transport, Retry = { MaxRetries = 0 } });
}
