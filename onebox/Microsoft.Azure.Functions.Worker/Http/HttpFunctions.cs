using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Primitives;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The routes of the app's HTTP functions, fixed at start.</summary>
internal sealed partial class HttpFunctions : EndpointDataSource
{
    /// <exception cref="FunctionWorkerException">A route that cannot be parsed, or two functions at one route and method.</exception>
    public HttpFunctions(IEnumerable<FunctionModel> functions, string routePrefix, InvocationDispatcher dispatcher)
    {
        var taken = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var endpoints = new List<Endpoint>();
        foreach (var function in functions)
        {
            var trigger = (HttpTriggerAttribute)function.Attribute;
            var route = $"{routePrefix.Trim('/')}/{(trigger.Route ?? function.Name).TrimStart('/')}".TrimStart('/');
            foreach (var method in trigger.Methods is { Length: > 0 } methods ? methods : ["*"])
            {
                var key = $"{method} {ParameterName().Replace(route, "{$1")}";
                if (!taken.TryAdd(key, function.Name))
                    throw function.Refuse($"its route {method.ToUpperInvariant()} /{route} is already that of '{taken[key]}'");
            }
            endpoints.Add(Endpoint(function, trigger, route, dispatcher));
        }
        Endpoints = endpoints;
    }

    public override IReadOnlyList<Endpoint> Endpoints { get; }

    public override IChangeToken GetChangeToken() => new CancellationChangeToken(CancellationToken.None);

    /// <summary>Routes that differ only in what they call their parameters match the same requests.</summary>
    [GeneratedRegex(@"\{(\*{0,2})\w+", RegexOptions.NonBacktracking)]
    private static partial Regex ParameterName();

    private static Endpoint Endpoint(FunctionModel function, HttpTriggerAttribute trigger, string route, InvocationDispatcher dispatcher)
    {
        RoutePattern pattern;
        try
        {
            pattern = RoutePatternFactory.Parse(route);
        }
        catch (RoutePatternException cause)
        {
            throw function.Refuse($"its route '{route}' cannot be parsed: {cause.Message}", cause);
        }
        var builder = new RouteEndpointBuilder(new HttpEndpoint(function, dispatcher).HandleAsync, pattern, order: 0)
        {
            DisplayName = function.Name,
        };
        if (trigger.Methods is { Length: > 0 })
            builder.Metadata.Add(new HttpMethodMetadata([.. trigger.Methods.Select(m => m.ToUpperInvariant())]));
        return builder.Build();
    }
}
