using System.Diagnostics.CodeAnalysis;
using System.Text;
using Azure.Core;

namespace Azure.Data.Tables.Transactions;

/// <summary>One action's response. Its headers are read from the batch's answer when they are asked for.</summary>
internal sealed class ChangeSetResponse(int status, string reason, byte[] answer, Range headers, Range content) : Response
{
    private Stream? _content;

    public override int Status => status;

    public override string ReasonPhrase => reason;

    public override Stream? ContentStream
    {
        get => _content ??= Stream(answer, content);
        set => _content = value;
    }

    public override string ClientRequestId { get; set; } = "";

    public override void Dispose() => _content?.Dispose();

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        foreach (var header in EnumerateHeaders())
        {
            if (header.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                value = header.Value;
                return true;
            }
        }
        value = null;
        return false;
    }

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = TryGetHeader(name, out var value) ? [value] : null;
        return values is not null;
    }

    protected override bool ContainsHeader(string name) => TryGetHeader(name, out _);

    protected override IEnumerable<HttpHeader> EnumerateHeaders()
    {
        foreach (var line in Encoding.UTF8.GetString(answer.AsSpan(headers)).Split('\n', StringSplitOptions.TrimEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
                yield return new HttpHeader(line[..colon], line[(colon + 1)..].Trim());
        }
    }

    private static MemoryStream Stream(byte[] answer, Range content)
    {
        var (offset, length) = content.GetOffsetAndLength(answer.Length);
        return new MemoryStream(answer, offset, length, writable: false, publiclyVisible: true);
    }
}
