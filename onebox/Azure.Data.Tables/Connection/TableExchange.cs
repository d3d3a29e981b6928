using Azure.Core;

namespace Azure.Data.Tables.Connection;

/// <summary>Sends a request and sorts its answers.</summary>
internal static class TableExchange
{
    /// <summary>The answer, when it is below 400 or the one that is expected; the request is at its end.</summary>
    /// <exception cref="RequestFailedException">Any other answer.</exception>
    public static async ValueTask<Response> ExchangeAsync(
        this TableConnection connection,
        HttpMessage message,
        bool isAsync,
        CancellationToken cancellationToken,
        ExpectedStatus? expected = null
    )
    {
        using (message)
        {
            if (expected is not null)
                message.ResponseClassifier = expected;
            await connection.SendAsync(message, isAsync, cancellationToken);
            var response = message.Response;
            if (response.IsError)
                throw new RequestFailedException(response);
            if (response.Status < 300 && message.Request.Content is PooledBody body)
                body.Recycle();
            return response;
        }
    }

    /// <summary>For the synchronous methods, which send synchronously: the task is complete.</summary>
    public static T Completed<T>(this ValueTask<T> task) => task.GetAwaiter().GetResult();
}
