using System.Collections.Immutable;

namespace Onebox.Storage.Engine;

/// <summary>A table: its id never returns after a delete, so rows still being cleared cannot show in a new table of the same name.</summary>
internal sealed record TableInfo(long Id, string Name);

/// <summary>A container; <see cref="Metadata"/> in the form of <c>NameValues</c>.</summary>
internal sealed record ContainerInfo(long Id, string Name, long Stamp, byte[] Metadata);

/// <summary>All tables and containers, as of one commit. Few and small, so they are held in memory and replaced whole.</summary>
internal sealed record Catalogue(
    ImmutableSortedDictionary<string, TableInfo> Tables,
    ImmutableSortedDictionary<string, ContainerInfo> Containers
)
{
    public static Catalogue Empty { get; } =
        new(
            ImmutableSortedDictionary.Create<string, TableInfo>(StringComparer.OrdinalIgnoreCase),
            ImmutableSortedDictionary.Create<string, ContainerInfo>(StringComparer.Ordinal)
        );
}
