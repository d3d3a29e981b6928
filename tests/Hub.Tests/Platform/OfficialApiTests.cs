using System.Text;
using IntegrationHub.Functions.Http;
using IntegrationHub.Operations;
using IntegrationHub.Testing;

namespace IntegrationHub.Tests.Platform;

/// <summary>
/// functions/ and shared/ may use of the official packages what docs/official-api.md lists and nothing else: a new member is a line in a
/// review, to be looked up in the documentation, because onebox/ alone does not prove that the official package has it.
/// </summary>
public sealed class OfficialApiTests
{
    private static readonly string[] Packages =
    [
        "Azure.Core",
        "Azure.Data.Tables",
        "Azure.Identity",
        "Azure.Messaging.ServiceBus",
        "Azure.Storage.Blobs",
        "Azure.Storage.Common",
        "Microsoft.Azure.Functions.Worker",
    ];

    private static IReadOnlyList<(string Namespace, string Type, string Member)> Uses { get; } =
    [
        .. new[] { typeof(RequestGate), typeof(HubRegistration) }
            .SelectMany(type => OfficialApiUse.Of(type.Assembly.Location, IsOfficial))
            .Distinct(),
    ];

    /// <summary>Set HUB_WRITE_DOCS=1 to write the file anew.</summary>
    [Fact]
    public void The_list_of_what_is_used_is_in_step()
    {
        var file = Path.Combine(RepositoryRoot.Path, "docs", "official-api.md");
        var text = Render();
        if (Environment.GetEnvironmentVariable("HUB_WRITE_DOCS") == "1")
            File.WriteAllText(file, text);

        Assert.Equal(text, File.ReadAllText(file));
    }

    [Fact]
    public void Nothing_of_onebox_is_used_but_what_carries_an_official_name() =>
        Assert.DoesNotContain(
            new[] { typeof(RequestGate), typeof(HubRegistration) }.SelectMany(type => type.Assembly.GetReferencedAssemblies()),
            assembly => assembly.Name!.Contains("Onebox", StringComparison.OrdinalIgnoreCase) || assembly.Name is "Storage" or "hub"
        );

    [Fact]
    public void No_type_of_a_namespace_of_onebox_is_used() =>
        Assert.DoesNotContain(Uses, use => use.Namespace.Contains("Onebox", StringComparison.Ordinal));

    [Fact]
    public void What_everybody_knows_is_used_is_found()
    {
        Assert.Contains(
            Uses,
            use =>
                use is { Type: "TableClient", Member: var member } && member.Contains(" SubmitTransactionAsync(", StringComparison.Ordinal)
        );
        Assert.Contains(Uses, use => use is { Type: "HttpTriggerAttribute", Member: "string Route { get; }" });
    }

    private static bool IsOfficial(string assembly) =>
        Packages.Contains(assembly, StringComparer.Ordinal) || assembly.StartsWith("Hl7.Fhir", StringComparison.Ordinal);

    private static string Render()
    {
        var text = new StringBuilder(
            """
            # What the hub uses of the official packages

            Read from the compiled functions/ and shared/ by a test, which also compares: nothing else may be used. `OfficialApiTests`, with `HUB_WRITE_DOCS=1` to write it anew.
            Of the FHIR model (`Hl7.Fhir.Model`) only the types are listed: their properties are those of R4. How the list was held against the packages' own
            documentation: [azure-platform.md](azure-platform.md).

            """.ReplaceLineEndings("\n")
        );
        foreach (var space in Uses.GroupBy(use => use.Namespace).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            text.Append("\n## ").Append(space.Key).Append("\n\n");
            foreach (var type in space.GroupBy(use => use.Type).OrderBy(group => group.Key, StringComparer.Ordinal))
            {
                text.Append("- `").Append(type.Key).Append('`');
                var members = type.Select(use => use.Member).Where(member => member.Length > 0).Order(StringComparer.Ordinal).ToList();
                if (space.Key != "Hl7.Fhir.Model" && members.Count > 0)
                    text.Append(": ").AppendJoin(", ", members.Select(member => $"`{member}`"));
                text.Append('\n');
            }
        }

        return text.ToString();
    }
}
