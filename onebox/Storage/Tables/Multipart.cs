using System.Text;

namespace Onebox.Storage.Tables;

/// <summary>A part of a multipart body: its headers, and its body as a slice of the whole.</summary>
internal readonly record struct MimePart(ReadOnlyMemory<byte> Head, ReadOnlyMemory<byte> Body)
{
    public string? Header(string name)
    {
        var rest = Head.Span;
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf((byte)'\n');
            var line = end < 0 ? rest : rest[..end];
            rest = end < 0 ? [] : rest[(end + 1)..];
            var colon = line.IndexOf((byte)':');
            if (colon == name.Length && Ascii.EqualsIgnoreCase(line[..colon], name))
                return Encoding.UTF8.GetString(line[(colon + 1)..]).Trim();
        }

        return null;
    }
}

/// <summary>Takes multipart bodies apart (RFC 2046), with CRLF or bare LF line ends.</summary>
internal static class Multipart
{
    /// <summary>The boundary a Content-Type names, or null where it is not multipart/mixed.</summary>
    public static string? Boundary(string? contentType)
    {
        if (contentType is null || !contentType.StartsWith("multipart/mixed", StringComparison.OrdinalIgnoreCase))
            return null;
        var at = contentType.IndexOf("boundary=", StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return null;
        var value = contentType.AsSpan(at + "boundary=".Length);
        var end = value.IndexOf(';');
        return (end < 0 ? value : value[..end]).Trim().Trim('"').ToString();
    }

    public static List<MimePart> Split(ReadOnlyMemory<byte> body, string boundary)
    {
        var parts = new List<MimePart>();
        var delimiter = Encoding.UTF8.GetBytes("--" + boundary);
        var start = NextDelimiter(body.Span, 0, delimiter);
        while (start >= 0)
        {
            var from = start + delimiter.Length;
            if (body.Span[from..].StartsWith("--"u8))
                break;
            var end = NextDelimiter(body.Span, from, delimiter);
            if (end < 0)
                break;
            parts.Add(Part(TrimLineEnds(body[from..end])));
            start = end;
        }

        return parts;
    }

    /// <summary>Splits at the first empty line.</summary>
    public static MimePart Part(ReadOnlyMemory<byte> text)
    {
        var span = text.Span;
        for (var at = 0; at < span.Length; )
        {
            var end = span[at..].IndexOf((byte)'\n');
            if (end < 0)
                break;
            if (span.Slice(at, end).TrimEnd((byte)'\r').IsEmpty)
                return new MimePart(text[..at], text[(at + end + 1)..]);
            at += end + 1;
        }

        return new MimePart(text, default);
    }

    // A delimiter counts only at the start of a line: the same bytes inside a value are data.
    private static int NextDelimiter(ReadOnlySpan<byte> body, int from, ReadOnlySpan<byte> delimiter)
    {
        while (true)
        {
            var found = body[from..].IndexOf(delimiter);
            if (found < 0)
                return -1;
            var at = from + found;
            if (at == 0 || body[at - 1] == (byte)'\n')
                return at;
            from = at + 1;
        }
    }

    // After the delimiter comes its line end; before the next one, the line end that belongs to that delimiter.
    private static ReadOnlyMemory<byte> TrimLineEnds(ReadOnlyMemory<byte> part)
    {
        var line = part.Span.IndexOf((byte)'\n');
        part = line < 0 ? default : part[(line + 1)..];
        if (part.Span.EndsWith("\r\n"u8))
            return part[..^2];
        return part.Span.EndsWith("\n"u8) ? part[..^1] : part;
    }
}

/// <summary>An HTTP request inside a changeset.</summary>
internal sealed class BatchedRequest
{
    private readonly MimePart envelope;
    private readonly MimePart message;

    private BatchedRequest(MimePart envelope, MimePart message, string method, string address)
    {
        this.envelope = envelope;
        this.message = message;
        Method = method;
        Address = address;
    }

    public string Method { get; }

    public string Address { get; }

    public ReadOnlyMemory<byte> Body => message.Body;

    public static BatchedRequest? Read(MimePart part)
    {
        var head = part.Body.Span;
        var end = head.IndexOf((byte)'\n');
        if (end < 0)
            return null;
        var line = Encoding.UTF8.GetString(head[..end]).Trim().Split(' ');
        if (line.Length != 3 || !line[2].StartsWith("HTTP/", StringComparison.Ordinal))
            return null;
        return new BatchedRequest(part, Multipart.Part(part.Body[(end + 1)..]), line[0].ToUpperInvariant(), line[1]);
    }

    public string? Header(string name) => message.Header(name) ?? envelope.Header(name);

    /// <summary>The path below the account, still percent-encoded.</summary>
    public string Path(string origin)
    {
        var path = Address;
        if (path.StartsWith(origin, StringComparison.OrdinalIgnoreCase))
            path = path[origin.Length..];
        else if (Uri.TryCreate(path, UriKind.Absolute, out var absolute))
            path = absolute.AbsolutePath;
        var query = path.IndexOf('?', StringComparison.Ordinal);
        return (query < 0 ? path : path[..query]).TrimStart('/');
    }
}
