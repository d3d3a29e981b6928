using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Azure.Functions.Worker.Onebox;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Configures a function app. On onebox it builds one ASP.NET Core process that serves every trigger.</summary>
public class FunctionsApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
{
    private readonly WebApplicationBuilder _web;
    private readonly OneboxStart? _start;
    private readonly Assembly _app;
    private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> _middleware = [];
    private bool _built;

    internal FunctionsApplicationBuilder(string[]? args)
    {
        _start = OneboxStart.Current;
        _app =
            _start?.Options.App ?? Assembly.GetEntryAssembly() ?? throw new FunctionWorkerException("There is no entry assembly to scan");
        _web = HostDefaults.CreateBuilder(_app, args, _start?.Options.Settings);
    }

    public IDictionary<object, object> Properties => ((IHostApplicationBuilder)_web).Properties;

    IConfigurationManager IHostApplicationBuilder.Configuration => Configuration;

    public ConfigurationManager Configuration => _web.Configuration;

    public IHostEnvironment Environment => _web.Environment;

    public ILoggingBuilder Logging => _web.Logging;

    public IMetricsBuilder Metrics => _web.Metrics;

    public IServiceCollection Services => _web.Services;

    internal bool ServesHttp { get; set; }

    public void ConfigureContainer<TContainerBuilder>(
        IServiceProviderFactory<TContainerBuilder> factory,
        Action<TContainerBuilder>? configure = null
    )
        where TContainerBuilder : notnull => ((IHostApplicationBuilder)_web).ConfigureContainer(factory, configure);

    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        ThrowIfBuilt();
        _middleware.Add(middleware);
        return this;
    }

    /// <summary>Finds and checks the app's functions and builds their host. Once only.</summary>
    /// <exception cref="FunctionWorkerException">A function that cannot run; the message is one line that names it.</exception>
    public IHost Build()
    {
        ThrowIfBuilt();
        _built = true;
        var app = new FunctionAppAssembly(_app, ServesHttp, _middleware);
        var host = app.Build(_web, _start?.Options.PlatformServices);
        _start?.Built(host);
        return host;
    }

    private void ThrowIfBuilt()
    {
        if (_built)
            throw new InvalidOperationException("The application has already been built.");
    }
}
