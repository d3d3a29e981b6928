using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>From the app's assembly to a host that runs its functions.</summary>
internal sealed class FunctionAppAssembly(
    Assembly assembly,
    bool servesHttp,
    IReadOnlyList<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware
)
{
    public WebApplication Build(WebApplicationBuilder web, Action<IServiceCollection>? platformServices)
    {
        var functions = Find(web.Configuration);
        AddServices(web, functions);
        platformServices?.Invoke(web.Services);

        var host = web.Build();
        FunctionClasses.Check(host.Services, functions);
        var http = new HttpFunctions(
            functions.Where(f => f.Attribute is HttpTriggerAttribute),
            web.Configuration[$"{HostJson.Section}:extensions:http:routePrefix"] ?? "api",
            host.Services.GetRequiredService<InvocationDispatcher>()
        );
        ((IEndpointRouteBuilder)host).DataSources.Add(http);
        // Settings and schedules are checked before anything listens.
        host.Services.GetRequiredService<IReadOnlyList<ITriggerListener>>();
        return host;
    }

    private IReadOnlyList<FunctionModel> Find(IConfiguration configuration)
    {
        var functions = new FunctionDiscovery(TriggerKinds.All, configuration).Find(assembly);
        var unserved = functions.FirstOrDefault(f => f.Attribute is HttpTriggerAttribute && !servesHttp);
        return unserved is null
            ? functions
            : throw unserved.Refuse("its app does not call ConfigureFunctionsWebApplication, so its requests cannot be bound");
    }

    private void AddServices(WebApplicationBuilder web, IReadOnlyList<FunctionModel> functions)
    {
        var services = web.Services;
        var drain = DrainOptions.From(web.Configuration);
        // The host's own stop has to outlast the drain and the grace after it, else it would cut them short.
        services.Configure<HostOptions>(host => host.ShutdownTimeout = drain.Timeout + (3 * DrainOptions.Grace));
        if (functions.Any(f => f.Attribute is HttpTriggerAttribute && HttpTriggerKind.NeedsMvc(f)))
            services.AddMvcCore();

        FunctionClasses.Register(services, functions);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(drain);
        services.AddSingleton<InvocationGate>();
        services.AddSingleton<HostStorage>();
        services.AddSingleton<ServiceBusClients>();
        services.AddSingleton(provider => new InvocationDispatcher(
            provider.GetRequiredService<InvocationGate>(),
            InvocationDispatcher.Compose(middleware),
            provider.GetRequiredService<IServiceScopeFactory>(),
            provider.GetRequiredService<ILogger<InvocationDispatcher>>()
        ));
        services.AddSingleton(provider => TriggerListeners.Create(functions, provider));
        services.AddHostedService<ListenerService>();
    }
}
