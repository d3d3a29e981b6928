using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace IntegrationHub.Tests.Support;

/// <summary>What a sender got back, to the byte.</summary>
public sealed partial record Answer(HttpStatusCode Status, byte[] Body)
{
    public bool IsAcknowledgement => (int)Status is >= 200 and < 300;

    /// <summary>The first of the hub's error codes in it, or null.</summary>
    public string? Code => ErrorCode().Match(Text) is { Success: true } match ? match.Value : null;

    public string? ETag { get; init; }

    public string Text => Encoding.UTF8.GetString(Body);

    [GeneratedRegex("INT[0-9]{3}", RegexOptions.NonBacktracking)]
    private static partial Regex ErrorCode();
}
