using Hl7.Fhir.Model;
using Hl7.Fhir.Utility;

namespace Hl7.Fhir.Serialization;

/// <summary>Every issue found while reading, and what could be read.</summary>
public class DeserializationFailedException : Exception
{
    /// <summary>With one issue.</summary>
    public DeserializationFailedException(Base? partialResult, CodedException innerException)
        : this(partialResult, [innerException]) { }

    /// <summary>With these issues.</summary>
    public DeserializationFailedException(Base? partialResult, IEnumerable<CodedException> innerExceptions)
        : this(partialResult, [.. innerExceptions]) { }

    private DeserializationFailedException(Base? partialResult, CodedException[] issues)
        : base("One or more errors occurred. " + string.Join(' ', issues.Select(issue => $"({issue.Message})")))
    {
        PartialResult = partialResult;
        Exceptions = issues;
    }

    /// <summary>What could be read; null when not even the type was known.</summary>
    public Base? PartialResult { get; private set; }

    /// <summary>The issues, in the order of the input.</summary>
    public IReadOnlyCollection<CodedException> Exceptions { get; }
}
