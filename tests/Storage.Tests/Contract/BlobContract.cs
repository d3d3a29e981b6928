using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace Onebox.Storage.Tests.Contract;

public sealed class EmbeddedBlobContract(EmbeddedUnderTest storage) : BlobContract(storage), IClassFixture<EmbeddedUnderTest>;

public sealed class AzuriteBlobContract(AzuriteUnderTest storage) : BlobContract(storage), IClassFixture<AzuriteUnderTest>;

public abstract class BlobContract(StorageUnderTest storage) : ContractTests(storage)
{
    [Fact]
    public Task A_container_is_made_once_and_listed_until_deleted() =>
        Check(async () =>
        {
            var container = await NewContainer();
            Assert.Contains(await Containers(container.Name), name => name == container.Name);
            await Refuses(409, "ContainerAlreadyExists", () => container.CreateAsync(cancellationToken: Cancellation));
            await container.CreateIfNotExistsAsync(cancellationToken: Cancellation);
            Assert.True(await container.ExistsAsync(Cancellation));
            await container.DeleteAsync(cancellationToken: Cancellation);
            Assert.False(await container.ExistsAsync(Cancellation));
            Assert.Empty(await Containers(container.Name));
        });

    [Theory]
    [InlineData("ab")]
    [InlineData("Upper")]
    [InlineData("double--hyphen")]
    [InlineData("-start")]
    public Task A_container_name_keeps_the_rules(string name) =>
        Check(() => Refuses(400, null, () => Storage.Blobs.CreateBlobContainerAsync(name, cancellationToken: Cancellation)));

    [Fact]
    public Task What_is_missing_is_named() =>
        Check(async () =>
        {
            var nowhere = Storage.Blobs.GetBlobContainerClient("no-such-container");
            await Refuses(404, "ContainerNotFound", () => nowhere.GetBlobClient("b").DownloadContentAsync(Cancellation));
            await Refuses(404, "ContainerNotFound", () => nowhere.GetBlobClient("b").UploadAsync(Bytes("x"), Cancellation));
            await Refuses(
                404,
                "ContainerNotFound",
                () => nowhere.GetBlobsAsync(cancellationToken: Cancellation).ToListAsync(Cancellation).AsTask()
            );
            var container = await NewContainer();
            await Refuses(404, "BlobNotFound", () => container.GetBlobClient("b").DownloadContentAsync(Cancellation));
            await Refuses(404, "BlobNotFound", () => container.GetBlobClient("b").GetPropertiesAsync(cancellationToken: Cancellation));
            await Refuses(404, "BlobNotFound", () => container.GetBlobClient("b").DeleteAsync(cancellationToken: Cancellation));
            Assert.False(await container.GetBlobClient("b").ExistsAsync(Cancellation));
            Assert.False(await container.GetBlobClient("b").DeleteIfExistsAsync(cancellationToken: Cancellation));
        });

    [Theory]
    [InlineData(0)]
    [InlineData(18 * 1024)]
    [InlineData(256 * 1024)]
    [InlineData((256 * 1024) + 1)]
    [InlineData(3 * 1024 * 1024)]
    public Task Content_comes_back_byte_for_byte(int size) =>
        Check(async () =>
        {
            var blob = (await NewContainer()).GetBlobClient("dir/a.json");
            var content = Random(size);
            var put = await blob.UploadAsync(new BinaryData(content), Cancellation);
            var read = await blob.DownloadContentAsync(Cancellation);
            Assert.Equal(content, read.Value.Content.ToArray());
            Assert.Equal(put.Value.ETag, read.Value.Details.ETag);
            Assert.Equal(MD5.HashData(content), read.Value.Details.ContentHash);
            Assert.Equal(size, (await blob.GetPropertiesAsync(cancellationToken: Cancellation)).Value.ContentLength);
            using var stream = new MemoryStream();
            await blob.DownloadToAsync(stream, Cancellation);
            Assert.Equal(content, stream.ToArray());
        });

    [Fact]
    public Task A_put_that_must_be_new_is_refused_the_second_time() =>
        Check(async () =>
        {
            var blob = (await NewContainer()).GetBlobClient("once");
            await blob.UploadAsync(Bytes("first"), Cancellation);
            await Refuses(409, "BlobAlreadyExists", () => blob.UploadAsync(Bytes("second"), Cancellation));
            Assert.Equal("first", await Text(blob));
            await blob.UploadAsync(Bytes("third"), overwrite: true, Cancellation);
            Assert.Equal("third", await Text(blob));
        });

    [Fact]
    public Task An_old_etag_is_refused_and_changes_nothing() =>
        Check(async () =>
        {
            var blob = (await NewContainer()).GetBlobClient("guarded");
            var first = (await blob.UploadAsync(Bytes("1"), Cancellation)).Value.ETag;
            var second = (await blob.UploadAsync(Bytes("2"), If(new BlobRequestConditions { IfMatch = first }), Cancellation)).Value.ETag;
            Assert.NotEqual(first, second);
            var old = new BlobRequestConditions { IfMatch = first };
            await Refuses(412, "ConditionNotMet", () => blob.UploadAsync(Bytes("3"), If(old), Cancellation));
            await Refuses(412, "ConditionNotMet", () => blob.DeleteAsync(conditions: old, cancellationToken: Cancellation));
            await Refuses(412, "ConditionNotMet", () => blob.SetMetadataAsync(new Dictionary<string, string>(), old, Cancellation));
            await Refuses(
                412,
                "ConditionNotMet",
                () => blob.DownloadContentAsync(new BlobDownloadOptions { Conditions = old }, Cancellation)
            );
            Assert.Equal("2", await Text(blob));
            await Refuses(
                412,
                "ConditionNotMet",
                () => blob.Container().GetBlobClient("missing").UploadAsync(Bytes("x"), If(old), Cancellation)
            );
        });

    [Fact]
    public Task Reading_what_has_not_changed_answers_304() =>
        Check(async () =>
        {
            var blob = (await NewContainer()).GetBlobClient("cached");
            var etag = (await blob.UploadAsync(Bytes("1"), Cancellation)).Value.ETag;
            var modified = (await blob.GetPropertiesAsync(cancellationToken: Cancellation)).Value.LastModified;
            Assert.Equal(304, await Read(new BlobRequestConditions { IfNoneMatch = etag }));
            Assert.Equal(304, await Read(new BlobRequestConditions { IfModifiedSince = modified }));
            await Refuses(412, "ConditionNotMet", () => Read(new BlobRequestConditions { IfUnmodifiedSince = modified.AddDays(-1) }));
            Assert.Equal(200, await Read(new BlobRequestConditions { IfNoneMatch = new ETag("\"0x1\""), IfUnmodifiedSince = modified }));
            Assert.Equal(200, await Read(new BlobRequestConditions { IfModifiedSince = modified.AddDays(-1) }));
            async Task<int> Read(BlobRequestConditions conditions)
            {
                var read = await blob.DownloadStreamingAsync(new BlobDownloadOptions { Conditions = conditions }, Cancellation);
                using var response = read.GetRawResponse();
                return response.Status;
            }
        });

    [Theory]
    [InlineData(1000)]
    [InlineData(300 * 1024)]
    public Task A_range_is_the_bytes_it_names(int size) =>
        Check(async () =>
        {
            var blob = (await NewContainer()).GetBlobClient("ranged");
            var content = Random(size);
            await blob.UploadAsync(new BinaryData(content), Cancellation);
            foreach (var (from, length) in new[] { (0L, 1L), (5, 100), (size - 1, 1), (size - 10, 500), (0, size) })
            {
                var part = await blob.DownloadContentAsync(new BlobDownloadOptions { Range = new HttpRange(from, length) }, Cancellation);
                var end = Math.Min(from + length, size);
                Assert.Equal(content[(int)from..(int)end], part.Value.Content.ToArray());
                Assert.Equal($"bytes {from}-{end - 1}/{size}", part.Value.Details.ContentRange);
            }

            var tail = await blob.DownloadContentAsync(new BlobDownloadOptions { Range = new HttpRange(size - 7) }, Cancellation);
            Assert.Equal(content[^7..], tail.Value.Content.ToArray());
            await Refuses(
                416,
                "InvalidRange",
                () => blob.DownloadContentAsync(new BlobDownloadOptions { Range = new HttpRange(size, 1) }, Cancellation)
            );
        });

    [Fact]
    public Task Headers_and_metadata_stay_with_the_blob() =>
        Check(async () =>
        {
            var blob = (await NewContainer()).GetBlobClient("described");
            var options = new BlobUploadOptions
            {
                HttpHeaders = new BlobHttpHeaders
                {
                    ContentType = "application/fhir+json",
                    ContentEncoding = "identity",
                    ContentLanguage = "en-GB",
                    CacheControl = "no-store",
                    ContentDisposition = "inline",
                },
                Metadata = new Dictionary<string, string> { ["sender"] = "X90001", ["Kind_2"] = "a b" },
            };
            await blob.UploadAsync(Bytes("{}"), options, Cancellation);
            var read = (await blob.GetPropertiesAsync(cancellationToken: Cancellation)).Value;
            Assert.Equal(("application/fhir+json", "identity", "en-GB"), (read.ContentType, read.ContentEncoding, read.ContentLanguage));
            Assert.Equal(("no-store", "inline"), (read.CacheControl, read.ContentDisposition));
            Assert.Equal(("X90001", "a b"), (read.Metadata["sender"], read.Metadata["kind_2"]));
            Assert.Equal(BlobType.Block, read.BlobType);

            await blob.SetMetadataAsync(new Dictionary<string, string> { ["only"] = "this" }, cancellationToken: Cancellation);
            await blob.SetHttpHeadersAsync(new BlobHttpHeaders { ContentType = "text/plain" }, cancellationToken: Cancellation);
            var changed = (await blob.GetPropertiesAsync(cancellationToken: Cancellation)).Value;
            Assert.Equal(("text/plain", "this"), (changed.ContentType, Assert.Single(changed.Metadata).Value));
            Assert.True(string.IsNullOrEmpty(changed.CacheControl));
            Assert.Equal(read.CreatedOn, changed.CreatedOn);
            Assert.NotEqual(read.ETag, changed.ETag);
            Assert.Equal("{}", await Text(blob));
        });

    [Fact]
    public Task Content_that_does_not_match_its_md5_is_refused() =>
        Check(async () =>
        {
            var blob = (await NewContainer()).GetBlockBlobClient("checked");
            var id = Convert.ToBase64String("block"u8);
            await Refuses(400, "Md5Mismatch", () => blob.StageBlockAsync(id, Stream("content"), Md5("other"), Cancellation));
            await blob.StageBlockAsync(id, Stream("content"), Md5("content"), Cancellation);
            static BlockBlobStageBlockOptions Md5(string text) =>
                new()
                {
                    TransferValidation = new UploadTransferValidationOptions
                    {
                        ChecksumAlgorithm = StorageChecksumAlgorithm.MD5,
                        PrecalculatedChecksum = MD5.HashData(Encoding.UTF8.GetBytes(text)),
                    },
                };
        });

    [Fact]
    public Task Names_are_case_sensitive_and_hold_any_character() =>
        Check(async () =>
        {
            var container = await NewContainer();
            string[] names = ["A", "a", "a/b/c.json", "sp ace", "pl+us%25&=?#", "\u00e9\u20ac\U0001F600", "a/..b", new string('n', 1024)];
            foreach (var name in names)
                await container.GetBlobClient(name).UploadAsync(Bytes(name), Cancellation);
            foreach (var name in names)
                Assert.Equal(name, await Text(container.GetBlobClient(name)));
            Assert.Equal(names.Order(StringComparer.Ordinal), await Names(container));
        });

    [Fact]
    public Task A_name_of_more_than_1024_characters_is_refused() =>
        Check(async () =>
        {
            var container = await NewContainer();
            await Refuses(400, null, () => container.GetBlobClient(new string('n', 1025)).UploadAsync(Bytes("x"), Cancellation));
        });

    [Fact]
    public Task A_list_is_in_order_by_prefix_and_in_pages() =>
        Check(async () =>
        {
            var container = await NewContainer();
            foreach (var name in new[] { "b/2", "a/1", "b/1", "c", "b/3", "b" })
                await container.GetBlobClient(name).UploadAsync(Bytes(name), Cancellation);
            Assert.Equal(["a/1", "b", "b/1", "b/2", "b/3", "c"], await Names(container));
            Assert.Equal(["b/1", "b/2", "b/3"], await Names(container, "b/"));
            Assert.Empty(await Names(container, "x"));
            var pages = new List<string>();
            await foreach (var page in container.GetBlobsAsync(cancellationToken: Cancellation).AsPages(pageSizeHint: 4))
                pages.Add(string.Join(',', page.Values.Select(blob => blob.Name)));
            Assert.Equal(["a/1,b,b/1,b/2", "b/3,c"], pages);
        });

    [Fact]
    public Task A_delimiter_groups_names_into_levels() =>
        Check(async () =>
        {
            var container = await NewContainer();
            foreach (var name in new[] { "x/1/a", "x/1/b", "x/2/a", "x/0", "y", "x" })
                await container.GetBlobClient(name).UploadAsync(Bytes(name), Cancellation);
            Assert.Equal(["[x/]", "x", "y"], await Level(container, null));
            Assert.Equal(["[x/1/]", "[x/2/]", "x/0"], await Level(container, "x/"));
            static async Task<List<string>> Level(BlobContainerClient container, string? prefix)
            {
                var items = await container
                    .GetBlobsByHierarchyAsync(delimiter: "/", prefix: prefix, cancellationToken: Cancellation)
                    .ToListAsync(Cancellation);
                return [.. items.Select(item => item.IsPrefix ? $"[{item.Prefix}]" : item.Blob.Name).Order(StringComparer.Ordinal)];
            }
        });

    [Fact]
    public Task A_list_tells_properties_and_metadata_where_asked() =>
        Check(async () =>
        {
            var container = await NewContainer();
            var options = new BlobUploadOptions
            {
                HttpHeaders = new BlobHttpHeaders { ContentType = "text/plain" },
                Metadata = new Dictionary<string, string> { ["k"] = "v" },
            };
            var put = await container.GetBlobClient("b").UploadAsync(Bytes("12345"), options, Cancellation);
            var plain = Assert.Single(await container.GetBlobsAsync(cancellationToken: Cancellation).ToListAsync(Cancellation));
            Assert.Equal(
                (5L, "text/plain", BlobType.Block),
                (plain.Properties.ContentLength, plain.Properties.ContentType, plain.Properties.BlobType)
            );
            Assert.Equal(put.Value.ETag.ToString().Trim('"'), plain.Properties.ETag!.Value.ToString().Trim('"'));
            Assert.True(plain.Metadata is null or { Count: 0 });
            var full = Assert.Single(
                await container.GetBlobsAsync(BlobTraits.Metadata, cancellationToken: Cancellation).ToListAsync(Cancellation)
            );
            Assert.Equal("v", full.Metadata["k"]);
        });

    [Fact]
    public Task An_upload_in_blocks_is_one_blob_at_its_commit() =>
        Check(async () =>
        {
            var blob = (await NewContainer()).GetBlobClient("large");
            var content = Random(900_000);
            var options = new BlobUploadOptions
            {
                TransferOptions = new StorageTransferOptions
                {
                    InitialTransferSize = 1000,
                    MaximumTransferSize = 300_000,
                    MaximumConcurrency = 3,
                },
                Metadata = new Dictionary<string, string> { ["k"] = "v" },
                Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
            };
            await blob.UploadAsync(new MemoryStream(content), options, Cancellation);
            Assert.Equal(content, (await blob.DownloadContentAsync(Cancellation)).Value.Content.ToArray());
            Assert.Equal("v", (await blob.GetPropertiesAsync(cancellationToken: Cancellation)).Value.Metadata["k"]);
            await Refuses(409, "BlobAlreadyExists", () => blob.UploadAsync(new MemoryStream(content), options, Cancellation));
        });

    [Fact]
    public Task Staged_blocks_are_no_blob_until_committed_and_can_be_reused() =>
        Check(async () =>
        {
            var container = await NewContainer();
            var blob = container.GetBlockBlobClient("blocks");
            await blob.StageBlockAsync(Id(1), Stream("one,"), cancellationToken: Cancellation);
            await blob.StageBlockAsync(Id(2), Stream("two,"), cancellationToken: Cancellation);
            Assert.False(await blob.ExistsAsync(Cancellation));
            Assert.Empty(await Names(container));
            await blob.CommitBlockListAsync([Id(2), Id(1)], cancellationToken: Cancellation);
            Assert.Equal("two,one,", await Text(container.GetBlobClient("blocks")));

            await blob.StageBlockAsync(Id(3), Stream("three"), cancellationToken: Cancellation);
            var list = (await blob.GetBlockListAsync(BlockListTypes.All, cancellationToken: Cancellation)).Value;
            Assert.Equal([Id(2), Id(1)], list.CommittedBlocks.Select(block => block.Name));
            Assert.Equal([Id(3)], list.UncommittedBlocks.Select(block => block.Name));
            await blob.CommitBlockListAsync([Id(1), Id(3)], cancellationToken: Cancellation);
            Assert.Equal("one,three", await Text(container.GetBlobClient("blocks")));
            await Refuses(400, "InvalidBlockList", () => blob.CommitBlockListAsync([Id(9)], cancellationToken: Cancellation));
            static string Id(int number) => Convert.ToBase64String(Encoding.ASCII.GetBytes($"block-{number:000}"));
        });

    [Fact]
    public Task A_put_drops_blocks_staged_before_it() =>
        Check(async () =>
        {
            var blob = (await NewContainer()).GetBlockBlobClient("b");
            var id = Convert.ToBase64String("block"u8);
            await blob.StageBlockAsync(id, Stream("staged"), cancellationToken: Cancellation);
            await blob.UploadAsync(Stream("whole"), cancellationToken: Cancellation);
            await Refuses(400, "InvalidBlockList", () => blob.CommitBlockListAsync([id], cancellationToken: Cancellation));
        });

    [Fact]
    public Task A_container_made_again_is_empty() =>
        Check(async () =>
        {
            var container = await NewContainer();
            await container.GetBlobClient("old").UploadAsync(Bytes("x"), Cancellation);
            await container.DeleteAsync(cancellationToken: Cancellation);
            await container.CreateAsync(cancellationToken: Cancellation);
            Assert.Empty(await Names(container));
        });

    private static BinaryData Bytes(string text) => new(text);

    private static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));

    private static BlobUploadOptions If(BlobRequestConditions conditions) => new() { Conditions = conditions };

    private static async Task<string> Text(BlobClient blob) => (await blob.DownloadContentAsync(Cancellation)).Value.Content.ToString();

    private static byte[] Random(int size)
    {
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        return bytes;
    }

    private static async Task<List<string>> Names(BlobContainerClient container, string? prefix = null) =>
        (await container.GetBlobsAsync(prefix: prefix, cancellationToken: Cancellation).ToListAsync(Cancellation)).ConvertAll(blob =>
            blob.Name
        );

    private async Task<List<string>> Containers(string prefix) =>
        (await Storage.Blobs.GetBlobContainersAsync(prefix: prefix, cancellationToken: Cancellation).ToListAsync(Cancellation)).ConvertAll(
            found => found.Name
        );
}

internal static class BlobClientParent
{
    public static BlobContainerClient Container(this BlobClient blob) => blob.GetParentBlobContainerClient();
}
