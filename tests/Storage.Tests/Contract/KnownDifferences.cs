namespace Onebox.Storage.Tests.Contract;

/// <summary>
/// A test of the contract that Azurite does not keep. In each the embedded service keeps to Azure's documentation, and so agrees with it.
/// <see cref="Test"/> is the test's name, with the case in parentheses where only that case differs.
/// </summary>
public sealed record KnownDifference(string Test, string Azurite, string Azure, string Source);

/// <summary>The one list of differences; docs/onebox-storage-differences.md is written from it.</summary>
public static class KnownDifferences
{
    private const string Rest = "https://learn.microsoft.com/rest/api/storageservices/";
    private const string DataModel = Rest + "understanding-the-table-service-data-model";

    public static IReadOnlyList<KnownDifference> All { get; } =
    [
        new(
            nameof(TransactionContract.Two_partitions_are_refused),
            "Commits a transaction over several partitions.",
            "All entities of a transaction have one PartitionKey; anything else is refused with 400 CommandsInBatchActOnDifferentPartitions.",
            Rest + "performing-entity-group-transactions"
        ),
        new(
            nameof(TableContract.A_property_name_is_an_identifier),
            "Stores any property name.",
            "A property name keeps to C#'s rules for identifiers; others are refused with 400 PropertyNameInvalid.",
            DataModel + "#property-names"
        ),
        new(
            nameof(TableContract.A_property_name_has_at_most_255_characters),
            "Stores longer names.",
            "A property name has at most 255 characters; longer ones are refused with 400 PropertyNameTooLong.",
            DataModel + "#property-names"
        ),
        new(
            nameof(TableContract.An_entity_has_at_most_252_properties_of_its_own),
            "Stores more properties.",
            "An entity has at most 255 properties, three of them the system's; more are refused with 400 TooManyProperties.",
            DataModel + "#property-limitations"
        ),
        new(
            nameof(TableContract.An_entity_holds_one_mebibyte),
            "Counts a character as one byte, so that an entity can be about twice as large.",
            "Counts strings as UTF-16; an entity of more than 1 MiB is refused with 400 EntityTooLarge.",
            DataModel + "#property-limitations"
        ),
        new(
            nameof(TableContract.A_key_holds_one_kibibyte_of_utf16),
            "Refuses a key that is too long with the code InvalidInput.",
            "Names the cause: 400 KeyValueTooLarge.",
            DataModel + "#system-properties"
        ),
        new(
            nameof(TableContract.A_time_before_1601_is_refused),
            "Stores any time.",
            "Times begin on 1 January 1601 UTC; earlier ones are refused with 400 OutOfRangeInput.",
            DataModel + "#property-types"
        ),
        new(
            $"{nameof(TableContract.A_filter_that_is_none_is_refused)}(Number eq 'open)",
            "Takes a text whose quote is not closed as one that ends with the filter.",
            "A filter that is not OData is refused with 400 InvalidInput.",
            Rest + "querying-tables-and-entities#constructing-filter-strings"
        ),
        new(
            nameof(BlobContract.A_range_is_the_bytes_it_names),
            "Answers a range that begins beyond the blob's end without an error.",
            "Refuses it with 416 InvalidRange.",
            Rest + "specifying-the-range-header-for-blob-service-operations"
        ),
        new(
            nameof(BlobContract.A_name_of_more_than_1024_characters_is_refused),
            "Stores longer names.",
            "A blob's name has at most 1,024 characters.",
            Rest + "naming-and-referencing-containers--blobs--and-metadata#blob-names"
        ),
        new(
            nameof(BlobContract.Content_that_does_not_match_its_md5_is_refused),
            "Refuses with the code InvalidOperation.",
            "Refuses with 400 Md5Mismatch.",
            Rest + "blob-service-error-codes"
        ),
        new(
            nameof(BlobContract.A_put_drops_blocks_staged_before_it),
            "Keeps blocks staged before a Put Blob, so that a later block list can name them.",
            "Put Blob discards the uncommitted blocks of that blob.",
            Rest + "put-block#remarks"
        ),
    ];

    /// <summary>What no test can compare, because both services here differ from Azure or leave it out.</summary>
    public static IReadOnlyList<string> FromAzure { get; } =
    [
        "One account: its name in an address, and the Authorization header, are not looked at. Whoever can call the process can call the storage.",
        "A deleted table or container can be made again at once; Azure answers 409 TableBeingDeleted or ContainerBeingDeleted for up to some minutes.",
        "Error messages never repeat a value from the request (a key may be personal); Azure's sometimes do. The codes are the same.",
        "There is no throttling: 503 ServerBusy and the limits of operations per second are not imitated.",
        "A query compares numbers of different types by value; Azure documents that constant and property must have one type.",
        "Left out, and answered 501 NotImplemented: leases, snapshots, versions, tags, copies, append and page blobs, tiers, access policies, service properties, queries inside a transaction.",
        "The CRC64 of a transfer is refused with 400 UnsupportedHeader rather than ignored; MD5 is checked.",
    ];
}
