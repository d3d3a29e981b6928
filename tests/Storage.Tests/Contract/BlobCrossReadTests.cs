using System.Security.Cryptography;
using System.Text.Json;
using Azure.Storage.Blobs.Models;
using IntegrationHub.Testing;

namespace Onebox.Storage.Tests.Contract;

/// <summary>What this client writes, the official JavaScript client reads, and the other way round, with Azurite between them.</summary>
public sealed class BlobCrossReadTests(AzuriteUnderTest storage) : ContractTests(storage), IClassFixture<AzuriteUnderTest>
{
    private static readonly Dictionary<string, string> Packages = new() { ["@azure/storage-blob"] = "12.29.1" };

    [Fact]
    public async Task Both_clients_read_each_others_blobs()
    {
        Assert.SkipWhen(Storage.MissingBecause is not null, Storage.MissingBecause ?? "");
        var packages = await NpmPackages.EnsureAsync(Packages, Cancellation);
        Assert.SkipUnless(packages.IsAvailable, packages.Reason);

        var container = await NewContainer();
        var content = new byte[300_000];
        new Random(1).NextBytes(content);
        await container
            .GetBlobClient("from .NET/\u00e9 1.json")
            .UploadAsync(
                new BinaryData(content),
                new BlobUploadOptions
                {
                    HttpHeaders = new BlobHttpHeaders { ContentType = "application/fhir+json" },
                    Metadata = new Dictionary<string, string> { ["sender"] = "X90001" },
                },
                Cancellation
            );

        var server = ((AzuriteUnderTest)Storage).Server;
        var script = Path.Combine(AppContext.BaseDirectory, "Contract", "blob-cross-read.js");
        var output = await NodeScript.RunFileAsync(packages.Value, script, [server.ConnectionString, container.Name], Cancellation);
        using var read = JsonDocument.Parse(output);
        Assert.Equal("from .NET/\u00e9 1.json", read.RootElement.GetProperty("name").GetString());
        Assert.Equal("application/fhir+json", read.RootElement.GetProperty("type").GetString());
        Assert.Equal("X90001", read.RootElement.GetProperty("sender").GetString());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), read.RootElement.GetProperty("sha256").GetString());

        var written = await container.GetBlobClient("from JavaScript/\u20ac.bin").DownloadContentAsync(Cancellation);
        Assert.Equal([0, 1, 254, 255], written.Value.Content.ToArray());
        Assert.Equal(("application/octet-stream", "y"), (written.Value.Details.ContentType, written.Value.Details.Metadata["x"]));
    }
}
