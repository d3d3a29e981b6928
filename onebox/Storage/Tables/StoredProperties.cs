using System.Buffers.Text;
using System.Text;

namespace Onebox.Storage.Tables;

/// <summary>
/// Walks an entity as it is stored: the members of a JSON object in the form the protocol's minimal metadata wants, without the braces and
/// the system properties, as in <c>"Due@odata.type":"Edm.DateTime","Due":"2026-01-31T09:00:00Z","Ward":"7B"</c>. Reading an entity is then
/// nearly a copy. Names are identifiers, so nothing in them needs decoding.
/// </summary>
internal ref struct StoredProperties(ReadOnlySpan<byte> body)
{
    private static ReadOnlySpan<byte> Annotation => "@odata.type"u8;

    private readonly ReadOnlySpan<byte> body = body;
    private int at;

    public ReadOnlySpan<byte> Name { get; private set; }

    public EdmType Type { get; private set; }

    /// <summary>The JSON value, with its quotes where it is a string.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Name, type annotation and value as stored.</summary>
    public ReadOnlySpan<byte> Member { get; private set; }

    public bool Next()
    {
        if (at >= body.Length)
            return false;
        var start = at;
        var name = ReadName();
        EdmType? annotated = null;
        if (name.EndsWith(Annotation))
        {
            annotated = Edm.TryParse(Unquote(ReadValue()), out var type)
                ? type
                : throw new InvalidDataException("A stored property's type is unknown.");
            at++;
            name = ReadName();
        }

        Name = name;
        Value = ReadValue();
        Type = annotated ?? Infer(Value);
        Member = body[start..at];
        at++;
        return true;
    }

    public static ReadOnlySpan<byte> Unquote(ReadOnlySpan<byte> value) => value[1..^1];

    /// <summary>Bytes this value counts for in the service's entity size: its published formula.</summary>
    public readonly int ValueSize() =>
        Type switch
        {
            EdmType.String => (CountUnits(Unquote(Value)) * 2) + 4,
            EdmType.Binary => Base64.GetMaxDecodedFromUtf8Length(Value.Length - 2) + 4,
            EdmType.Guid => 16,
            EdmType.Boolean => 1,
            EdmType.Int32 => 4,
            _ => 8,
        };

    private static int CountUnits(ReadOnlySpan<byte> quoted) =>
        quoted.Contains((byte)'\\') ? JsonText.Decode(quoted).Length : Encoding.UTF8.GetCharCount(quoted);

    private static EdmType Infer(ReadOnlySpan<byte> value) =>
        value[0] switch
        {
            (byte)'"' => EdmType.String,
            (byte)'t' or (byte)'f' => EdmType.Boolean,
            _ => value.IndexOfAny((byte)'.', (byte)'e', (byte)'E') >= 0 ? EdmType.Double : EdmType.Int32,
        };

    private ReadOnlySpan<byte> ReadName()
    {
        var name = body[(at + 1)..];
        name = name[..name.IndexOf((byte)'"')];
        at += name.Length + 3; // two quotes and the colon
        return name;
    }

    private ReadOnlySpan<byte> ReadValue()
    {
        var start = at;
        if (body[at] != (byte)'"')
        {
            var comma = body[at..].IndexOf((byte)',');
            at = comma < 0 ? body.Length : at + comma;
            return body[start..at];
        }

        at++;
        while (true)
        {
            at += body[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (body[at] == (byte)'"')
                break;
            at += 2;
        }

        at++;
        return body[start..at];
    }
}
