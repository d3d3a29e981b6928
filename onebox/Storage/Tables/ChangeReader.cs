using Onebox.Storage.Engine;

namespace Onebox.Storage.Tables;

/// <summary>Turns a request, alone or inside a transaction, into a checked change.</summary>
internal static class ChangeReader
{
    public static (EntityChange? Change, Fault? Fault) Insert(string origin, string table, string? prefer, ReadOnlyMemory<byte> body)
    {
        var (image, fault) = EntityReader.Read(body);
        if (fault is not null)
            return (null, fault);
        if (image!.PartitionKey is not { } partitionKey || image.RowKey is not { } rowKey)
            return (null, TableFaults.PropertiesNeedValue);

        var change = new EntityChange
        {
            Kind = ChangeKind.Insert,
            PartitionKey = partitionKey,
            RowKey = rowKey,
            Condition = default,
            Body = image.Body,
            EchoContent = !string.Equals(prefer, "return-no-content", StringComparison.OrdinalIgnoreCase),
            Location = $"{origin}/{EntityAddress.Of(table, partitionKey, rowKey)}",
        };
        return Whole(change);
    }

    public static (EntityChange? Change, Fault? Fault) Change(
        EntityAddress address,
        ChangeKind kind,
        string? ifMatch,
        ReadOnlyMemory<byte> body
    )
    {
        if (KeyRules.CheckKey(address.PartitionKey!) is { } badPartition)
            return (null, badPartition);
        if (KeyRules.CheckKey(address.RowKey!) is { } badRow)
            return (null, badRow);
        var (condition, badEtag) = EtagCondition.Read(ifMatch);
        if (badEtag is not null)
            return (null, badEtag);

        if (kind == ChangeKind.Delete)
        {
            if (!condition.Present)
                return (null, TableFaults.DeleteNeedsIfMatch);
            return (New(address, kind, condition, []), null);
        }

        var (image, fault) = EntityReader.Read(body);
        if (fault is not null)
            return (null, fault);
        // The address names the entity; a body that names another is a mistake that must not be guessed away.
        if ((image!.PartitionKey ?? address.PartitionKey) != address.PartitionKey || (image.RowKey ?? address.RowKey) != address.RowKey)
            return (null, TableFaults.InvalidInput);
        return Whole(New(address, kind, condition, image.Body));
    }

    private static EntityChange New(EntityAddress address, ChangeKind kind, EtagCondition condition, byte[] body) =>
        new()
        {
            Kind = kind,
            PartitionKey = address.PartitionKey!,
            RowKey = address.RowKey!,
            Condition = condition,
            Body = body,
        };

    private static (EntityChange? Change, Fault? Fault) Whole(EntityChange change) =>
        EntityImage.CheckWhole(change.KeyUnits, change.Body) is { } fault ? (null, fault) : (change, null);
}
