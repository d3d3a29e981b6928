using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using IntegrationHub.CareRecord.Reading;
using IntegrationHub.Hypertext;

namespace IntegrationHub.Functions.Pages.Record;

/// <summary>Pure: a resource as its sender wrote it, set out in lines.</summary>
internal static class OriginalPage
{
    internal static Page Write(string recordId, string type, ResourceVersion original) =>
        new(
            "Original",
            Html.Of(
                $"""
                <p class="hub-no-print"><a href="/records/{recordId}">The whole record</a></p>
                <h1 class="nhsuk-heading-l">{type} as its sender wrote it</h1>
                <p>Version {original.Version}, received {PlainDates.WithSeconds(original.ReceivedAt)}.</p>
                {(
                    original.Deleted
                        ? Html.Of($"<p>This version says that the resource is no more.</p>")
                        : Html.Of($"<pre class=\"hub-original\" tabindex=\"0\" aria-label=\"Original\">{SetOut(original.Body)}</pre>")
                )}
                """
            )
        );

    private static string SetOut(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 256 });
        var buffer = new ArrayBufferWriter<byte>(json.Length * 2);
        // Encoded for HTML where it goes into the page.
        var options = new JsonWriterOptions
        {
            Indented = true,
            MaxDepth = 256,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        using (var writer = new Utf8JsonWriter(buffer, options))
            document.WriteTo(writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
