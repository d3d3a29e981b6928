using System.Reflection;
using System.Runtime.Serialization;
using System.Text.Json;

namespace Azure.Data.Tables.Entities;

/// <summary>A property or field of a typed entity, under the name it has in the table.</summary>
internal abstract class EntityMember(string name)
{
    /// <summary>The property's name in the table.</summary>
    public string Name { get; } = name;

    /// <summary>Writes name, annotation and value; nothing for a null.</summary>
    public abstract void Write(Utf8JsonWriter writer, object entity);

    /// <summary>Sets the value at the reader's place, or leaves the entity as it is.</summary>
    public abstract void Read(ref Utf8JsonReader reader, object entity);

    /// <summary>The name that DataMember gives the property, or its own.</summary>
    public static string NameOf(MemberInfo member) => member.GetCustomAttribute<DataMemberAttribute>()?.Name ?? member.Name;

    public static EntityMember Of(PropertyInfo property) =>
        Make(nameof(OfProperty), property, property.DeclaringType!, property.PropertyType);

    public static EntityMember Of(FieldInfo field) => Make(nameof(OfField), field, field.DeclaringType!, field.FieldType);

    private static EntityMember Make(string factory, MemberInfo member, Type owner, Type value) =>
        (EntityMember)
            typeof(EntityMember)
                .GetMethod(factory, BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(owner, value)
                .Invoke(null, [member])!;

    private static EntityMember<TValue> OfProperty<TOwner, TValue>(PropertyInfo property)
    {
        if (typeof(TOwner).IsValueType)
        {
            return new EntityMember<TValue>(
                NameOf(property),
                property.CanRead ? entity => (TValue?)property.GetValue(entity) : null,
                property.CanWrite ? (entity, value) => property.SetValue(entity, value) : null
            );
        }
        var get = property.GetMethod?.CreateDelegate<Func<TOwner, TValue?>>();
        var set = property.SetMethod?.CreateDelegate<Action<TOwner, TValue?>>();
        return new EntityMember<TValue>(
            NameOf(property),
            get is null ? null : entity => get((TOwner)entity),
            set is null ? null : (entity, value) => set((TOwner)entity, value)
        );
    }

    private static EntityMember<TValue> OfField<TOwner, TValue>(FieldInfo field) =>
        new(
            NameOf(field),
            entity => (TValue?)field.GetValue(entity),
            field.IsInitOnly ? null : (entity, value) => field.SetValue(entity, value)
        );
}

internal sealed class EntityMember<TValue>(string name, Func<object, TValue?>? get, Action<object, TValue?>? set) : EntityMember(name)
{
    private readonly ValueCodec<TValue>? _codec = ValueCodecs.For<TValue>();
    private readonly JsonEncodedText _name = JsonEncodedText.Encode(name);
    private readonly JsonEncodedText _annotation = JsonEncodedText.Encode(name + EntityNames.TypeSuffix);
    private readonly JsonEncodedText _edmType = JsonEncodedText.Encode(ValueCodecs.For<TValue>()?.EdmType ?? "");

    public override void Write(Utf8JsonWriter writer, object entity)
    {
        if (get is null || get(entity) is not { } value)
            return;
        if (_codec is null)
            throw new NotSupportedException($"Not supported type {typeof(TValue)}.");
        if (_codec.EdmType is not null)
            writer.WriteString(_annotation, _edmType);
        writer.WritePropertyName(_name);
        _codec.Write(writer, value);
    }

    public override void Read(ref Utf8JsonReader reader, object entity)
    {
        if (set is null || _codec is null)
            reader.Skip();
        else if (reader.TokenType == JsonTokenType.Null)
            set(entity, default);
        else if (_codec.Read(ref reader, out var value))
            set(entity, value);
    }
}
