using IntegrationHub.Discharge.Cases;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Discharge.Boards;

/// <summary>By what a board can be narrowed.</summary>
public enum BoardDimension
{
    /// <summary>Not narrowed.</summary>
    All = 1,
    Ward,
    Pathway,
    Neighbourhood,

    /// <summary>Who must act.</summary>
    Turn,
}

/// <summary>One value of one dimension.</summary>
/// <param name="Value">As on the cards: a ward's name, a pathway's digit, a neighbourhood's id, one of <see cref="CaseTurn.All"/>.</param>
public sealed record BoardFilter(BoardDimension By, string Value)
{
    public static BoardFilter None { get; } = new(BoardDimension.All, "");

    /// <summary>The value as it can stand in a key or an address: a ward's name can hold anything.</summary>
    public string Token => By is BoardDimension.All ? "-" : TokenOf(Value);

    /// <summary>The filters that a card answers to.</summary>
    internal static IEnumerable<BoardFilter> Of(BoardCard card)
    {
        yield return None;
        // Who has left is listed whole only: the newest are looked at, and the list grows for ever.
        if (!card.IsOpen)
            yield break;
        if (card.Ward is { } ward)
            yield return new(BoardDimension.Ward, ward);
        if (card.Pathway is { } pathway)
            yield return new(BoardDimension.Pathway, pathway.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (card.Neighbourhood is { } neighbourhood)
            yield return new(BoardDimension.Neighbourhood, neighbourhood);
        yield return new(BoardDimension.Turn, card.Turn);
    }

    internal bool Holds(BoardCard card) => Of(card).Contains(this);

    private static string TokenOf(string value)
    {
        Span<byte> hash = stackalloc byte[32];
        FramedHash.Sha256(hash, value);
        return Base32.Encode(hash[..5]);
    }
}

/// <summary>A filter as it stands in an address.</summary>
/// <param name="Token">See <see cref="BoardFilter.Token"/>.</param>
public sealed record BoardAsk(BoardDimension By, string Token);

/// <summary>The columns of a board: the open states, and one for all who have left.</summary>
public static class BoardColumn
{
    public const string Left = "left";

    public static IReadOnlyList<string> All { get; } =
    [.. Enum.GetValues<CaseState>().Where(state => state <= CaseState.Arranged).Select(NameOf), Left];

    public static string Of(BoardCard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        return card.IsOpen ? NameOf(card.State) : Left;
    }

    private static string NameOf(CaseState state) =>
        state switch
        {
            CaseState.Expected => "expected",
            CaseState.InHospital => "in-hospital",
            CaseState.Ready => "ready",
            CaseState.Referred => "referred",
            CaseState.Planning => "planning",
            CaseState.Arranged => "arranged",
            _ => Left,
        };
}
