using System.Text;
using Hl7.Fhir.Introspection;

namespace Hl7.Fhir.Validation;

/// <summary>The extensions that R4 itself defines, and the types their values may have.</summary>
internal static class CoreExtensions
{
    private const string Prefix = "http://hl7.org/fhir/StructureDefinition/";

    private static readonly Lazy<Dictionary<string, string[]>> Types = new(() =>
        Encoding
            .ASCII.GetString(ExtensionTable.Lines)
            .Split('\n')
            .Select(line => line.Split(' '))
            .ToDictionary(words => words[0], words => words[1].Split('|'), StringComparer.Ordinal)
    );

    /// <summary>True also for an extension that R4 does not define.</summary>
    public static bool Allow(string url, string type) =>
        !url.StartsWith(Prefix, StringComparison.Ordinal)
        || !Types.Value.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(url.AsSpan(Prefix.Length), out var types)
        || Array.IndexOf(types, type) >= 0;
}
