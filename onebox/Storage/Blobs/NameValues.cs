using System.Text;

namespace Onebox.Storage.Blobs;

/// <summary>A blob's or container's settable headers as one column: names and values in turn, each ended by a zero byte, which no header holds.</summary>
internal static class NameValues
{
    public const string MetadataStart = "x-ms-meta-";

    public static byte[] Write(IReadOnlyList<KeyValuePair<string, string>> pairs)
    {
        var length = 0;
        foreach (var (name, value) in pairs)
            length += Encoding.UTF8.GetByteCount(name) + Encoding.UTF8.GetByteCount(value) + 2;
        var bytes = new byte[length];
        var at = 0;
        foreach (var (name, value) in pairs)
        {
            at += Encoding.UTF8.GetBytes(name, bytes.AsSpan(at)) + 1;
            at += Encoding.UTF8.GetBytes(value, bytes.AsSpan(at)) + 1;
        }

        return bytes;
    }

    public static List<KeyValuePair<string, string>> Read(ReadOnlySpan<byte> bytes)
    {
        var pairs = new List<KeyValuePair<string, string>>(4);
        while (!bytes.IsEmpty)
            pairs.Add(new KeyValuePair<string, string>(Take(ref bytes), Take(ref bytes)));
        return pairs;
    }

    public static bool IsMetadata(string name) => name.StartsWith(MetadataStart, StringComparison.OrdinalIgnoreCase);

    private static string Take(ref ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)0);
        var text = Encoding.UTF8.GetString(bytes[..end]);
        bytes = bytes[(end + 1)..];
        return text;
    }
}
