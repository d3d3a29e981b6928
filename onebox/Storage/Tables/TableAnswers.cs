using Onebox.Storage.Engine;
using Onebox.Storage.Http;

namespace Onebox.Storage.Tables;

/// <summary>The shapes a table answer has.</summary>
internal static class TableAnswers
{
    public const string JsonType = "application/json;odata=minimalmetadata;streaming=true;charset=utf-8";

    public static EmbeddedResponse Empty(int status) =>
        new EmbeddedResponse(status)
            .With("Cache-Control", "no-cache")
            .With("X-Content-Type-Options", "nosniff")
            .With("DataServiceVersion", "3.0;");

    public static EmbeddedResponse Json(int status, string contentType, Output body) => Empty(status).WithBody(contentType, body.Written);

    public static EmbeddedResponse Of(Fault fault, Exchange exchange, TimeProvider time)
    {
        var body = new Output(256);
        WriteFault(body, fault, exchange.RequestId, time);
        return Json(fault.Status, JsonType, body).With("x-ms-error-code", fault.Code);
    }

    public static void WriteFault(Output output, Fault fault, string requestId, TimeProvider time)
    {
        output.Add("{\"odata.error\":{\"code\":"u8);
        JsonText.Write(output, fault.Code);
        output.Add(",\"message\":{\"lang\":\"en-US\",\"value\":"u8);
        JsonText.Write(output, $"{fault.Message}\nRequestId:{requestId}\nTime:{Stamp.Text(time.GetUtcNow().UtcTicks)}");
        output.Add("}}}"u8);
    }

    /// <summary>The address that a continuation header holds: opaque to clients, in the form Azure uses.</summary>
    public static string ToContinuation(string key)
    {
        var encoded = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(key)).Replace('+', '*').Replace('/', '_').Replace('=', '-');
        return $"1!{encoded.Length}!{encoded}";
    }

    public static bool TryReadContinuation(string token, out string key)
    {
        key = "";
        var second = token.IndexOf('!', 2 <= token.Length ? 2 : 0);
        if (!token.StartsWith("1!", StringComparison.Ordinal) || second < 0)
            return token.Length == 0;
        var encoded = token[(second + 1)..].Replace('*', '+').Replace('_', '/').Replace('-', '=');
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, bytes, out var length))
            return false;
        key = System.Text.Encoding.UTF8.GetString(bytes, 0, length);
        return true;
    }
}
