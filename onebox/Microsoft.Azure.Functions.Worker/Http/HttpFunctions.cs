using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Primitives;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The routes of the app's HTTP functions, fixed at start.</summary>
internal sealed class HttpFunctions : EndpointDataSource
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
                var key = $"{method} {WithoutNames(route)}";
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
    private static string WithoutNames(string route)
    {
        var left = new StringBuilder(route.Length);
        for (var at = 0; at < route.Length; at++)
        {
            left.Append(route[at]);
            if (route[at] != '{')
                continue;
            while (at + 1 < route.Length && route[at + 1] == '*')
                left.Append(route[++at]);
            while (at + 1 < route.Length && (char.IsLetterOrDigit(route[at + 1]) || route[at + 1] == '_'))
                at++;
        }

        return left.ToString();
    }

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
