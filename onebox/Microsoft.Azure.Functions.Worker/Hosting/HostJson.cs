using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// host.json as configuration below <c>AzureFunctionsJobHost</c>, the section by which the official host lets settings override it
/// (<c>AzureFunctionsJobHost__extensions__http__routePrefix</c>). Settings that onebox has no use for are ignored.
/// </summary>
internal static class HostJson
{
    public const string Section = "AzureFunctionsJobHost";

    /// <exception cref="FunctionWorkerException">The file is no JSON, or its version is not 2.0.</exception>
    public static void AddTo(IConfigurationBuilder configuration, string folder)
    {
        var path = Path.Combine(folder, "host.json");
        if (!File.Exists(path))
            return;
        try
        {
            using var stream = File.OpenRead(path);
            var read = new ConfigurationBuilder().AddJsonStream(stream).Build();
            if (read["version"] is { } version && version != "2.0")
                throw new FunctionWorkerException($"host.json says version '{version}'; known is 2.0");
            configuration.AddInMemoryCollection(read.AsEnumerable().Select(s => KeyValuePair.Create($"{Section}:{s.Key}", s.Value)));
        }
        catch (Exception cause) when (cause is FormatException or InvalidDataException or System.Text.Json.JsonException)
        {
            throw new FunctionWorkerException($"host.json cannot be read: {cause.Message}", cause);
        }
    }
}
