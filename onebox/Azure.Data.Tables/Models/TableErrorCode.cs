using System.Runtime.CompilerServices;

namespace Azure.Data.Tables.Models;

/// <summary>The service's error codes, comparable with <see cref="RequestFailedException.ErrorCode"/> without regard to case.</summary>
public readonly struct TableErrorCode : IEquatable<TableErrorCode>
{
    private readonly string _value;

    /// <summary>A code that this version may not know.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public TableErrorCode(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

#pragma warning disable CS1591 // Each means what the service's documentation says under its own name.
    public static TableErrorCode AuthorizationResourceTypeMismatch { get; } = Named();
    public static TableErrorCode XMethodNotUsingPost { get; } = Named();
    public static TableErrorCode XMethodIncorrectValue { get; } = Named();
    public static TableErrorCode XMethodIncorrectCount { get; } = Named();
    public static TableErrorCode TableHasNoProperties { get; } = Named();
    public static TableErrorCode DuplicatePropertiesSpecified { get; } = Named();
    public static TableErrorCode TableHasNoSuchProperty { get; } = Named();
    public static TableErrorCode DuplicateKeyPropertySpecified { get; } = Named();
    public static TableErrorCode TableAlreadyExists { get; } = Named();
    public static TableErrorCode TableNotFound { get; } = Named();
    public static TableErrorCode ResourceNotFound { get; } = Named();
    public static TableErrorCode EntityNotFound { get; } = Named();
    public static TableErrorCode EntityAlreadyExists { get; } = Named();
    public static TableErrorCode PartitionKeyNotSpecified { get; } = Named();
    public static TableErrorCode OperatorInvalid { get; } = Named();
    public static TableErrorCode UpdateConditionNotSatisfied { get; } = Named();
    public static TableErrorCode PropertiesNeedValue { get; } = Named();
    public static TableErrorCode PartitionKeyPropertyCannotBeUpdated { get; } = Named();
    public static TableErrorCode TooManyProperties { get; } = Named();
    public static TableErrorCode EntityTooLarge { get; } = Named();
    public static TableErrorCode PropertyValueTooLarge { get; } = Named();
    public static TableErrorCode KeyValueTooLarge { get; } = Named();
    public static TableErrorCode InvalidValueType { get; } = Named();
    public static TableErrorCode TableBeingDeleted { get; } = Named();
    public static TableErrorCode PrimaryKeyPropertyIsInvalidType { get; } = Named();
    public static TableErrorCode PropertyNameTooLong { get; } = Named();
    public static TableErrorCode PropertyNameInvalid { get; } = Named();
    public static TableErrorCode InvalidDuplicateRow { get; } = Named();
    public static TableErrorCode CommandsInBatchActOnDifferentPartitions { get; } = Named();
    public static TableErrorCode JsonFormatNotSupported { get; } = Named();
    public static TableErrorCode AtomFormatNotSupported { get; } = Named();
    public static TableErrorCode JsonVerboseFormatNotSupported { get; } = Named();
    public static TableErrorCode MediaTypeNotSupported { get; } = Named();
    public static TableErrorCode MethodNotAllowed { get; } = Named();
    public static TableErrorCode ContentLengthExceeded { get; } = Named();
    public static TableErrorCode AccountIOPSLimitExceeded { get; } = Named();
    public static TableErrorCode CannotCreateTableWithIOPSGreaterThanMaxAllowedPerTable { get; } = Named();
    public static TableErrorCode PerTableIOPSIncrementLimitReached { get; } = Named();
    public static TableErrorCode PerTableIOPSDecrementLimitReached { get; } = Named();
    public static TableErrorCode SettingIOPSForATableInProvisioningNotAllowed { get; } = Named();
    public static TableErrorCode PartitionKeyEqualityComparisonExpected { get; } = Named();
    public static TableErrorCode PartitionKeySpecifiedMoreThanOnce { get; } = Named();
    public static TableErrorCode InvalidInput { get; } = Named();
    public static TableErrorCode NotImplemented { get; } = Named();
    public static TableErrorCode OperationTimedOut { get; } = Named();
    public static TableErrorCode OutOfRangeInput { get; } = Named();
    public static TableErrorCode Forbidden { get; } = Named();
    public static TableErrorCode AuthorizationPermissionMismatch { get; } = Named();
#pragma warning restore CS1591

    /// <inheritdoc/>
    public bool Equals(TableErrorCode other) => string.Equals(_value, other._value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TableErrorCode other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _value is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(_value);

    /// <summary>The code as the service writes it.</summary>
    public override string ToString() => _value;

    /// <summary>Whether both are the same code.</summary>
    public static bool operator ==(TableErrorCode left, TableErrorCode right) => left.Equals(right);

    /// <summary>Whether they are different codes.</summary>
    public static bool operator !=(TableErrorCode left, TableErrorCode right) => !left.Equals(right);

    /// <summary>Whether the text is this code; null is none.</summary>
    public static bool operator ==(TableErrorCode code, string? value) => value is not null && code.Equals(new TableErrorCode(value));

    /// <summary>Whether the text is not this code.</summary>
    public static bool operator !=(TableErrorCode code, string? value) => !(code == value);

    /// <summary>Whether the text is this code; null is none.</summary>
    public static bool operator ==(string? value, TableErrorCode code) => code == value;

    /// <summary>Whether the text is not this code.</summary>
    public static bool operator !=(string? value, TableErrorCode code) => !(code == value);

    /// <summary>The code of that text.</summary>
    public static implicit operator TableErrorCode(string value) => new(value);

    private static TableErrorCode Named([CallerMemberName] string name = "") => new(name);
}
