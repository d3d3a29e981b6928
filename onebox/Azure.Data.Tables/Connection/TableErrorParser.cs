using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using Azure.Core;

namespace Azure.Data.Tables.Connection;

/// <summary>
/// Takes code and message from the service's error body, <c>{"odata.error":{"code":…,"message":{"lang":…,"value":…}}}</c>. In a
/// transaction's answer the message starts with the failed action's index and a colon.
/// </summary>
internal sealed class TableErrorParser : RequestFailedDetailsParser
{
    public static readonly TableErrorParser Shared = new();

    public override bool TryParse(
        Response response,
        [NotNullWhen(true)] out ResponseError? error,
        [NotNullWhen(true)] out IDictionary<string, string>? data
    )
    {
        error = null;
        data = null;
        var body = response.ContentStream is null ? default : response.Content.ToMemory();
        if (body.IsEmpty)
            return false;
        try
        {
            var (code, message) = Read(body.Span);
            if (code is null)
                return false;
            data = new Dictionary<string, string>();
            if (message is not null && TryIndex(message, out var index))
            {
                data[TableTransactionFailedException.FailedEntityKey] = index.ToString(CultureInfo.InvariantCulture);
                message +=
                    "\n The index of the entity that caused the error can be found in "
                    + $"{nameof(TableTransactionFailedException.FailedTransactionActionIndex)}.";
            }
            error = new ResponseError(code, message);
            return true;
        }
        catch (JsonException)
        {
            // A proxy's page, say: the status is all there is.
            return false;
        }
    }

    internal static bool TryIndex(string message, out int index)
    {
        index = 0;
        var colon = message.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && int.TryParse(message.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out index);
    }

    private static (string? Code, string? Message) Read(ReadOnlySpan<byte> json)
    {
        string? code = null;
        string? message = null;
        var reader = new Utf8JsonReader(json);
        // The values stand at fixed depths: error object 1, its members 2, the message's members 3.
        var inError = false;
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
                continue;
            if (reader.CurrentDepth == 1)
                inError = reader.ValueTextEquals("odata.error"u8);
            else if (inError && reader.CurrentDepth == 2 && reader.ValueTextEquals("code"u8))
                code = NextString(ref reader);
            else if (inError && reader.CurrentDepth == 3 && reader.ValueTextEquals("value"u8))
                message = NextString(ref reader);
        }
        return (code, message);
    }

    private static string? NextString(ref Utf8JsonReader reader) =>
        reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
}
