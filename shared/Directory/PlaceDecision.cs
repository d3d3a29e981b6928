namespace IntegrationHub.Directory;

/// <summary>The parts of a usual address that place a patient. Personal: it prints as a fixed text.</summary>
/// <param name="District"><c>Address.district</c>.</param>
/// <param name="Postcode"><c>Address.postalCode</c>.</param>
public readonly record struct UsualAddress(string? District, string? Postcode)
{
    public override string ToString() => "(address withheld)";
}

/// <summary>A patient's place, and which rule gave it.</summary>
/// <param name="Rule">One of <see cref="PlacedBy"/>.</param>
public readonly record struct PlaceDecision(Place? Place, string Rule);

/// <summary>The rules that give a patient's place, in the order they are tried.</summary>
public static class PlacedBy
{
    public const string UsualAddress = "usual-address";
    public const string RegisteredPractice = "registered-practice";
    public const string SenderDefault = "sender-default";
    public const string None = "none";
}
