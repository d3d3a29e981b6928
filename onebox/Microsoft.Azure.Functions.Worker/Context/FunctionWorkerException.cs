namespace Microsoft.Azure.Functions.Worker;

/// <summary>A function app that cannot start, or an invocation that the worker itself cannot carry out. The message names the function.</summary>
#pragma warning disable CA1032 // The official type has these two constructors.
public class FunctionWorkerException : Exception
{
    public FunctionWorkerException(string? message)
        : base(message) { }

    public FunctionWorkerException(string? message, Exception? innerException)
        : base(message, innerException) { }
}
