using System.Globalization;
using System.Net;
using System.Text.Json;
using IntegrationHub.Cli.Running;
using IntegrationHub.Import;

namespace IntegrationHub.Cli.Import;

/// <summary>Uploads files to a hub and asks how far it has come with them: the routes under /imports.</summary>
internal sealed class ImportClient(HubConnection hub)
{
    private const int MaxBlock = 4 * 1024 * 1024;

    /// <summary>Sends what of the file the hub does not have yet, and has it read.</summary>
    /// <param name="sent">Called with the bytes of each block that is there.</param>
    /// <exception cref="CommandFailure">The hub refuses it.</exception>
    public async Task UploadAsync(ImportFile file, Action<long> sent, CancellationToken cancellation)
    {
        var there = await StateAsync(file, cancellation);
        if (there.State is not null)
        {
            sent(file.Bytes);
            return;
        }

        var blocks = (int)Math.Max(1, (file.Bytes + MaxBlock - 1) / MaxBlock);
        using var content = File.OpenHandle(file.Path);
        var buffer = new byte[MaxBlock];
        for (var block = 0; block < blocks; block++)
        {
            var offset = (long)block * MaxBlock;
            var length = (int)Math.Min(MaxBlock, file.Bytes - offset);
            if (!there.Blocks.Contains(block))
            {
                var read = await ReadAsync(content, buffer.AsMemory(0, length), offset, cancellation);
                var path = string.Create(CultureInfo.InvariantCulture, $"imports/{file.Name}/blocks/{block}");
                Check(await hub.SendAsync(HttpMethod.Put, path, "application/octet-stream", read, cancellation), file);
            }

            sent(length);
        }

        var start = JsonSerializer.SerializeToUtf8Bytes(new StartUpload(blocks), ImportCommandJson.Default.StartUpload);
        Check(await hub.SendAsync(HttpMethod.Post, $"imports/{file.Name}", "application/json", start, cancellation), file);
    }

    /// <summary>What the hub knows of the file: how far it is with it, or which blocks it has.</summary>
    public async Task<(ImportSummary? State, IReadOnlyList<int> Blocks)> StateAsync(ImportFile file, CancellationToken cancellation)
    {
        var reply = await hub.GetAsync($"imports/{file.Name}", cancellation);
        Check(reply, file);
        using var json = JsonDocument.Parse(reply.Body);
        return json.RootElement.TryGetProperty("blocks", out var blocks)
            ? (null, [.. blocks.EnumerateArray().Select(block => block.GetInt32())])
            : (JsonSerializer.Deserialize(reply.Body, ImportCommandJson.Default.ImportSummary), []);
    }

    /// <summary>Writes the error file beside the input, where there is one.</summary>
    /// <returns>Its path, or null.</returns>
    public async Task<string?> SaveErrorsAsync(ImportFile file, CancellationToken cancellation)
    {
        var beside = file.Path + DroppedFile.ErrorsEnding;
        var reply = await hub.GetAsync($"imports/{file.Name}/errors", cancellation);
        Check(reply, file);
        if (reply.Status == HttpStatusCode.NoContent)
        {
            File.Delete(beside);
            return null;
        }

        await File.WriteAllBytesAsync(beside, reply.Body, cancellation);
        return beside;
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(
        Microsoft.Win32.SafeHandles.SafeFileHandle content,
        Memory<byte> block,
        long offset,
        CancellationToken cancellation
    )
    {
        var count = 0;
        while (count < block.Length)
        {
            var read = await RandomAccess.ReadAsync(content, block[count..], offset + count, cancellation);
            if (read == 0)
                throw new CommandFailure("A file became shorter while it was uploaded: run the command again.");
            count += read;
        }

        return block;
    }

    private static void Check(HubConnection.Reply reply, ImportFile file)
    {
        if (!reply.IsSuccess)
            throw new CommandFailure($"The hub does not take {file.Path}: {(int)reply.Status} {reply.Code}.");
    }
}
