namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>The parameter is read from the request's JSON body (web defaults: camel case, case-insensitive).</summary>
[AttributeUsage(AttributeTargets.Parameter)]
#pragma warning disable CA1813 // The official type is open.
public class FromBodyAttribute : Attribute;
