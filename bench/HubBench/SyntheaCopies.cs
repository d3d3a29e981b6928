using System.Buffers.Text;
using System.Globalization;
using IntegrationHub.Cli.Send;

namespace IntegrationHub.Bench;

/// <summary>
/// Synthea's bundles, as often as wanted: every copy has other UUIDs, the same in all places of one bundle, and so another
/// patient with another NHS number. Its length stays.
/// </summary>
internal sealed class SyntheaCopies
{
    private const int UuidLength = 36;

    private readonly byte[][] originals;

    private SyntheaCopies(byte[][] originals) => this.originals = originals;

    /// <summary>Looks for <c>../shared/samples/synthea</c> from the working folder and from every folder above it.</summary>
    public static SyntheaCopies? TryFind()
    {
        for (var folder = new DirectoryInfo(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
        {
            var samples = Path.Combine(folder.FullName, "shared", "samples", "synthea");
            if (System.IO.Directory.Exists(samples) && System.IO.Directory.GetFiles(samples, "*.json") is { Length: > 0 } files)
                return new SyntheaCopies([.. files.Order(StringComparer.Ordinal).Select(File.ReadAllBytes)]);
        }

        return null;
    }

    public byte[] Make(int serial)
    {
        var copy = (byte[])originals[serial % originals.Length].Clone();
        var change = (uint)(serial / originals.Length) * 2_654_435_761;
        for (var at = 0; at + UuidLength <= copy.Length; at++)
        {
            if (!IsUuid(copy.AsSpan(at, UuidLength)) || !Utf8Parser.TryParse(copy.AsSpan(at, 8), out uint first, out _, 'x'))
                continue;
            (first ^ change).TryFormat(copy.AsSpan(at, 8), out _, "x8", CultureInfo.InvariantCulture);
            at += UuidLength - 1;
        }

        return NhsNumberGiving.Give(copy);
    }

    private static bool IsUuid(ReadOnlySpan<byte> text)
    {
        if (text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-')
            return false;
        foreach (var c in text)
        {
            if (c != '-' && !char.IsAsciiHexDigitLower((char)c))
                return false;
        }

        return true;
    }
}
