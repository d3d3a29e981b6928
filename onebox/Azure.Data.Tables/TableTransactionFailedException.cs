using System.Globalization;

namespace Azure.Data.Tables;

/// <summary>The service refused a transaction: none of its actions took effect.</summary>
public class TableTransactionFailedException : RequestFailedException
{
    internal const string FailedEntityKey = "FailedEntity";

    /// <summary>Wraps the refusal, taking the failed action's index from its Data where the service gave one.</summary>
    public TableTransactionFailedException(RequestFailedException requestFailedException)
        : base(
            requestFailedException.Status,
            requestFailedException.Message,
            requestFailedException.ErrorCode,
            requestFailedException.InnerException
        )
    {
        foreach (var key in requestFailedException.Data.Keys)
            Data[key] = requestFailedException.Data[key];
        if (int.TryParse(Data[FailedEntityKey] as string, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            FailedTransactionActionIndex = index;
    }

    /// <summary>Zero-based position, in the submitted actions, of the one that was refused; null when the refusal names none.</summary>
    public int? FailedTransactionActionIndex { get; }
}
