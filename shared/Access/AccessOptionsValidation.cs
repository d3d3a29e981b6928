using IntegrationHub.Identifiers;
using Microsoft.Extensions.Options;

namespace IntegrationHub.Access;

/// <summary>Refuses to start on settings that would let nobody in, or too many.</summary>
internal sealed class AccessOptionsValidation : IValidateOptions<AccessOptions>
{
    public ValidateOptionsResult Validate(string? name, AccessOptions options)
    {
        var faults = Faults(options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(AccessOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Issuer))
            yield return "Access:Issuer is not set.";
        if (string.IsNullOrWhiteSpace(options.Audience))
            yield return "Access:Audience is not set.";
        if (string.IsNullOrWhiteSpace(options.Authority) == string.IsNullOrWhiteSpace(options.SigningKeysFile))
            yield return "Set one of Access:Authority and Access:SigningKeysFile.";
        if (!string.IsNullOrWhiteSpace(options.Authority) && !IsHttps(options.Authority))
            yield return "Access:Authority is not an https address.";
        if (options.ClockSkew < TimeSpan.Zero || options.ClockSkew > TimeSpan.FromSeconds(60))
            yield return "Access:ClockSkew is not 0 to 60 seconds.";
        if (options.RememberedTokens is < 0 or > 100_000)
            yield return "Access:RememberedTokens is not 0 to 100000.";
        if (new[] { options.OrganisationClaim, options.RoleClaim, options.PurposeClaim }.Any(string.IsNullOrWhiteSpace))
            yield return "Access:OrganisationClaim, RoleClaim and PurposeClaim cannot be empty.";
        if (options.Clients.Values.Any(code => !OdsCode.TryParse(code, out _)))
            yield return "Access:Clients has a value that is no ODS code.";
    }

    private static bool IsHttps(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && string.Equals(uri.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal);
}
