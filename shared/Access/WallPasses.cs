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
    private readonly SealedJson<WallPass> sealedPass = new(seals, "wall-pass", WallPassJson.Default.WallPass);

    /// <summary>One shift.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    public string Issue(Caller caller, string board)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var until = (time.GetUtcNow() + Lifetime).ToUnixTimeSeconds();
        return sealedPass.Write(new WallPass(board, caller.Organisation.Value, caller.Role.Name(), caller.Purpose, caller.Subject, until));
    }

    /// <summary>Whose pass it is; null for one that is not the hub's, has run out, or is for another board.</summary>
    public Caller? Check(string? pass, string board) =>
        sealedPass.Read(pass) is { } read
        && string.Equals(read.Board, board, StringComparison.Ordinal)
        && read.Until > time.GetUtcNow().ToUnixTimeSeconds()
        && OdsCode.TryParse(read.Organisation, out var organisation)
        && Roles.TryParse(read.Role, out var role)
        && read.Subject is { Length: > 0 } subject
            ? new Caller(organisation, role, read.Purpose, subject)
            : null;
}

/// <param name="Until">Unix seconds.</param>
internal sealed record WallPass(string? Board, string? Organisation, string? Role, string? Purpose, string? Subject, long Until)
{
    public override string ToString() => "WallPass (withheld)";
}

[JsonSerializable(typeof(WallPass))]
internal sealed partial class WallPassJson : JsonSerializerContext;
