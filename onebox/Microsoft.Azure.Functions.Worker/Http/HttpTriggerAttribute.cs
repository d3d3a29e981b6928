using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Who may call an HTTP function. Onebox keeps no function keys, so it serves <see cref="Anonymous"/> alone and refuses to start with any other.</summary>
public enum AuthorizationLevel
{
    Anonymous = 0,
    User = 1,
    Function = 2,
#pragma warning disable CA1720 // The official name.
    System = 3,
#pragma warning restore CA1720
    Admin = 4,
}

/// <summary>The function answers HTTP requests.</summary>
#pragma warning disable CA1019 // The official type's Methods may be null where the argument is not.
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class HttpTriggerAttribute : TriggerBindingAttribute
{
    public HttpTriggerAttribute()
    {
        AuthLevel = AuthorizationLevel.Function;
    }

    public HttpTriggerAttribute(params string[] methods)
    {
        Methods = methods;
    }

    public HttpTriggerAttribute(AuthorizationLevel authLevel)
    {
        AuthLevel = authLevel;
    }

    public HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods)
    {
        AuthLevel = authLevel;
        Methods = methods;
    }

    /// <summary>ASP.NET Core route template, below host.json's routePrefix; the function's name when null.</summary>
    public string? Route { get; set; }

    /// <summary>All methods when null or empty.</summary>
#pragma warning disable CA1819 // The official type.
    public string[]? Methods { get; private set; }
#pragma warning restore CA1819

    public AuthorizationLevel AuthLevel { get; private set; }
}
