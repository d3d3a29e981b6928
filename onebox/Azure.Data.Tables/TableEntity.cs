using Azure.Data.Tables.Entities;

namespace Azure.Data.Tables;

/// <summary>
/// An entity as a dictionary of property names to values: string, int, long, double, bool, DateTimeOffset (or DateTime of kind UTC),
/// Guid, byte[] or BinaryData. A null value is not stored.
/// </summary>
public sealed partial class TableEntity : ITableEntity
{
    private readonly Dictionary<string, object?> _properties;

    /// <summary>An entity without keys.</summary>
    public TableEntity() => _properties = [];

    /// <summary>An entity with keys and nothing else.</summary>
    public TableEntity(string partitionKey, string rowKey)
        : this()
    {
        PartitionKey = partitionKey;
        RowKey = rowKey;
    }

    /// <summary>An entity with a copy of these properties.</summary>
    public TableEntity(IDictionary<string, object> values) => _properties = values is null ? [] : new Dictionary<string, object?>(values!);

    /// <inheritdoc/>
    public string PartitionKey
    {
        get => GetString(EntityNames.PartitionKey)!;
        set => _properties[EntityNames.PartitionKey] = value;
    }

    /// <inheritdoc/>
    public string RowKey
    {
        get => GetString(EntityNames.RowKey)!;
        set => _properties[EntityNames.RowKey] = value;
    }

    /// <inheritdoc/>
    public DateTimeOffset? Timestamp
    {
        get => GetDateTimeOffset(EntityNames.Timestamp);
        set => _properties[EntityNames.Timestamp] = value;
    }

    /// <inheritdoc/>
    public ETag ETag
    {
        get => GetString(EntityNames.ETag) is { } etag ? new ETag(etag) : default;
        set => _properties[EntityNames.ETag] = value.ToString();
    }

    /// <summary>The properties themselves, to be enumerated without boxing an enumerator.</summary>
    internal Dictionary<string, object?> Properties => _properties;

    /// <summary>The property's value; null when there is no such property.</summary>
    /// <exception cref="InvalidOperationException">The property is of another type.</exception>
    public string? GetString(string key) => Find(key) is { } value ? value as string ?? throw WrongType<string>(value) : null;

    /// <inheritdoc cref="GetString"/>
    public byte[]? GetBinary(string key) =>
        Find(key) switch
        {
            null => null,
            byte[] bytes => bytes,
            var other => throw WrongType<byte[]>(other),
        };

    /// <inheritdoc cref="GetString"/>
    public BinaryData? GetBinaryData(string key) =>
        Find(key) switch
        {
            null => null,
            BinaryData data => data,
            byte[] bytes => new BinaryData(bytes),
            var other => throw WrongType<BinaryData>(other),
        };

    /// <inheritdoc cref="GetString"/>
    public bool? GetBoolean(string key) => Get<bool>(key);

    /// <summary>The property's value in UTC; null when there is no such property.</summary>
    /// <exception cref="InvalidOperationException">The property is of another type.</exception>
    public DateTime? GetDateTime(string key) => Find(key) is DateTimeOffset moment ? moment.UtcDateTime : Get<DateTime>(key);

    /// <inheritdoc cref="GetDateTime"/>
    public DateTimeOffset? GetDateTimeOffset(string key) =>
        Find(key) is DateTime moment ? new DateTimeOffset(moment) : Get<DateTimeOffset>(key);

    /// <inheritdoc cref="GetString"/>
    public double? GetDouble(string key) => Get<double>(key);

    /// <inheritdoc cref="GetString"/>
    public Guid? GetGuid(string key) => Get<Guid>(key);

    /// <inheritdoc cref="GetString"/>
    public int? GetInt32(string key) => Get<int>(key);

    /// <inheritdoc cref="GetString"/>
    public long? GetInt64(string key) => Get<long>(key);

    private object? Find(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return _properties.GetValueOrDefault(key);
    }

    private T? Get<T>(string key)
        where T : struct =>
        Find(key) switch
        {
            null => null,
            T value => value,
            var other => throw WrongType<T>(other),
        };

    private static InvalidOperationException WrongType<T>(object value) =>
        new($"Cannot return {typeof(T)} type for a {value.GetType()} typed property.");
}
