using System.Text.Json;

namespace Azure.Data.Tables.Entities;

/// <summary>Reads the service's answers to a get and to a query.</summary>
internal static class EntityReader
{
    /// <summary>Reads an answer that is one entity.</summary>
    /// <exception cref="JsonException">The answer is not an entity.</exception>
    public static T ReadOne<T>(ReadOnlySpan<byte> json)
        where T : class, ITableEntity
    {
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("The service's answer is not an entity.");
        return Read<T>(ref reader);
    }

    /// <summary>Reads an answer whose "value" is an array of entities.</summary>
    /// <exception cref="JsonException">The answer is not a page of entities.</exception>
    public static List<T> ReadPage<T>(ReadOnlySpan<byte> json)
        where T : class, ITableEntity
    {
        var reader = new Utf8JsonReader(json);
        var entities = new List<T>();
        if (!MoveToValue(ref reader))
            throw new JsonException("The service's answer is not a page of entities.");
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            entities.Add(Read<T>(ref reader));
        return entities;
    }

    /// <summary>Moves to the start of the array that the answer's "value" is.</summary>
    public static bool MoveToValue(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isValue = reader.ValueTextEquals("value"u8);
            reader.Read();
            if (isValue)
                return reader.TokenType == JsonTokenType.StartArray;
            reader.Skip();
        }
        return false;
    }

    private static T Read<T>(ref Utf8JsonReader reader)
        where T : class, ITableEntity
    {
        if (typeof(T) == typeof(TableEntity))
        {
            var entity = new TableEntity();
            DictionaryReader.Read(ref reader, entity.Properties!);
            return (T)(object)entity;
        }
        var instance = Activator.CreateInstance<T>();
        if (instance is IDictionary<string, object> dictionary)
            DictionaryReader.Read(ref reader, dictionary);
        else
            EntityType.Of(typeof(T)).Read(ref reader, instance);
        return instance;
    }
}
