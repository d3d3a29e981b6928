using System.Text;

namespace Onebox.Storage.Tables;

/// <summary>A growing byte array that ends as the answer's body, without a copy.</summary>
internal sealed class Output(int capacity)
{
    private byte[] bytes = new byte[capacity];
    private int used;

    public int Length => used;

    public ReadOnlyMemory<byte> Written => bytes.AsMemory(0, used);

    public void Add(byte value)
    {
        if (used == bytes.Length)
            Grow(1);
        bytes[used++] = value;
    }

    public void Add(ReadOnlySpan<byte> value)
    {
        if (value.Length > bytes.Length - used)
            Grow(value.Length);
        value.CopyTo(bytes.AsSpan(used));
        used += value.Length;
    }

    /// <summary>Adds text as UTF-8, with nothing escaped.</summary>
    public void Add(string text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (most > bytes.Length - used)
            Grow(most);
        used += Encoding.UTF8.GetBytes(text, bytes.AsSpan(used));
    }

    public void Truncate(int length) => used = length;

    public byte[] ToArray() => bytes.AsSpan(0, used).ToArray();

    private void Grow(int more) => Array.Resize(ref bytes, Math.Max(bytes.Length * 2, used + more));
}
