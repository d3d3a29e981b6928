using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.Onebox;

/// <summary>A function app to run in this process, and what the platform lends it.</summary>
public sealed record OneboxHostOptions
{
    /// <summary>The function app: its entry point (Program.cs) is run, its functions are found in it, host.json is read from its folder.</summary>
    public required Assembly App { get; init; }

    /// <summary>Given to the app's Program, and read as settings: <c>--urls http://127.0.0.1:0 --Key=Value</c>.</summary>
    public IReadOnlyList<string> Args { get; init; } = [];

    /// <summary>Settings that win over every other source.</summary>
    public IReadOnlyDictionary<string, string?>? Settings { get; init; }

    /// <summary>Applied last, after the app's own registrations: an embedded storage transport, a fake TimeProvider.</summary>
    public Action<IServiceCollection>? PlatformServices { get; init; }
}
