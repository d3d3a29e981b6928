namespace Onebox.Storage.Tables;

/// <summary>The types a property can have: https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model#property-types.</summary>
internal enum EdmType
{
    String,
    Boolean,
    Int32,
    Int64,
    Double,
    DateTime,
    Guid,
    Binary,
}

internal static class Edm
{
    /// <summary>Table storage keeps no time before this one.</summary>
    public static readonly long EarliestTicks = new DateTime(1601, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    public static bool TryParse(ReadOnlySpan<byte> name, out EdmType type)
    {
        EdmType? found = name switch
        {
            _ when name.SequenceEqual("Edm.String"u8) => EdmType.String,
            _ when name.SequenceEqual("Edm.Int64"u8) => EdmType.Int64,
            _ when name.SequenceEqual("Edm.DateTime"u8) => EdmType.DateTime,
            _ when name.SequenceEqual("Edm.Guid"u8) => EdmType.Guid,
            _ when name.SequenceEqual("Edm.Binary"u8) => EdmType.Binary,
            _ when name.SequenceEqual("Edm.Double"u8) => EdmType.Double,
            _ when name.SequenceEqual("Edm.Int32"u8) => EdmType.Int32,
            _ when name.SequenceEqual("Edm.Boolean"u8) => EdmType.Boolean,
            _ => null,
        };
        type = found.GetValueOrDefault();
        return found is not null;
    }

    public static ReadOnlySpan<byte> Name(EdmType type) =>
        type switch
        {
            EdmType.String => "Edm.String"u8,
            EdmType.Boolean => "Edm.Boolean"u8,
            EdmType.Int32 => "Edm.Int32"u8,
            EdmType.Int64 => "Edm.Int64"u8,
            EdmType.Double => "Edm.Double"u8,
            EdmType.DateTime => "Edm.DateTime"u8,
            EdmType.Guid => "Edm.Guid"u8,
            _ => "Edm.Binary"u8,
        };
}
