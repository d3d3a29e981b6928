using Azure.Data.Tables.Connection;
using Azure.Data.Tables.Transactions;

namespace Azure.Data.Tables;

public partial class TableClient
{
    private const int AcceptedStatus = 202;

    /// <summary>
    /// Does all the actions or none of them. Limits of the service: 100 actions, 4 MiB, one partition, each entity once.
    /// </summary>
    /// <returns>A response for each action, in the actions' order; those of writes have the entity's new ETag.</returns>
    /// <exception cref="TableTransactionFailedException">Refused; the exception names the failed action where the service does.</exception>
    /// <exception cref="InvalidOperationException">There are no actions.</exception>
    public virtual Response<IReadOnlyList<Response>> SubmitTransaction(
        IEnumerable<TableTransactionAction> transactionActions,
        CancellationToken cancellationToken = default
    ) => SubmitAsync(transactionActions, false, cancellationToken).Completed();

    /// <inheritdoc cref="SubmitTransaction"/>
    public virtual async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions,
        CancellationToken cancellationToken = default
    ) => await SubmitAsync(transactionActions, true, cancellationToken);

    private async ValueTask<Response<IReadOnlyList<Response>>> SubmitAsync(
        IEnumerable<TableTransactionAction> actions,
        bool isAsync,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(actions);
        using var message = ChangeSetWriter.Message(_connection, Name, actions);
        await _connection.SendAsync(message, isAsync, cancellationToken);
        var response = message.Response;
        if (response.Status != AcceptedStatus)
            throw new TableTransactionFailedException(new RequestFailedException(response));
        // A copy: the answer may be the transport's to take back when the message ends, the responses are the caller's.
        var responses = ChangeSetReader.Read(response.Content.ToMemory().ToArray());
        (message.Request.Content as PooledBody)?.Recycle();
        if (responses is [{ Status: >= 400 } refusal])
            throw new TableTransactionFailedException(new RequestFailedException(refusal, null, TableErrorParser.Shared));
        return Response.FromValue<IReadOnlyList<Response>>(responses, response);
    }
}
