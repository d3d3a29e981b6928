using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Access;

/// <summary>
/// A pass for a screen on a wall: whoever may see a board lets a browser show that board's wall, which names nobody, for the length of a
/// shift, and nothing else. It is the hub's own, under its own key; whether its bearer's organisation and role may see the board is asked
/// each time.
/// </summary>
public sealed class WallPasses(Pseudonyms seals, TimeProvider time)
{
    private const string Context = "wall-pass";

    /// <summary>One shift.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    public string Issue(Caller caller, string board)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var until = (time.GetUtcNow() + Lifetime).ToUnixTimeSeconds();
        var text = Base64Url.EncodeToString(
            JsonSerializer.SerializeToUtf8Bytes(
                new WallPass(board, caller.Organisation.Value, caller.Role.Name(), caller.Purpose, caller.Subject, until),
                WallPassJson.Default.WallPass
            )
        );
        return $"{text}.{SealOf(text)}";
    }

    /// <summary>Whose pass it is; null for one that is not the hub's, has run out, or is for another board.</summary>
    public Caller? Check(string? pass, string board)
    {
        if (pass?.Split('.') is not [{ Length: > 0 } text, var seal])
            return null;
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(SealOf(text)), Encoding.UTF8.GetBytes(seal)))
            return null;
        return
            Read(text) is { } read
            && string.Equals(read.Board, board, StringComparison.Ordinal)
            && read.Until > time.GetUtcNow().ToUnixTimeSeconds()
            && OdsCode.TryParse(read.Organisation, out var organisation)
            && Roles.TryParse(read.Role, out var role)
            && read.Subject is { Length: > 0 } subject
            ? new Caller(organisation, role, read.Purpose, subject)
            : null;
    }

    /// <summary>What the seal fits, the hub wrote: null where it was a version whose passes this one cannot read.</summary>
    private static WallPass? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(Base64Url.DecodeFromChars(text), WallPassJson.Default.WallPass);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string SealOf(string text)
    {
        Span<byte> seal = stackalloc byte[32];
        seals.Seal(text, Context, seal);
        return Base32.Encode(seal[..30]);
    }
}

/// <param name="Until">Unix seconds.</param>
internal sealed record WallPass(string? Board, string? Organisation, string? Role, string? Purpose, string? Subject, long Until)
{
    public override string ToString() => "WallPass (withheld)";
}

[JsonSerializable(typeof(WallPass))]
internal sealed partial class WallPassJson : JsonSerializerContext;
