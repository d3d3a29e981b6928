using System.Text.Json;
using System.Text.Json.Serialization;
using IntegrationHub.Access;
using IntegrationHub.Errors;
using IntegrationHub.Functions.Http;
using IntegrationHub.Import;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace IntegrationHub.Functions.Import;

/// <summary>
/// Large files over HTTP, block by block, into the caller's own folder of container inbound. A file is named after its content, so
/// that an upload or import that was interrupted is simply done again.
/// </summary>
public sealed class Uploads(DropBox dropBox, AccessPolicy policy)
{
    private const string OctetStream = "application/octet-stream";
    private const string NdJson = "application/x-ndjson";
    private const int MaxBody = 256;

    /// <summary>How far a file is: which blocks are there, or what became of it.</summary>
    [Function("ReadImport")]
    public async Task<IResult> Read(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "imports/{name}")] HttpRequest request,
        string name,
        CancellationToken cancellationToken
    )
    {
        var (blob, error) = Admit(request, name);
        if (error is not null)
            return RefusedResult.Of(error);
        if (await dropBox.StateAsync(blob!, cancellationToken) is { } state)
            return Json(ImportSummary.Of(state), UploadsJson.Default.ImportSummary);
        return Json(
            new UploadAnswer("uploading", DropBox.MaxBlock, await dropBox.BlocksAsync(blob!, cancellationToken)),
            UploadsJson.Default.UploadAnswer
        );
    }

    [Function("PutImportBlock")]
    public async Task<IResult> Put(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "imports/{name}/blocks/{number}")] HttpRequest request,
        string name,
        int number,
        CancellationToken cancellationToken
    )
    {
        var (blob, error) = Admit(request, name);
        if (error is not null)
            return RefusedResult.Of(error);
        if (!DropBox.IsBlock(number))
            return RefusedResult.Of(ErrorCatalogue.UploadInvalid);
        if (!Bodies.IsMediaType(request, OctetStream))
            return RefusedResult.Of(ErrorCatalogue.MediaTypeNotSupported);
        var body = await Bodies.ReadAsync(request, DropBox.MaxBlock, cancellationToken);
        if ((body.Error ?? (body.Bytes!.Length == 0 ? ErrorCatalogue.BodyInvalid.ToHubError() : null)) is { } unread)
            return RefusedResult.Of(unread);
        using var block = new MemoryStream(body.Bytes!);
        await dropBox.StageAsync(blob!, number, block, cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>All blocks are there: the file is to be read.</summary>
    [Function("StartImport")]
    public async Task<IResult> Start(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "imports/{name}")] HttpRequest request,
        string name,
        CancellationToken cancellationToken
    )
    {
        var (blob, error) = Admit(request, name);
        if (error is not null)
            return RefusedResult.Of(error);
        if (!Bodies.IsMediaType(request, Bodies.Json))
            return RefusedResult.Of(ErrorCatalogue.MediaTypeNotSupported);
        var body = await Bodies.ReadAsync(request, MaxBody, cancellationToken);
        if (body.Error is { } unread)
            return RefusedResult.Of(unread);
        if (BlocksIn(body.Bytes!) is not { } blocks || !DropBox.IsBlock(blocks - 1))
            return RefusedResult.Of(ErrorCatalogue.UploadInvalid.At("blocks"));

        var (state, refused) = await dropBox.CompleteAsync(
            blob!,
            blocks,
            request.Caller(),
            Correlation.Of(request.HttpContext),
            cancellationToken
        );
        return refused is null
            ? Json(ImportSummary.Of(state!), UploadsJson.Default.ImportSummary, StatusCodes.Status202Accepted)
            : RefusedResult.Of(refused);
    }

    /// <summary>The error file; 204 while nothing was refused.</summary>
    [Function("ReadImportErrors")]
    public async Task<IResult> Errors(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "imports/{name}/errors")] HttpRequest request,
        string name,
        CancellationToken cancellationToken
    )
    {
        var (blob, error) = Admit(request, name);
        if (error is not null)
            return RefusedResult.Of(error);
        return await dropBox.ErrorsAsync(blob!, cancellationToken) is { } errors
            ? TypedResults.Stream(errors, NdJson)
            : TypedResults.NoContent();
    }

    private (string? Blob, HubError? Error) Admit(HttpRequest request, string name)
    {
        var caller = request.Caller();
        if (policy.MaySend(caller).Refusal is { } notAllowed)
            return (null, notAllowed);
        return DropBox.BlobOf(caller, name) is { } blob ? (blob, null) : (null, ErrorCatalogue.UploadInvalid);
    }

    private static int? BlocksIn(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, UploadsJson.Default.StartRequest)?.Blocks;
        }
        catch (JsonException)
        {
            // Its message names what was sent; the code says enough.
            return null;
        }
    }

    private static BytesResult Json<T>(
        T value,
        System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type,
        int status = StatusCodes.Status200OK
    ) => new(status, Bodies.Json, JsonSerializer.SerializeToUtf8Bytes(value, type));
}

/// <param name="Blocks">Numbers of those that are there.</param>
internal sealed record UploadAnswer(string State, int BlockBytes, IReadOnlyList<int> Blocks);

/// <param name="Blocks">How many there are.</param>
internal sealed record StartRequest(int Blocks);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(UploadAnswer))]
[JsonSerializable(typeof(StartRequest))]
[JsonSerializable(typeof(ImportSummary))]
internal sealed partial class UploadsJson : JsonSerializerContext;
