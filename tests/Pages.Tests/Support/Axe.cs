using System.Text.Json;
using IntegrationHub.Testing;
using Microsoft.Playwright;

namespace IntegrationHub.Pages.Tests.Support;

/// <summary>axe-core, the checker of web accessibility, run inside the page. It goes in past the page's own policy, as a browser's tools do.</summary>
public static class Axe
{
    private static readonly Dictionary<string, string> Package = new(StringComparer.Ordinal) { ["axe-core"] = "4.14.1" };

    /// <summary>What breaks WCAG 2.2 AA or axe's best practices: rule and place. Skips the test where axe-core cannot be had.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(IPage page, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(page);
        var installed = await NpmPackages.EnsureAsync(Package, cancellationToken);
        Assert.SkipUnless(installed.IsAvailable, installed.Reason);
        var script = await File.ReadAllTextAsync(
            Path.Combine(installed.Value!, "node_modules", "axe-core", "axe.min.js"),
            cancellationToken
        );
        await page.EvaluateAsync(script);
        var found = await page.EvaluateAsync<JsonElement>("axe.run()");
        return
        [
            .. found
                .GetProperty("violations")
                .EnumerateArray()
                .SelectMany(violation =>
                    violation
                        .GetProperty("nodes")
                        .EnumerateArray()
                        .Select(node =>
                            $"{violation.GetProperty("id").GetString()}: {node.GetProperty("html").GetString()} {node.GetProperty("failureSummary").GetString()}"
                        )
                ),
        ];
    }
}
