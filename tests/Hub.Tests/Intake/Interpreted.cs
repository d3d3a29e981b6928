using System.Text;
using IntegrationHub.Fhir;
using IntegrationHub.Intake;

namespace IntegrationHub.Tests.Intake;

/// <summary>From the text of a message to what the hub makes of it, with no I/O.</summary>
internal static class Interpreted
{
    private static readonly JsonLimits Limits = new();

    internal static Interpretation Read(string json, bool messagesOnly = false, bool lenient = false) =>
        Of(new MessageRoute.Bundle(messagesOnly), json, lenient);

    internal static Interpretation Of(MessageRoute route, string json, bool lenient = false)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        var scan = JsonScan.Run(bytes, Limits);
        Assert.Null(scan.Error);
        return BundleInterpreter.Interpret(route, FhirReader.Read(bytes, Limits, lenient), scan, bytes.Length);
    }

    internal static string Bundle(string type, params string[] entries) =>
        $$"""{"resourceType":"Bundle","type":"{{type}}","entry":[{{string.Join(',', entries)}}]}""";

    internal static string Entry(string resource, string? method = null, string? url = null, string? fullUrl = null)
    {
        var parts = new List<string>();
        if (fullUrl is not null)
            parts.Add($"\"fullUrl\":\"{fullUrl}\"");
        if (resource.Length > 0)
            parts.Add($"\"resource\":{resource}");
        if (method is not null)
            parts.Add(
                $$"""
                "request":{"method":"{{method}}","url":"{{url}}"}
                """
            );
        return $"{{{string.Join(',', parts)}}}";
    }

    internal static string Observation(string more = "") =>
        $$"""{"resourceType":"Observation","status":"final","code":{"text":"x"}{{more}}}""";
}
