using System.Globalization;
using Onebox.Storage.Engine;
using Onebox.Storage.Http;

namespace Onebox.Storage.Tables;

/// <summary>Writes a transaction's answer: one part a change, or one part with the error of the change that failed.</summary>
internal sealed class TransactionAnswer(TransactionOperation.Batch batch, Exchange exchange, TimeProvider time)
{
    private readonly string outer = $"batchresponse_{exchange.RequestId}";
    private readonly string inner = $"changesetresponse_{exchange.RequestId}";

    public EmbeddedResponse Success(long stamp)
    {
        var etag = Stamp.Etag(stamp);
        var output = Start(batch.Changes.Count * 400);
        for (var index = 0; index < batch.Changes.Count; index++)
        {
            var change = batch.Changes[index];
            var echoes = change.Kind == ChangeKind.Insert && change.EchoContent;
            StartPart(output, echoes ? 201 : 204, batch.ContentIds[index]);
            if (change.Kind == ChangeKind.Insert)
            {
                output.Add(echoes ? "Preference-Applied: return-content\r\n"u8 : "Preference-Applied: return-no-content\r\n"u8);
                output.Add("Location: "u8);
                output.Add(change.Location);
                output.Add("\r\nDataServiceId: "u8);
                output.Add(change.Location);
                output.Add("\r\n"u8);
            }

            if (change.Kind != ChangeKind.Delete)
            {
                output.Add("ETag: "u8);
                output.Add(etag);
                output.Add("\r\n"u8);
            }

            if (echoes)
                WriteEntity(output, change, stamp);
            output.Add("\r\n\r\n"u8);
        }

        return End(output);
    }

    public EmbeddedResponse Failure(Fault fault)
    {
        var output = Start(1024);
        StartPart(output, fault.Status, null);
        output.Add("Content-Type: "u8);
        output.Add(TableAnswers.JsonType);
        output.Add("\r\n\r\n"u8);
        TableAnswers.WriteFault(output, fault, exchange.RequestId, time);
        output.Add("\r\n"u8);
        return End(output);
    }

    private void WriteEntity(Output output, EntityChange change, long stamp)
    {
        var json = new EntityJson(MetadataLevel.Minimal, null, batch.Table, exchange.Target.Origin);
        output.Add("Content-Type: "u8);
        output.Add(json.ContentType);
        output.Add("\r\n\r\n"u8);
        json.WriteContext(output, single: true);
        json.WriteMembers(output, change.PartitionBytes, change.RowBytes, stamp, change.Body);
        output.Add((byte)'}');
    }

    private Output Start(int size)
    {
        var output = new Output(size + 512);
        output.Add("--"u8);
        output.Add(outer);
        output.Add("\r\nContent-Type: multipart/mixed; boundary="u8);
        output.Add(inner);
        output.Add("\r\n\r\n"u8);
        return output;
    }

    private void StartPart(Output output, int status, string? contentId)
    {
        output.Add("--"u8);
        output.Add(inner);
        output.Add("\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\nHTTP/1.1 "u8);
        output.Add(status.ToString(CultureInfo.InvariantCulture));
        output.Add((byte)' ');
        output.Add(EmbeddedResponse.Reason(status));
        output.Add("\r\n"u8);
        if (contentId is not null)
        {
            output.Add("Content-ID: "u8);
            output.Add(contentId);
            output.Add("\r\n"u8);
        }

        output.Add("X-Content-Type-Options: nosniff\r\nCache-Control: no-cache\r\nDataServiceVersion: 3.0;\r\n"u8);
    }

    private EmbeddedResponse End(Output output)
    {
        output.Add("--"u8);
        output.Add(inner);
        output.Add("--\r\n--"u8);
        output.Add(outer);
        output.Add("--\r\n"u8);
        return TableAnswers.Empty(202).WithBody($"multipart/mixed; boundary={outer}", output.Written);
    }
}
