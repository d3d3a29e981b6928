using Hl7.Fhir.Model;

namespace Hl7.Fhir.Utility;

/// <summary>An error with a code that never changes its meaning. Messages never repeat a value from the input.</summary>
public class CodedException : Exception
{
    /// <summary>With code and message.</summary>
    public CodedException(string errorCode, string message)
        : base(message) => ErrorCode = errorCode;

    /// <summary>With code, message and cause.</summary>
    public CodedException(string errorCode, string message, Exception? innerException)
        : base(message, innerException) => ErrorCode = errorCode;

    /// <summary>The permanent code.</summary>
    public string ErrorCode { get; }
}

/// <summary>A coded error with its place, severity and type.</summary>
public class ExtendedCodedException : CodedException
{
    /// <summary>All of it. The message is <paramref name="baseMessage"/> followed by the place.</summary>
    public ExtendedCodedException(
        string errorCode,
        string baseMessage,
        string? instancePath,
        long? lineNumber,
        long? position,
        OperationOutcome.IssueSeverity issueSeverity,
        OperationOutcome.IssueType issueType,
        Exception? innerException = null
    )
        : base(errorCode, string.IsNullOrEmpty(instancePath) ? baseMessage : $"{baseMessage} At {instancePath}.", innerException)
    {
        BaseErrorMessage = baseMessage;
        InstancePath = instancePath;
        LineNumber = lineNumber;
        Position = position;
        IssueSeverity = issueSeverity;
        IssueType = issueType;
    }

    /// <summary>For OperationOutcome.issue.severity.</summary>
    public OperationOutcome.IssueSeverity IssueSeverity { get; private set; }

    /// <summary>For OperationOutcome.issue.code.</summary>
    public OperationOutcome.IssueType IssueType { get; private set; }

    /// <summary>The message without the place.</summary>
    public string? BaseErrorMessage { get; private set; }

    /// <summary>Always null: the reader counts bytes, not lines.</summary>
    public long? LineNumber { get; private set; }

    /// <summary>How many bytes of the input stand before the place; null where that is not known.</summary>
    public long? Position { get; private set; }

    /// <summary>The place as FHIRPath, for OperationOutcome.issue.expression: Bundle.entry[3].resource.ofType(Patient).birthDate.</summary>
    public string? InstancePath { get; private set; }
}
