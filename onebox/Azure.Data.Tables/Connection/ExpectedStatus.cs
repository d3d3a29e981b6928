using Azure.Core;

namespace Azure.Data.Tables.Connection;

/// <summary>Statuses of 400 and above that are an answer here, not an error: diagnostics then do not count them as one.</summary>
internal sealed class ExpectedStatus(int status) : ResponseClassifier
{
    public static readonly ExpectedStatus NotFound = new(404);
    public static readonly ExpectedStatus Conflict = new(409);

    public override bool IsErrorResponse(HttpMessage message) => message.Response.Status != status && base.IsErrorResponse(message);
}
