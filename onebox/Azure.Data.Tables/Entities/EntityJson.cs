using System.Text.Encodings.Web;
using System.Text.Json;
using Azure.Data.Tables.Connection;

namespace Azure.Data.Tables.Entities;

/// <summary>Writes entities as the service's JSON: annotated where the JSON alone would not tell the EDM type, without nulls.</summary>
internal static class EntityJson
{
    private static readonly JsonWriterOptions Options = new()
    {
        // Shorter than \u escapes and as valid; what it leaves unescaped is a danger only inside HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    /// <summary>Appends the entity to the body.</summary>
    /// <exception cref="NotSupportedException">A property's type has no EDM type.</exception>
    public static void Append<T>(PooledBody body, T entity)
        where T : ITableEntity
    {
        // Taken out of the slot while in use: a getter of a typed entity might itself write an entity.
        var writer = _writer ?? new Utf8JsonWriter(body, Options);
        _writer = null;
        writer.Reset(body);
        writer.WriteStartObject();
        switch (entity)
        {
            case TableEntity dictionary:
                foreach (var (name, value) in dictionary.Properties)
                    WriteProperty(writer, name, value);
                break;
            case IDictionary<string, object> dictionary:
                foreach (var (name, value) in dictionary)
                    WriteProperty(writer, name, value);
                break;
            default:
                EntityType.Of(entity.GetType()).Write(writer, entity);
                break;
        }
        writer.WriteEndObject();
        writer.Flush();
        _writer = writer;
    }

    private static void WriteProperty(Utf8JsonWriter writer, string name, object? value)
    {
        // The service keeps no nulls, and sets Timestamp and ETag itself.
        if (value is null || name is EntityNames.ETag or EntityNames.Timestamp or EntityNames.Metadata)
            return;
        var edmType = EntityValue.Annotation(value);
        if (!edmType.IsEmpty)
            WriteAnnotation(writer, name, edmType);
        writer.WritePropertyName(name);
        EntityValue.Write(writer, value);
    }

    private static void WriteAnnotation(Utf8JsonWriter writer, string name, ReadOnlySpan<byte> edmType)
    {
        const int Longest = 255;
        if (name.Length > Longest)
        {
            writer.WriteString(name + EntityNames.TypeSuffix, edmType);
            return;
        }
        Span<char> annotation = stackalloc char[Longest + EntityNames.TypeSuffix.Length];
        name.CopyTo(annotation);
        EntityNames.TypeSuffix.CopyTo(annotation[name.Length..]);
        writer.WriteString(annotation[..(name.Length + EntityNames.TypeSuffix.Length)], edmType);
    }
}
