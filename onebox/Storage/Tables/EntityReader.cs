using System.Text.Json;
using System.Text.Unicode;
using Onebox.Storage.Engine;

namespace Onebox.Storage.Tables;

/// <summary>Reads an entity from a request's JSON, checks every property against Azure's rules, and writes the stored form.</summary>
internal sealed class EntityReader
{
    private static ReadOnlySpan<byte> Annotation => "@odata.type"u8;

    private readonly ReadOnlyMemory<byte> json;
    private readonly List<Member> members = new(24);
    private readonly List<(ReadOnlyMemory<byte> Name, ReadOnlyMemory<byte> Type)> annotations = new(8);

    private EntityReader(ReadOnlyMemory<byte> json) => this.json = json;

    private readonly record struct Member(ReadOnlyMemory<byte> Name, JsonTokenType Token, ReadOnlyMemory<byte> Value, bool Escaped);

    /// <summary>The entity, or the fault that refuses it.</summary>
    public static (EntityImage? Image, Fault? Fault) Read(ReadOnlyMemory<byte> json)
    {
        if (!Utf8.IsValid(json.Span))
            return (null, TableFaults.InvalidInput);
        var reader = new EntityReader(json);
        try
        {
            if (reader.Collect() is { } fault)
                return (null, fault);
            return reader.Build();
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            // InvalidOperationException is what the reader says of an escaped lone surrogate.
            return (null, TableFaults.InvalidInput);
        }
    }

    private Fault? Collect()
    {
        var reader = new Utf8JsonReader(json.Span, new JsonReaderOptions { MaxDepth = 4 });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return TableFaults.InvalidInput;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueIsEscaped
                ? System.Text.Encoding.UTF8.GetBytes(reader.GetString()!)
                : json.Slice((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
            reader.Read();
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                return TableFaults.InvalidInput;
            var quote = reader.TokenType == JsonTokenType.String ? 1 : 0;
            var value = json.Slice((int)reader.TokenStartIndex + quote, reader.ValueSpan.Length);

            var span = name.Span;
            if (span.EndsWith(Annotation))
                annotations.Add((name[..^Annotation.Length], value));
            else if (!span.StartsWith("odata."u8) && !span.SequenceEqual("Timestamp"u8))
                members.Add(new Member(name, reader.TokenType, value, reader.ValueIsEscaped));
        }

        while (reader.Read()) { }
        return null;
    }

    private (EntityImage?, Fault?) Build()
    {
        string? partitionKey = null;
        string? rowKey = null;
        var output = new Output(json.Length + 64);
        for (var index = 0; index < members.Count; index++)
        {
            var member = members[index];
            var name = member.Name.Span;
            if (name.SequenceEqual("PartitionKey"u8) || name.SequenceEqual("RowKey"u8))
            {
                if (member.Token != JsonTokenType.String)
                    return (null, member.Token == JsonTokenType.Null ? TableFaults.PropertiesNeedValue : TableFaults.InvalidInput);
                var key = Text(member);
                if (KeyRules.CheckKey(key) is { } keyFault)
                    return (null, keyFault);
                if (name[0] == (byte)'P')
                    partitionKey = key;
                else
                    rowKey = key;
                continue;
            }

            if (KeyRules.CheckPropertyName(name) is { } nameFault)
                return (null, nameFault);
            if (IsRepeated(index))
                return (null, TableFaults.DuplicateProperties);
            if (member.Token == JsonTokenType.Null)
                continue;

            var start = output.Length;
            if (start > 0)
                output.Add((byte)',');
            if (WriteProperty(output, member) is { } fault)
                return (null, fault);
        }

        return (new EntityImage(partitionKey, rowKey, output.ToArray()), null);
    }

    private Fault? WriteProperty(Output output, Member member)
    {
        EdmType? type = null;
        foreach (var (name, annotated) in annotations)
        {
            if (!name.Span.SequenceEqual(member.Name.Span))
                continue;
            if (!Edm.TryParse(annotated.Span, out var found))
                return TableFaults.InvalidInput;
            type = found;
            break;
        }

        // A plain string is most of what is stored: it is copied as it came.
        if (member is { Token: JsonTokenType.String, Escaped: false } && (type ?? EdmType.String) == EdmType.String)
            return PropertyValues.WritePlainString(output, member.Name.Span, member.Value.Span);

        return PropertyValues.Write(output, member.Name.Span, type, member.Token, member.Escaped ? Text(member) : null, member.Value.Span);
    }

    private bool IsRepeated(int index)
    {
        var name = members[index].Name.Span;
        for (var before = 0; before < index; before++)
        {
            if (members[before].Name.Span.SequenceEqual(name))
                return true;
        }

        return false;
    }

    private static string Text(Member member)
    {
        if (!member.Escaped)
            return System.Text.Encoding.UTF8.GetString(member.Value.Span);
        var quoted = new byte[member.Value.Length + 2];
        quoted[0] = quoted[^1] = (byte)'"';
        member.Value.Span.CopyTo(quoted.AsSpan(1));
        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        return reader.GetString()!;
    }
}
