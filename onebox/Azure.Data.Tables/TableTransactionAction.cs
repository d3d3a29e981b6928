namespace Azure.Data.Tables;

/// <summary>What one action of a transaction does.</summary>
public enum TableTransactionActionType
{
    /// <summary>Insert; fails with EntityAlreadyExists.</summary>
    Add = 0,

    /// <summary>Merge into the existing entity.</summary>
    UpdateMerge = 1,

    /// <summary>Replace the existing entity.</summary>
    UpdateReplace = 2,

    /// <summary>Delete the existing entity.</summary>
    Delete = 3,

    /// <summary>Insert, or merge into what is there.</summary>
    UpsertMerge = 4,

    /// <summary>Insert, or replace what is there.</summary>
    UpsertReplace = 5,
}

/// <summary>One action of a transaction (see <see cref="TableClient.SubmitTransaction"/>).</summary>
/// <param name="actionType">What to do.</param>
/// <param name="entity">With what. For Delete only its keys are used.</param>
/// <param name="etag">
/// Sent as If-Match with Delete and the two updates. Default: Delete is unconditional; an update without it is sent with no condition,
/// which the service takes as an upsert. Ignored by Add and the upserts.
/// </param>
public class TableTransactionAction(TableTransactionActionType actionType, ITableEntity entity, ETag etag = default)
{
    /// <inheritdoc cref="TableTransactionAction"/>
    public TableTransactionAction(TableTransactionActionType actionType, ITableEntity entity)
        : this(actionType, entity, default) { }

    /// <summary>What to do.</summary>
    public TableTransactionActionType ActionType { get; } = actionType;

    /// <summary>With what.</summary>
    public ITableEntity Entity { get; } = entity;

    /// <summary>Under which condition; default means none.</summary>
    public ETag ETag { get; } = etag;
}
