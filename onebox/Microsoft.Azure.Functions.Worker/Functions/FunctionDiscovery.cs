using System.Reflection;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Finds the app's functions: public methods with [Function] on public classes of the app's own assembly.</summary>
internal sealed class FunctionDiscovery(IReadOnlyDictionary<Type, ITriggerKind> kinds, IConfiguration configuration)
{
    /// <summary>
    /// host.json's <c>functions</c> list, where there is one, says which functions run; the setting <c>AzureWebJobs.{name}.Disabled</c> leaves one out.
    /// A function that is not to run is not checked either.
    /// </summary>
    /// <exception cref="FunctionWorkerException">The reason, in one line that names the function.</exception>
    public IReadOnlyList<FunctionModel> Find(Assembly app)
    {
        var chosen = configuration.GetSection(HostJson.Section + ":functions").GetChildren().Select(c => c.Value).ToHashSet();
        var found = new Dictionary<string, FunctionModel>(StringComparer.OrdinalIgnoreCase);
        foreach (var method in app.GetExportedTypes().SelectMany(Methods))
        {
            if (method.GetCustomAttribute<FunctionAttribute>() is not { } attribute)
                continue;
            if ((chosen.Count > 0 && !chosen.Contains(attribute.Name)) || IsDisabled(attribute.Name))
                continue;
            var function = Model(attribute.Name, method);
            if (!found.TryAdd(function.Name, function))
            {
                throw FunctionModel.Refuse(
                    function.Name,
                    $"its name is taken twice, by {found[function.Name].Definition.EntryPoint} and {function.Definition.EntryPoint}"
                );
            }
        }
        return [.. found.Values];
    }

    private static IEnumerable<MethodInfo> Methods(Type type) =>
        type is { IsClass: true, ContainsGenericParameters: false }
            ? type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            : [];

    private FunctionModel Model(string name, MethodInfo method)
    {
        if (method.DeclaringType!.IsAbstract && !method.IsStatic)
            throw FunctionModel.Refuse(name, $"its class {method.DeclaringType.Name} is abstract");
        var triggers = method
            .GetParameters()
            .SelectMany(p => p.GetCustomAttributes<TriggerBindingAttribute>().Select(a => (Parameter: p, Attribute: a)))
            .ToArray();
        if (triggers.Length != 1)
            throw FunctionModel.Refuse(name, $"it has {triggers.Length} triggers, and needs exactly one");
        var (parameter, attribute) = triggers[0];
        if (!kinds.TryGetValue(attribute.GetType(), out var kind))
        {
            throw FunctionModel.Refuse(
                name,
                $"its binding {attribute.GetType().Name} is unknown here; known are {string.Join(", ", kinds.Keys.Select(k => k.Name))}"
            );
        }
        return new FunctionModel(name, method, parameter, attribute, kind);
    }

    private bool IsDisabled(string name) => IsTrue($"AzureWebJobs.{name}.Disabled") || IsTrue($"AzureWebJobs:{name}:Disabled");

    private bool IsTrue(string key) =>
        configuration[key] is { } value && (value == "1" || string.Equals(value, "true", StringComparison.OrdinalIgnoreCase));
}
