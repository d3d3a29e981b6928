using System.CommandLine;

namespace IntegrationHub.Cli.Running;

/// <summary><c>--url</c>: a hub other than the one that runs on the data folder.</summary>
internal static class HubAddress
{
    public static Option<string?> Option()
    {
        var url = new Option<string?>("--url")
        {
            Description = "Address of the hub [default: that of the hub which runs on the data folder]",
            HelpName = "URL",
        };
        url.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && Of(text) is null)
                result.AddError("--url takes an http or https address, such as http://localhost:7071.");
        });
        return url;
    }

    /// <returns>Null where nothing was given, or it is no address.</returns>
    public static Uri? Of(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            ? address
            : null;
}
