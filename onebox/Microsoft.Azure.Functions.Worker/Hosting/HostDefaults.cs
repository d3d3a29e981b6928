using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// The settings, logging and server that every app starts with. Built from ASP.NET Core's empty builder: no file watchers, no MVC, nothing that a
/// cold start would pay for and an app may not use.
/// </summary>
internal static class HostDefaults
{
    /// <summary>The port of Azure Functions Core Tools, so that a partner's script works against either.</summary>
    private const string DefaultUrl = "http://127.0.0.1:7071";

    public static WebApplicationBuilder CreateBuilder(Assembly app, string[]? args, IReadOnlyDictionary<string, string?>? settings)
    {
        var folder = FolderOf(app);
        var builder = WebApplication.CreateEmptyBuilder(
            new WebApplicationOptions { ApplicationName = app.GetName().Name, ContentRootPath = folder }
        );
        AddConfiguration(builder, folder, args, settings);
        AddLogging(builder);
        AddServer(builder);
        return builder;
    }

    private static string FolderOf(Assembly app) =>
        Path.GetDirectoryName(app.Location) is { Length: > 0 } folder ? folder : AppContext.BaseDirectory;

    /// <summary>Lowest first: host.json, appsettings, environment variables, command line, the host's own settings.</summary>
    private static void AddConfiguration(
        WebApplicationBuilder builder,
        string folder,
        string[]? args,
        IReadOnlyDictionary<string, string?>? settings
    )
    {
        var configuration = builder.Configuration;
        HostJson.AddTo(configuration, folder);
        configuration.AddJsonFile("appsettings.json", optional: true, reloadOnChange: false);
        configuration.AddJsonFile($"appsettings.{builder.Environment.EnvironmentName}.json", optional: true, reloadOnChange: false);
        configuration.AddEnvironmentVariables("DOTNET_");
        configuration.AddEnvironmentVariables("ASPNETCORE_");
        configuration.AddEnvironmentVariables("AZURE_FUNCTIONS_");
        configuration.AddEnvironmentVariables();
        if (args is { Length: > 0 })
            configuration.AddCommandLine(args);
        if (settings is not null)
            configuration.AddInMemoryCollection(settings);
        if (configuration["urls"] is null && configuration["http_ports"] is null && configuration["https_ports"] is null)
            configuration["urls"] = DefaultUrl;
    }

    private static void AddLogging(WebApplicationBuilder builder)
    {
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Hosting", LogLevel.Warning);
        builder.Logging.AddConfiguration(builder.Configuration.GetSection($"{HostJson.Section}:logging"));
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
    }

    private static void AddServer(WebApplicationBuilder builder)
    {
        var kestrel = builder.Configuration.GetSection("Kestrel");
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(server =>
            {
                server.AddServerHeader = false;
                Apply(kestrel, server);
            });
        // Only a server that is given endpoints needs to be able to load their certificates.
        if (
            kestrel.GetSection("Endpoints").Exists()
            || IsHttps(builder.Configuration["urls"])
            || builder.Configuration["https_ports"] is not null
        )
            builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Services.AddSingleton<IMemoryPoolFactory<byte>, WideBlocks>();
        builder.Services.AddRouting();
        builder.Services.Configure<ConsoleLifetimeOptions>(console => console.SuppressStatusMessages = true);
    }

    private static void Apply(IConfigurationSection kestrel, KestrelServerOptions server)
    {
        if (!kestrel.Exists())
            return;
        server.Configure(kestrel, reloadOnChange: false);
        kestrel.GetSection("Limits").Bind(server.Limits);
        server.AddServerHeader = kestrel.GetValue("AddServerHeader", server.AddServerHeader);
    }

    private static bool IsHttps(string? urls) => urls?.Contains("https:", StringComparison.OrdinalIgnoreCase) is true;
}
