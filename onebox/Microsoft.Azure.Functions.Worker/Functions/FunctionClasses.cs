using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Functions' classes in dependency injection: one instance an invocation, disposed with its scope.</summary>
internal static class FunctionClasses
{
    public static void Register(IServiceCollection services, IEnumerable<FunctionModel> functions)
    {
        foreach (var type in functions.Where(f => !f.Method.IsStatic).Select(f => f.Method.DeclaringType!).Distinct())
            services.AddKeyedTransient(type, FunctionInvoker.ServiceKey, type);
    }

    /// <summary>A missing service stops the start, rather than failing each invocation.</summary>
    public static void Check(IServiceProvider provider, IEnumerable<FunctionModel> functions)
    {
        var services = provider.GetRequiredService<IServiceProviderIsService>();
        foreach (var function in functions.Where(f => !f.Method.IsStatic))
        {
            var constructors = function.Method.DeclaringType!.GetConstructors();
            if (constructors.Length == 0)
                throw function.Refuse($"{function.Method.DeclaringType.Name} has no public constructor");
            var missing = constructors
                .Select(c => c.GetParameters().FirstOrDefault(p => !p.HasDefaultValue && !IsThere(services, p)))
                .ToArray();
            if (Array.TrueForAll(missing, m => m is not null))
                throw function.Refuse($"{function.Method.DeclaringType.Name} needs {missing[0]!.ParameterType}, which is not registered");
        }
    }

    private static bool IsThere(IServiceProviderIsService services, System.Reflection.ParameterInfo parameter)
    {
        var keyed = parameter.GetCustomAttributes(typeof(FromKeyedServicesAttribute), inherit: false);
        return keyed.Length > 0
            ? services is IServiceProviderIsKeyedService known
                && known.IsKeyedService(parameter.ParameterType, ((FromKeyedServicesAttribute)keyed[0]).Key)
            : services.IsService(parameter.ParameterType);
    }
}
