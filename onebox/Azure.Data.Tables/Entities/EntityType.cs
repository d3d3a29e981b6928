using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Serialization;
using System.Text.Json;

namespace Azure.Data.Tables.Entities;

/// <summary>What a typed entity's class has to write and read; looked up once a class.</summary>
internal sealed class EntityType
{
    private static readonly ConcurrentDictionary<Type, EntityType> Known = new();

    private readonly EntityMember[] _members;
    private readonly Dictionary<string, EntityMember> _byName = new(StringComparer.Ordinal);

    private EntityType(Type type)
    {
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0 && IsMapped(property))
            .Select(EntityMember.Of);
        var fields = type.GetFields(BindingFlags.Public | BindingFlags.Instance).Where(IsMapped).Select(EntityMember.Of);
        _members = [.. properties, .. fields];
        foreach (var member in _members)
            _byName[member.Name] = member;
        foreach (var member in SystemMember.All)
            _byName[member.Name] = member;
    }

    public static EntityType Of(Type type) => Known.GetOrAdd(type, static key => new EntityType(key));

    public void Write(Utf8JsonWriter writer, ITableEntity entity)
    {
        writer.WriteString(SystemMember.PartitionKey, entity.PartitionKey);
        writer.WriteString(SystemMember.RowKey, entity.RowKey);
        foreach (var member in _members)
            member.Write(writer, entity);
    }

    /// <summary>Reads from the object's start to its end.</summary>
    public void Read(ref Utf8JsonReader reader, ITableEntity entity)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            // Annotations are not needed: the property's own type says how to read it.
            var member = DictionaryReader.IsAnnotation(ref reader) ? null : _byName.GetValueOrDefault(DictionaryReader.NameOf(ref reader));
            reader.Read();
            if (member is null)
                reader.Skip();
            else
                member.Read(ref reader, entity);
        }
    }

    /// <summary>Keys, Timestamp and ETag go through the interface, which a class may implement explicitly.</summary>
    private static bool IsMapped(MemberInfo member) =>
        !member.IsDefined(typeof(IgnoreDataMemberAttribute))
        && EntityMember.NameOf(member)
            is not (EntityNames.PartitionKey or EntityNames.RowKey or EntityNames.Timestamp or nameof(ITableEntity.ETag));
}
