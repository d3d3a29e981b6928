using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using FromBody = Microsoft.Azure.Functions.Worker.Http.FromBodyAttribute;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>HTTP functions take the request, route and query values by name, and with [FromBody] the JSON body.</summary>
internal sealed class HttpTriggerKind : ITriggerKind
{
    public string BindingType => "httpTrigger";

    public void Check(FunctionModel function)
    {
        var level = ((HttpTriggerAttribute)function.Attribute).AuthLevel;
        // Fail closed: serving such a function without its key would open what its author meant to be shut.
        if (level != AuthorizationLevel.Anonymous)
        {
            throw function.Refuse(
                $"it asks for AuthorizationLevel.{level}, and onebox keeps no function keys to check; say Anonymous and check the caller in middleware"
            );
        }
    }

    public ArgumentSource? Argument(FunctionModel function, ParameterInfo parameter)
    {
        if (parameter.ParameterType == typeof(HttpRequest))
            return static context => ValueTask.FromResult<object?>(((HttpContext)context.Trigger).Request);
        if (parameter.Position == function.Trigger.Position)
            return null;
        if (parameter.IsDefined(typeof(FromBody), inherit: true))
            return context => BodyAsync(context, parameter.ParameterType);
        return ByName(parameter);
    }

    public ITriggerListener? CreateListener(FunctionModel function, IServiceProvider services) => null;

    /// <summary>Whether the function's results need MVC's executors, whose registration costs every cold start.</summary>
    public static bool NeedsMvc(FunctionModel function)
    {
        var type = ReturnAdapters.ValueType(function.Method.ReturnType);
        return type.IsAssignableTo(typeof(IActionResult)) || type.IsAssignableTo(typeof(IConvertToActionResult));
    }

    private static ArgumentSource? ByName(ParameterInfo parameter)
    {
        var read = ValueReaders.For(parameter.ParameterType);
        if (read is null)
            return null;
        var name = parameter.Name!;
        var optional =
            parameter.HasDefaultValue
            || !parameter.ParameterType.IsValueType
            || Nullable.GetUnderlyingType(parameter.ParameterType) is not null;
        var missing = parameter.HasDefaultValue ? parameter.DefaultValue : null;
        return context =>
        {
            var request = ((HttpContext)context.Trigger).Request;
            var text = request.RouteValues.TryGetValue(name, out var route) ? route as string : null;
            if (text is null && request.Query.TryGetValue(name, out var query))
                text = query.ToString();
            if (text is null)
                return optional ? ValueTask.FromResult(missing) : throw Bad(name);
            return read(text, out var value) ? ValueTask.FromResult(value) : throw Bad(name);
        };
    }

    private static async ValueTask<object?> BodyAsync(InvocationContext context, Type type)
    {
        var request = ((HttpContext)context.Trigger).Request;
        try
        {
            return await JsonSerializer.DeserializeAsync(request.Body, type, JsonSerializerOptions.Web, context.CancellationToken);
        }
        catch (JsonException cause)
        {
            throw new BadHttpRequestException("The body is not the JSON that is asked for", StatusCodes.Status400BadRequest, cause);
        }
    }

    // Says which parameter, never the value: values of requests do not belong in logs.
    private static BadHttpRequestException Bad(string name) => new($"The value for '{name}' is missing or cannot be read");
}
