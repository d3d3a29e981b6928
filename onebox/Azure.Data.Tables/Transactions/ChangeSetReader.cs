using System.Buffers.Text;
using System.Text;

namespace Azure.Data.Tables.Transactions;

/// <summary>
/// Reads the answer to a transaction: a multipart/mixed batch response with one change set response, whose parts are whole HTTP
/// responses. Line ends may be CRLF or LF.
/// </summary>
internal static class ChangeSetReader
{
    /// <summary>The responses, in the actions' order; a refused transaction has one.</summary>
    /// <param name="body">The answer's body; the responses keep it.</param>
    /// <exception cref="InvalidDataException">The body is not such an answer.</exception>
    public static List<Response> Read(byte[] body)
    {
        var boundary = Boundary(body);
        var responses = new List<Response>();
        var lines = new Lines(body);
        // To the first part's boundary: what stands before it is the batch's own.
        while (lines.MoveNext() && !IsBoundary(lines.Current(body), boundary)) { }
        while (!lines.AtEnd && !lines.Current(body).EndsWith("--"u8))
        {
            responses.Add(Part(body, boundary, ref lines));
            if (lines.AtEnd)
                throw Malformed("a part has no end");
        }
        return responses.Count > 0 ? responses : throw Malformed("it has no parts");
    }

    private static ChangeSetResponse Part(byte[] body, ReadOnlySpan<byte> boundary, ref Lines lines)
    {
        // The part's own headers, then the response's status line.
        while (lines.MoveNext() && !lines.Current(body).StartsWith("HTTP/1."u8)) { }
        if (lines.AtEnd)
            throw Malformed("a part holds no response");
        var status = Status(lines.Current(body), out var reason);
        var headersStart = lines.NextStart;
        while (lines.MoveNext() && lines.Current(body) is [_, ..] line && !IsBoundary(line, boundary)) { }
        var headers = headersStart..lines.Start;
        var contentStart = lines.Start;
        if (!lines.AtEnd && !IsBoundary(lines.Current(body), boundary))
        {
            contentStart = lines.NextStart;
            while (lines.MoveNext() && !IsBoundary(lines.Current(body), boundary)) { }
        }
        var content = body.AsSpan(contentStart, Math.Max(0, lines.Start - contentStart)).TrimEnd("\r\n"u8).Length;
        return new ChangeSetResponse(status, reason, body, headers, contentStart..(contentStart + content));
    }

    /// <summary>
    /// What stands after two dashes at the start of each delimiter line: the change set's boundary, or the batch's own where a refusal
    /// stands in no change set.
    /// </summary>
    private static ReadOnlySpan<byte> Boundary(ReadOnlySpan<byte> body)
    {
        var firstResponse = body.IndexOf("HTTP/1."u8);
        if (firstResponse < 0 || !body.StartsWith("--"u8))
            throw Malformed("it holds no response");
        var at = body[..firstResponse].IndexOf("boundary="u8);
        var named = at < 0 ? body["--"u8.Length..] : body[(at + "boundary="u8.Length)..];
        return named[..named.IndexOfAny("\r\n;"u8)].Trim((byte)'"');
    }

    private static bool IsBoundary(ReadOnlySpan<byte> line, ReadOnlySpan<byte> boundary) =>
        line.StartsWith("--"u8) && line[2..].StartsWith(boundary);

    private static int Status(ReadOnlySpan<byte> line, out string reason)
    {
        var space = line.IndexOf((byte)' ');
        if (space < 0 || !Utf8Parser.TryParse(line[(space + 1)..], out int status, out var digits))
            throw Malformed("a status line has no status");
        var rest = line[(space + 1 + digits)..].Trim((byte)' ');
        reason = rest.SequenceEqual("No Content"u8) ? "No Content" : Encoding.ASCII.GetString(rest);
        return status;
    }

    private static InvalidDataException Malformed(string what) => new($"The service's answer to a transaction is malformed: {what}.");

    /// <summary>The lines of the body, one at a time, by their places.</summary>
    private ref struct Lines(ReadOnlySpan<byte> body)
    {
        private readonly ReadOnlySpan<byte> _body = body;
        private int _end;

        public int Start { get; private set; }

        public int NextStart { get; private set; }

        public bool AtEnd { get; private set; }

        public readonly ReadOnlySpan<byte> Current(byte[] source) => source.AsSpan(Start, _end - Start);

        public bool MoveNext()
        {
            Start = NextStart;
            if (Start >= _body.Length)
            {
                AtEnd = true;
                _end = Start;
                return false;
            }
            var length = _body[Start..].IndexOf((byte)'\n');
            NextStart = length < 0 ? _body.Length : Start + length + 1;
            _end = length < 0 ? _body.Length : Start + length;
            if (_end > Start && _body[_end - 1] == '\r')
                _end--;
            return true;
        }
    }
}
