using System.Text.Json;

namespace Azure.Data.Tables.Entities;

/// <summary>A property that every entity has, read through <see cref="ITableEntity"/>.</summary>
internal sealed class SystemMember : EntityMember
{
    public static readonly JsonEncodedText PartitionKey = JsonEncodedText.Encode(EntityNames.PartitionKey);
    public static readonly JsonEncodedText RowKey = JsonEncodedText.Encode(EntityNames.RowKey);

    public static readonly SystemMember[] All =
    [
        new(EntityNames.PartitionKey, (ref reader, entity) => entity.PartitionKey = reader.GetString()!),
        new(EntityNames.RowKey, (ref reader, entity) => entity.RowKey = reader.GetString()!),
        new(EntityNames.Timestamp, (ref reader, entity) => entity.Timestamp = EntityText.Moment(ref reader)),
        new(EntityNames.ETag, (ref reader, entity) => entity.ETag = new ETag(reader.GetString()!)),
    ];

    private readonly Setter _set;

    private SystemMember(string name, Setter set)
        : base(name) => _set = set;

    private delegate void Setter(ref Utf8JsonReader reader, ITableEntity entity);

    public override void Write(Utf8JsonWriter writer, object entity) =>
        throw new InvalidOperationException("The keys are written by the entity's type, the others by the service.");

    public override void Read(ref Utf8JsonReader reader, object entity)
    {
        if (reader.TokenType != JsonTokenType.Null)
            _set(ref reader, (ITableEntity)entity);
    }
}
