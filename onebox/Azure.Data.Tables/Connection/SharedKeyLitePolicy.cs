using System.Globalization;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables.Connection;

/// <summary>Signs each try of a request with the account's key (Shared Key Lite for tables: date and canonicalised resource).</summary>
internal sealed class SharedKeyLitePolicy(TableSharedKeyCredential credential) : HttpPipelineSynchronousPolicy
{
    private const int SignatureBytes = 32;

    private readonly string _scheme = $"SharedKeyLite {credential.AccountName}:";

    public override void OnSendingRequest(HttpMessage message)
    {
        var date = TimeProvider.System.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        message.Request.Headers.SetValue("x-ms-date", date);
        var toSign = string.Concat(date, "\n", CanonicalizedResource(message.Request.Uri.ToUri()));
        message.Request.Headers.SetValue("Authorization", Authorization(toSign));
    }

    /// <summary>Account and path as they are in the URI, and the comp parameter where there is one: no other parameter is signed.</summary>
    internal string CanonicalizedResource(Uri uri)
    {
        var path = uri.AbsolutePath;
        var query = uri.Query;
        var comp = query.IndexOf("comp=", StringComparison.OrdinalIgnoreCase);
        if (comp < 0 || query[comp - 1] is not ('?' or '&'))
            return string.Concat("/", credential.AccountName, path);
        var value = query[(comp + "comp=".Length)..];
        var end = value.IndexOf('&', StringComparison.Ordinal);
        return string.Concat("/", credential.AccountName, path, "?comp=" + (end < 0 ? value : value[..end]));
    }

    private string Authorization(string toSign)
    {
        Span<byte> signature = stackalloc byte[SignatureBytes];
        var size = Encoding.UTF8.GetMaxByteCount(toSign.Length);
        var bytes = size <= 2048 ? stackalloc byte[2048] : new byte[size];
        var length = Encoding.UTF8.GetBytes(toSign, bytes);
        credential.Sign(bytes[..length], signature);
        return string.Concat(_scheme, Convert.ToBase64String(signature));
    }
}
