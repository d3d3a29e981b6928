using System.Globalization;
using System.Text;
using System.Xml;
using Onebox.Storage.Engine;
using Onebox.Storage.Http;
using Onebox.Storage.Tables;

namespace Onebox.Storage.Blobs;

/// <summary>Put Block, Put Block List and Get Block List: how a client uploads what is too large for one request.</summary>
internal sealed class BlockOperations(StorageEngine engine, EmbeddedStorageOptions options, TimeProvider time)
{
    private const long LargestBlock = 4000L * 1024 * 1024;
    private const int LargestList = 16 * 1024 * 1024;
    private readonly BlockAssembly assembly = new(engine, options);

    public async ValueTask<Answer> StageAsync(Exchange exchange, BlobName blob)
    {
        if (!IsBlockId(exchange.Target.Query["blockid"], out var block))
            return BlobFaults.InvalidQuery;
        if (!engine.Catalogue.Containers.ContainsKey(blob.Container))
            return BlobFaults.ContainerNotFound;
        var (upload, badUpload) = await Upload.ReadAsync(exchange, engine.Files, options.LargestInlineBlob, LargestBlock);
        if (badUpload is not null)
            return badUpload;
        var stored = false;
        try
        {
            var write = new StageBlock(blob, block, upload!, time.GetUtcNow().UtcTicks) { Cancellation = exchange.Cancellation };
            if (await engine.Submit(write) is { } fault)
                return fault;
            stored = true;
        }
        finally
        {
            if (!stored)
                upload!.Abandon(engine.Files);
        }

        return new EmbeddedResponse(201)
            .With("Content-MD5", upload!.Md5)
            .With("x-ms-request-server-encrypted", "true")
            .With("Content-Length", "0");
    }

    public async ValueTask<Answer> CommitAsync(Exchange exchange, BlobName blob)
    {
        var (conditions, badCondition) = BlobConditions.Read(exchange);
        if (badCondition is not null)
            return badCondition;
        var properties = BlobHeaders.Properties(exchange, plainNamesToo: false);
        if (exchange.Header("x-ms-blob-content-md5") is { } md5)
            properties.Add(new KeyValuePair<string, string>("Content-MD5", md5));
        if (BlobHeaders.AddMetadata(exchange, properties) is { } badMetadata)
            return badMetadata;

        List<BlockReference>? list;
        using (var body = await exchange.ReadBodyAsync(LargestList))
            list = body.Exceeded ? null : BlockReference.ReadList(body.Written);
        if (list is null)
            return BlobFaults.InvalidXml;
        if (list.Count > 50_000)
            return BlobFaults.BlockListTooLong;

        while (true)
        {
            var (write, fault) = await assembly.PrepareAsync(blob, list, conditions!, NameValues.Write(properties), exchange.Cancellation);
            if (fault is not null)
                return fault;
            var stored = false;
            try
            {
                fault = await engine.Submit(write!);
                stored = fault is null;
            }
            finally
            {
                if (!stored)
                    write!.Upload.Abandon(engine.Files);
            }

            if (fault == BlobFaults.Stale)
                continue;
            return fault is null ? BlobAnswers.Written(201, write!.Stamp) : fault;
        }
    }

    public Answer List(Exchange exchange, BlobName blob)
    {
        var kind = exchange.Target.Query["blocklisttype"] ?? "committed";
        if (!engine.Catalogue.Containers.TryGetValue(blob.Container, out var container))
            return BlobFaults.ContainerNotFound;
        var state = BlockState.Read(engine, container.Id, blob);
        if (state.Row is null && state.Staged.Count == 0)
            return BlobFaults.BlobNotFound;
        var body = BlobAnswers.Xml(writer =>
        {
            writer.WriteStartElement("BlockList");
            if (kind is "committed" or "all")
                Write(writer, "CommittedBlocks", state.Committed.Select(block => (block.Id, block.Size)));
            if (kind is "uncommitted" or "all")
                Write(writer, "UncommittedBlocks", state.Staged.Select(block => (block.Key, block.Value)));
            writer.WriteEndElement();
        });
        var response = new EmbeddedResponse(200).WithBody("application/xml", body);
        if (state.Row is { } row)
        {
            response
                .With("ETag", row.Etag)
                .With("Last-Modified", BlobAnswers.Date(row.Stamp))
                .With("x-ms-blob-content-length", row.Size.ToString(CultureInfo.InvariantCulture));
        }

        return response;
    }

    private static void Write(XmlWriter writer, string element, IEnumerable<(string Id, long Size)> blocks)
    {
        writer.WriteStartElement(element);
        foreach (var (id, size) in blocks)
        {
            writer.WriteStartElement("Block");
            writer.WriteElementString("Name", id);
            writer.WriteElementString("Size", size.ToString(CultureInfo.InvariantCulture));
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    private static bool IsBlockId(string? text, out string id)
    {
        id = text ?? "";
        Span<byte> bytes = stackalloc byte[64];
        return id.Length > 0 && Convert.TryFromBase64String(id, bytes, out var length) && length > 0;
    }
}

/// <summary>One line of a block list: a block's id and where to look for it.</summary>
internal sealed record BlockReference(string Id, bool MayBeStaged, bool MayBeCommitted)
{
    /// <summary>Null where the body is not a block list.</summary>
    public static List<BlockReference>? ReadList(ReadOnlyMemory<byte> body)
    {
        var list = new List<BlockReference>();
        try
        {
            using var reader = XmlReader.Create(
                new MemoryStream(body.ToArray(), writable: false),
                new XmlReaderSettings
                {
                    DtdProcessing = DtdProcessing.Prohibit,
                    IgnoreWhitespace = true,
                    IgnoreComments = true,
                }
            );
            if (reader.MoveToContent() != XmlNodeType.Element || reader.LocalName != "BlockList")
                return null;
            if (reader.IsEmptyElement)
                return list;
            reader.Read();
            while (reader.NodeType == XmlNodeType.Element)
            {
                var kind = reader.LocalName;
                if (kind is not ("Latest" or "Uncommitted" or "Committed"))
                    return null;
                list.Add(new BlockReference(reader.ReadElementContentAsString().Trim(), kind != "Committed", kind != "Uncommitted"));
            }

            return list;
        }
        catch (XmlException)
        {
            return null;
        }
    }
}

internal sealed class StageBlock(BlobName blob, string block, Upload upload, long now) : BlobWrite(blob)
{
    private readonly BlobName blob = blob;

    protected override Fault? Apply(WriteSession session, long container, BlobRow? row)
    {
        string? replaced = null;
        using (var others = session.Database.Prepare("SELECT block, file FROM staged WHERE c = ?1 AND name = ?2"))
        {
            others.Bind(1, container).Bind(2, blob.Key);
            while (others.Step())
            {
                // All ids of one blob's blocks have one length.
                if (others.Text(0).Length != block.Length)
                    return BlobFaults.InvalidBlobOrBlock;
                if (others.Text(0) == block)
                    replaced = others.TextOrNull(1);
            }
        }

        using var insert = session.Database.Prepare(
            "INSERT OR REPLACE INTO staged(c, name, block, stamp, size, file, content) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)"
        );
        insert.Bind(1, container).Bind(2, blob.Key).Bind(3, block).Bind(4, now).Bind(5, upload.Size).Bind(6, upload.File);
        _ = upload.Content is null ? insert.BindNull(7) : insert.Bind(7, upload.Content);
        insert.Run();
        session.Count(upload.Content?.Length ?? 0);
        if (replaced is not null)
            session.Orphans.Add(replaced);
        return null;
    }
}

/// <summary>A blob's committed and staged blocks at one moment.</summary>
internal sealed class BlockState
{
    public BlobRow? Row { get; private set; }

    public List<(string Id, long Offset, long Size)> Committed { get; } = [];

    public SortedDictionary<string, long> Staged { get; } = new(StringComparer.Ordinal);

    public static BlockState Read(StorageEngine engine, long container, BlobName blob)
    {
        var state = new BlockState();
        using var lease = engine.Readers.Rent();
        var found = lease.Session.BlobBlocks.Bind(1, container).Bind(2, blob.Key);
        if (found.Step())
        {
            state.Row = BlobRow.Read(found);
            long offset = 0;
            foreach (var (id, size) in NameValues.Read(found.Bytes(6)))
            {
                var length = long.Parse(size, CultureInfo.InvariantCulture);
                state.Committed.Add((id, offset, length));
                offset += length;
            }

            found.Reset();
        }

        var staged = lease.Session.Staged.Bind(1, container).Bind(2, blob.Key);
        while (staged.Step())
            state.Staged[staged.Text(0)] = staged.Int64(1);
        return state;
    }

    public static byte[] WriteList(IEnumerable<(string Id, long Size)> blocks) =>
        NameValues.Write([
            .. blocks.Select(block => new KeyValuePair<string, string>(block.Id, block.Size.ToString(CultureInfo.InvariantCulture))),
        ]);
}
