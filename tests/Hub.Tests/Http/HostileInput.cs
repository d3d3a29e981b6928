using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Http;

/// <summary>One row of hostile-inputs.json, which says what each property means.</summary>
public sealed record HostileInput(string Id, string What, HostileSend Send, HostileExpectation Expect)
{
    public string? Place { get; init; }

    public string? AnswerHolds { get; init; }

    public string? Stores { get; init; }

    public int? StoresEntries { get; init; }

    public override string ToString() => $"{Id} {What}";
}

public sealed record HostileSend
{
    public string Method { get; init; } = "POST";

    public string Path { get; init; } = "/fhir";

    public string ContentType { get; init; } = "application/fhir+json";

    public string As { get; init; } = "X90001 gp-system";

    public Dictionary<string, string> Headers { get; init; } = [];

    public HostileToken? Token { get; init; }

    public JsonNode? Json { get; init; }

    public string? Text { get; init; }

    public IReadOnlyList<HostilePart>? Parts { get; init; }

    public bool Chunked { get; init; }

    public bool Gzip { get; init; }

    /// <summary>How many bytes are missing at the end.</summary>
    public int Cut { get; init; }

    public string? Raw { get; init; }

    public bool Leave { get; init; }

    public TestSender Caller => As.Split(' ') is [var organisation, var role] ? new(organisation, role) : throw new FormatException(As);

    /// <summary>Null where the request has no body.</summary>
    public byte[]? Body(HostileTexts texts)
    {
        if (Json is null && Text is null && Parts is null)
            return null;
        using var bytes = new MemoryStream();
        if (Json is not null)
            bytes.Write(texts.Fill(Json.ToJsonString()));
        if (Text is not null)
            bytes.Write(texts.Fill(Text));
        foreach (var part in Parts ?? [])
            part.WriteTo(bytes, texts);
        var body = Gzip ? Pack(bytes.ToArray()) : bytes.ToArray();
        return body[..^Cut];
    }

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
            gzip.Write(bytes);
        return packed.ToArray();
    }
}

public sealed record HostilePart(string? Text = null, string? Hex = null, string? Repeat = null, int Times = 0)
{
    internal void WriteTo(Stream stream, HostileTexts texts)
    {
        if (Text is not null)
            stream.Write(texts.Fill(Text));
        if (Hex is not null)
            stream.Write(Convert.FromHexString(Hex));
        if (Repeat is null)
            return;
        var once = texts.Fill(Repeat);
        var counts = Repeat.Contains("{{n}}", StringComparison.Ordinal);
        for (var n = 0; n < Times; n++)
            stream.Write(
                counts ? texts.Fill(Repeat.Replace("{{n}}", n.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)) : once
            );
    }
}

public sealed record HostileToken(string Kind)
{
    public JsonObject? Header { get; init; }

    public JsonObject? Claims { get; init; }

    public string? Signature { get; init; }

    public string? Text { get; init; }

    public string? Repeat { get; init; }

    public int Times { get; init; }
}

public sealed record HostileExpectation
{
    [JsonConverter(typeof(OneOrMany<int>))]
    public IReadOnlyList<int> Status { get; init; } = [];

    [JsonConverter(typeof(OneOrMany<string>))]
    public IReadOnlyList<string>? Code { get; init; }

    public bool Closes { get; init; }

    public string? Allow { get; init; }

    public string? Body { get; init; }

    [JsonIgnore]
    public bool IsAcceptance => Status[0] is >= 200 and < 300;
}

/// <summary>What the texts in double braces stand for, of one row.</summary>
public sealed partial class HostileTexts(string token, string host)
{
    public const string Canary = "Zqxvwbane7Merrowick";

    /// <summary>By which the row's audit row is known.</summary>
    public string Correlation { get; } = Guid.NewGuid().ToString();

    private readonly Dictionary<string, string> texts = new(StringComparer.Ordinal)
    {
        ["canary"] = Canary,
        ["nhs"] = TestPerson.New().Number,
        ["nhs2"] = TestPerson.New().Number,
        ["nhs10"] = "9990000000",
        ["token"] = token,
        ["host"] = host,
        ["n"] = Messages.NewName("n"),
        ["64 KB"] = new string('a', 64 * 1024),
        ["200 headers"] = string.Concat(Enumerable.Range(0, 200).Select(n => $"X-{n}: a\r\n")),
    };

    public byte[] Fill(string text) => Encoding.UTF8.GetBytes(FillText(text));

    public string FillText(string text) => Name().Replace(text, match => Value(match.Groups[1].Value));

    private string Value(string name) =>
        name switch
        {
            "nhsSpaced" => $"{texts["nhs"][..3]}%20{texts["nhs"][3..6]}%20{texts["nhs"][6..]}",
            "nhsArabic" => In('\u0660'),
            "nhsWide" => In('\uFF10'),
            "correlation" => Correlation,
            _ => texts[name],
        };

    private string In(char zero) => string.Concat(texts["nhs"].Select(digit => (char)(zero + digit - '0')));

    [GeneratedRegex(@"\{\{([a-zA-Z0-9 ]+)\}\}", RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
