using System.Text.Json;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using Hl7.Fhir.Utility;
using IntegrationHub.Errors;

namespace IntegrationHub.Fhir;

/// <summary>What reading brought: the resource as far as it could be read, every fault with its place, and what was let through.</summary>
/// <param name="Errors">The first decides the status.</param>
/// <param name="Warnings">Recorded with the entries they are about; they refuse nothing.</param>
/// <param name="IsLenient">Whether known drift is let through: see <see cref="Leniency"/>.</param>
public sealed record FhirReading(Resource? Resource, IReadOnlyList<HubError> Errors, IReadOnlyList<HubError> Warnings, bool IsLenient)
{
    public FhirReading With(IReadOnlyList<HubError> errors, IReadOnlyList<HubError> warnings) =>
        this with
        {
            Errors = [.. Errors.Concat(errors).OrderBy(Weight)],
            Warnings = [.. Warnings, .. warnings],
        };

    /// <summary>
    /// Another FHIR version explains all other faults; then what cannot be read at all (400) goes before what is read and breaks a rule (422).
    /// </summary>
    private static int Weight(HubError error) => error.Kind == ErrorCatalogue.WrongFhirVersion ? 0 : error.Kind.Status;
}

/// <summary>The only file that touches the FHIR serialiser. Bytes come here after <see cref="JsonScan"/> has passed them.</summary>
public static class FhirReader
{
    private static readonly FhirJsonPocoDeserializer Deserializer = new();

    /// <param name="json">The message.</param>
    /// <param name="limits">The depth among them.</param>
    /// <param name="lenient">Whether known drift is let through: see <see cref="Leniency"/>.</param>
    public static FhirReading Read(ReadOnlySpan<byte> json, JsonLimits limits, bool lenient)
    {
        ArgumentNullException.ThrowIfNull(limits);
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = limits.MaxDepth });
        Deserializer.TryDeserializeResource(ref reader, out var resource, out var issues);
        List<HubError> errors = [];
        List<HubError> warnings = [];
        foreach (var issue in issues)
            (Leniency.LetsThrough(issue, resource, lenient) ? warnings : errors).Add(ToError(issue));
        return new FhirReading(resource, [], [], lenient).With(errors, warnings);
    }

    /// <summary>The reader's own message may quote the input, so only its code and the place go on.</summary>
    private static HubError ToError(CodedException issue) =>
        KindOf(issue.ErrorCode).At((issue as ExtendedCodedException)?.InstancePath, issue.ErrorCode);

    // Codes that only the onebox reader gives; where Firely's stands behind the same API they never come.
    private const string OtherFhirVersion = "R4JSON203-";
    private const string InvariantPrefix = "R4INV-";

    private static ErrorKind KindOf(string code) =>
        code switch
        {
            FhirJsonException.UNKNOWN_RESOURCE_TYPE_CODE or FhirJsonException.UNKNOWN_PROPERTY_FOUND_CODE => ErrorCatalogue.UnknownContent,
            _ when code.StartsWith(OtherFhirVersion, StringComparison.Ordinal) => ErrorCatalogue.WrongFhirVersion,
            _ when code.StartsWith(InvariantPrefix, StringComparison.Ordinal) => ErrorCatalogue.InvariantBroken,
            _ => ErrorCatalogue.FhirInvalid,
        };
}
