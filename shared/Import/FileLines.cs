namespace IntegrationHub.Import;

/// <summary>One line of a file, without its end.</summary>
/// <param name="Number">From 1, blank lines counted.</param>
/// <param name="Bytes">Empty where the line is longer than may be.</param>
internal readonly record struct FileLine(long Number, ReadOnlyMemory<byte> Bytes, bool IsTooLong);

/// <summary>
/// Lines of a stream of any length, one at a time: at most one line is in memory, and of one that is longer than may be, nothing.
/// Blank lines are passed over.
/// </summary>
/// <param name="ending">What ends a line; null where the stream is one document.</param>
/// <param name="offset">Where the stream begins in its file.</param>
/// <param name="number">How many lines come before.</param>
internal sealed class FileLines(Stream stream, int longest, byte? ending, long offset, long number)
{
    private const int FirstBuffer = 256 * 1024;

    private byte[] buffer = new byte[FirstBuffer];
    private int start;
    private int end;
    private bool ended;

    /// <summary>Bytes of the file up to the end of the line given last: where reading may begin again.</summary>
    public long Offset => offset;

    /// <summary>How many lines that is.</summary>
    public long Number => number;

    /// <summary>Null at the end of the file.</summary>
    public async ValueTask<FileLine?> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await TakeAsync(cancellationToken) is not { } line)
                return null;
            if (line.IsTooLong || !IsBlank(line.Bytes.Span))
                return line;
        }
    }

    private async ValueTask<FileLine?> TakeAsync(CancellationToken cancellationToken)
    {
        var searched = 0;
        var tooLong = false;
        while (true)
        {
            var found = ending is { } mark ? buffer.AsSpan(start + searched, end - start - searched).IndexOf(mark) : -1;
            if (found >= 0)
                return Cut(start + searched + found, 1, tooLong);
            if (ended)
                return end > start || tooLong ? Cut(end, 0, tooLong) : null;
            searched = end - start;
            if (searched > longest)
            {
                // Only its end still matters.
                tooLong = true;
                offset += searched;
                start = end;
                searched = 0;
            }

            await FillAsync(cancellationToken);
        }
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            end -= start;
            start = 0;
        }

        if (end == buffer.Length)
            Array.Resize(ref buffer, buffer.Length * 2);
        var read = await stream.ReadAsync(buffer.AsMemory(end), cancellationToken);
        ended = read == 0;
        end += read;
    }

    private FileLine Cut(int to, int endingLength, bool tooLong)
    {
        var bytes = buffer.AsSpan(start, to - start);
        if (bytes.Length > 0 && bytes[^1] == '\r')
            bytes = bytes[..^1];
        tooLong |= bytes.Length > longest;
        var line = new FileLine(++number, tooLong ? default : bytes.ToArray(), tooLong);
        offset += to + endingLength - start;
        start = to + endingLength;
        return line;
    }

    private static bool IsBlank(ReadOnlySpan<byte> bytes) => bytes.IndexOfAnyExcept(" \t\r"u8) < 0;
}
