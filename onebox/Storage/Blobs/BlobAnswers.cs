using System.Globalization;
using System.Text;
using System.Xml;
using Onebox.Storage.Engine;
using Onebox.Storage.Http;

namespace Onebox.Storage.Blobs;

/// <summary>The shapes a blob answer has.</summary>
internal static class BlobAnswers
{
    private static readonly XmlWriterSettings XmlForm = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) };

    public static string Etag(long stamp) => string.Create(CultureInfo.InvariantCulture, $"\"0x{stamp:X}\"");

    public static string Date(long stamp) => new DateTime(stamp, DateTimeKind.Utc).ToString("R", CultureInfo.InvariantCulture);

    /// <summary>The answer to a write: its version and time.</summary>
    public static EmbeddedResponse Written(int status, long stamp) =>
        new EmbeddedResponse(status)
            .With("ETag", Etag(stamp))
            .With("Last-Modified", Date(stamp))
            .With("x-ms-request-server-encrypted", "true")
            .With("Content-Length", "0");

    public static EmbeddedResponse Of(Fault fault, Exchange exchange)
    {
        var response = new EmbeddedResponse(fault.Status).With("x-ms-error-code", fault.Code);
        if (exchange.Method == "HEAD" || fault.Status == 304)
            return response;
        var body = Xml(writer =>
        {
            writer.WriteStartElement("Error");
            writer.WriteElementString("Code", fault.Code);
            writer.WriteElementString("Message", $"{fault.Message}\nRequestId:{exchange.RequestId}");
            writer.WriteEndElement();
        });
        return response.WithBody("application/xml", body);
    }

    public static ReadOnlyMemory<byte> Xml(Action<XmlWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, XmlForm))
        {
            writer.WriteStartDocument();
            write(writer);
        }

        return stream.GetBuffer().AsMemory(0, (int)stream.Length);
    }
}
