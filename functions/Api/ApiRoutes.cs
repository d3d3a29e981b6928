using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace IntegrationHub.Functions.Api;

/// <summary>A function that answers HTTP.</summary>
/// <param name="Method">In lower case.</param>
/// <param name="Path">Begins with a slash.</param>
internal sealed record ApiRoute(string Function, string Method, string Path)
{
    /// <summary>All that the app has, but for the one that answers what no other does.</summary>
    public static IReadOnlyList<ApiRoute> All { get; } =
    [
        .. typeof(ApiRoute)
            .Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static))
            .SelectMany(Of)
            .OrderBy(route => route.Path, StringComparer.Ordinal)
            .ThenBy(route => route.Method, StringComparer.Ordinal),
    ];

    /// <summary>What stands in braces in the path.</summary>
    public IEnumerable<string> Parameters =>
        Path.Split('/').Where(part => part.StartsWith('{') && part.EndsWith('}')).Select(part => part[1..^1]);

    private static IEnumerable<ApiRoute> Of(MethodInfo method) =>
        method.GetCustomAttribute<FunctionAttribute>() is not { } function
            ? []
            : method
                .GetParameters()
                .Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>())
                .OfType<HttpTriggerAttribute>()
                .SelectMany(trigger => (trigger.Methods ?? []).Select(verb => new ApiRoute(function.Name, verb, "/" + trigger.Route)));
}
