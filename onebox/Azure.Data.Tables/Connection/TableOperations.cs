using Azure.Data.Tables.Models;

namespace Azure.Data.Tables.Connection;

/// <summary>Creating and deleting tables, for the service client and the table client alike.</summary>
internal static class TableOperations
{
    public static async ValueTask<Response<TableItem>> CreateAsync(
        this TableConnection connection,
        string table,
        bool isAsync,
        CancellationToken cancellationToken
    )
    {
        var response = await connection.ExchangeAsync(connection.CreateTable(table, null), isAsync, cancellationToken);
        return Response.FromValue(new TableItem(table), response);
    }

    public static async ValueTask<Response<TableItem>> CreateIfNotExistsAsync(
        this TableConnection connection,
        string table,
        bool isAsync,
        CancellationToken cancellationToken
    )
    {
        var message = connection.CreateTable(table, TableRequests.ReturnNoContent);
        var response = await connection.ExchangeAsync(message, isAsync, cancellationToken, ExpectedStatus.Conflict);
        if (response.Status == ConflictStatus)
        {
            var conflict = new RequestFailedException(response);
            if (TableErrorCode.TableBeingDeleted == conflict.ErrorCode)
                throw conflict;
        }
        return Response.FromValue(new TableItem(table), response);
    }

    public static ValueTask<Response> DeleteAsync(
        this TableConnection connection,
        string table,
        bool isAsync,
        CancellationToken cancellationToken
    ) => connection.ExchangeAsync(connection.DeleteTable(table), isAsync, cancellationToken, ExpectedStatus.NotFound);

    private const int ConflictStatus = 409;
}
