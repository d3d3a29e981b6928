using Azure;
using Azure.Storage.Blobs.Models;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>An ETag as plain text: a listing gives it without quotes, a header with them, and the client's type calls the two unequal.</summary>
internal static class BlobVersion
{
    public static string Of(BlobItem blob) => Of(blob.Properties.ETag.GetValueOrDefault());

    public static string Of(ETag tag) => tag.ToString("G").Trim('"');
}
