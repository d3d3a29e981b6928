namespace Azure.Data.Tables;

/// <summary>
/// What every entity has. A class that implements it is a typed entity: its public properties are the entity's, except those marked
/// <see cref="System.Runtime.Serialization.IgnoreDataMemberAttribute"/>.
/// </summary>
public interface ITableEntity
{
    /// <summary>At most 1 KiB of UTF-16; none of / \ # ? and no control characters.</summary>
    string PartitionKey { get; set; }

    /// <inheritdoc cref="PartitionKey"/>
    string RowKey { get; set; }

    /// <summary>When the service last wrote the entity (UTC); null before it has. Never sent.</summary>
    DateTimeOffset? Timestamp { get; set; }

    /// <summary>The version that the service gave the entity; default when it was not read from the service. Never sent in the body.</summary>
    ETag ETag { get; set; }
}
