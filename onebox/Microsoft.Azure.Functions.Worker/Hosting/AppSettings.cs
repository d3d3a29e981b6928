using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Resolves <c>%Setting%</c> in attribute values against the app's settings, as the official host does.</summary>
internal static partial class AppSettings
{
    /// <exception cref="FunctionWorkerException">A setting is missing; the message names it and the function.</exception>
    public static string Resolve(IConfiguration configuration, FunctionModel function, string text) =>
        text.Contains('%', StringComparison.Ordinal)
            ? Reference()
                .Replace(
                    text,
                    match =>
                        configuration[match.Groups[1].Value] ?? throw function.Refuse($"the setting {match.Groups[1].Value} is missing")
                )
            : text;

    [GeneratedRegex("%([^%]+)%", RegexOptions.NonBacktracking)]
    private static partial Regex Reference();
}
