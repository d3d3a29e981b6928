using System.Text;
using Hl7.Fhir.Model;
using Hl7.Fhir.Utility;

namespace Hl7.Fhir.Tests;

/// <summary>Reads a text and gives each issue as "code place".</summary>
internal static class Reading
{
    public static string[] Issues(string json) => Issues(Encoding.UTF8.GetBytes(json));

    public static string[] Issues(byte[] json)
    {
        RoundTrip.Read(json, out var issues);
        return [.. issues.Cast<ExtendedCodedException>().Select(issue => $"{issue.ErrorCode} {issue.InstancePath}")];
    }

    public static T Valid<T>(string json)
        where T : Resource
    {
        var resource = RoundTrip.Read(Encoding.UTF8.GetBytes(json), out var issues);
        Assert.Empty(issues);
        return Assert.IsType<T>(resource);
    }
}
