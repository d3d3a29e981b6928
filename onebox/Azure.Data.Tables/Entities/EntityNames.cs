namespace Azure.Data.Tables.Entities;

internal static class EntityNames
{
    public const string PartitionKey = nameof(PartitionKey);
    public const string RowKey = nameof(RowKey);
    public const string Timestamp = nameof(Timestamp);

    /// <summary>Under which the service sends, and a dictionary entity keeps, the ETag.</summary>
    public const string ETag = "odata.etag";

    public const string Metadata = "odata.metadata";

    /// <summary>Ends the name of the annotation that gives a property's EDM type.</summary>
    public const string TypeSuffix = "@odata.type";
}

/// <summary>The EDM types whose JSON alone would not tell them, as annotations write them.</summary>
internal static class EdmTypes
{
    public static ReadOnlySpan<byte> Binary => "Edm.Binary"u8;
    public static ReadOnlySpan<byte> DateTime => "Edm.DateTime"u8;
    public static ReadOnlySpan<byte> Double => "Edm.Double"u8;
    public static ReadOnlySpan<byte> Guid => "Edm.Guid"u8;
    public static ReadOnlySpan<byte> Int64 => "Edm.Int64"u8;
}
