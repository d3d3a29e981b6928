using System.Reflection;
using IntegrationHub.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Azure.Functions.Worker;

namespace IntegrationHub.Functions.Http;

/// <summary>
/// Answers what no other function answers, so that a wrong address or method is refused, told and audited as everything else is:
/// 404, or 405 with Allow where the address takes other methods.
/// </summary>
public sealed class Unrouted
{
    private static readonly Lazy<IReadOnlyList<(TemplateMatcher Route, string[] Methods)>> Routes = new(FindRoutes);

    [Function("Unrouted")]
    public static IResult Refuse([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{*path}")] HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var methods = Routes
            .Value.Where(route => route.Route.TryMatch(request.Path, new RouteValueDictionary()))
            .SelectMany(route => route.Methods)
            .Distinct();
        var allow = string.Join(", ", methods.Order(StringComparer.Ordinal));
        if (allow.Length == 0)
            return RefusedResult.Of(ErrorCatalogue.NoSuchRoute);
        request.HttpContext.Response.Headers.Allow = allow;
        return RefusedResult.Of(ErrorCatalogue.MethodNotAllowed);
    }

    private static IReadOnlyList<(TemplateMatcher Route, string[] Methods)> FindRoutes() =>
        [
            .. typeof(Unrouted)
                .Assembly.GetTypes()
                .SelectMany(type => type.GetMethods())
                .SelectMany(method => method.GetParameters())
                .Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>())
                .Where(trigger => trigger is { Route: not null, Methods.Length: > 0 })
                .Select(trigger =>
                    (
                        new TemplateMatcher(TemplateParser.Parse(trigger!.Route!), new RouteValueDictionary()),
                        trigger.Methods!.Select(method => method.ToUpperInvariant()).ToArray()
                    )
                ),
        ];
}
