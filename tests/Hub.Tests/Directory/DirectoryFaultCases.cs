using System.Text.Json.Nodes;
using IntegrationHub.Directory;

namespace IntegrationHub.Tests.Directory;

/// <summary>A way to break a rule: what to do to a copy of the directory, and the fault that then names it.</summary>
internal sealed record DirectoryFaultCase(DirectoryRule Rule, string File, string Path, Action<DirectoryCopy> Spoil);

/// <summary>One way at least to break each rule.</summary>
internal static partial class DirectoryFaultCases
{
    public static DirectoryFaultCase[] All => [.. OfFiles, .. OfOrganisations, .. OfRules, .. OfSending, .. OfReading];

    public static JsonObject Item(JsonObject json, string list, int index) => json[list]![index]!.AsObject();
}
