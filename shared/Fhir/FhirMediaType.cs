using IntegrationHub.Errors;
using Microsoft.Net.Http.Headers;

namespace IntegrationHub.Fhir;

/// <summary>The parameter <c>fhirVersion</c> of FHIR's media types (R4, http.html#version-parameter).</summary>
public static class FhirMediaType
{
    private const string Parameter = "fhirVersion";

    /// <summary>Null where it is absent or says R4.</summary>
    public static HubError? CheckVersion(MediaTypeHeaderValue type)
    {
        ArgumentNullException.ThrowIfNull(type);
        foreach (var parameter in type.Parameters)
        {
            if (parameter.Name.Equals(Parameter, StringComparison.OrdinalIgnoreCase))
                return Check(HeaderUtilities.RemoveQuotes(parameter.Value).ToString());
        }

        return null;
    }

    private static HubError? Check(string version) =>
        version is "4.0" or "4.0.1" ? null : ErrorCatalogue.WrongFhirVersion.At(null, $"{Parameter}-{NameOf(version)}");

    private static string NameOf(string version) =>
        version.Split('.') switch
        {
            ["0", ..] => "DSTU1",
            ["1", ..] => "DSTU2",
            ["3", ..] => "STU3",
            ["4", "1" or "3", ..] => "R4B",
            ["5", ..] => "R5",
            ["6", ..] => "R6",
            _ => "unknown",
        };
}
