using System.Diagnostics;

namespace IntegrationHub.Identifiers;

/// <summary>
/// An NHS number that passes its check: ten ASCII digits, the last a modulus 11 check digit (NHS Data Dictionary, NHS NUMBER).
/// It prints as a fixed text, so that it cannot reach a log by accident; <see cref="Value"/> is for message bodies only.
/// </summary>
[DebuggerDisplay("NHS number (withheld)")]
public readonly struct NhsNumber : IEquatable<NhsNumber>
{
    /// <summary>The identifier system that UK Core fixes for it.</summary>
    public const string System = "https://fhir.nhs.uk/Id/nhs-number";

    private readonly string? value;

    private NhsNumber(string value) => this.value = value;

    /// <summary>The ten digits.</summary>
    public string Value => value ?? throw new InvalidOperationException("An NHS number that was never set.");

    public static bool TryParse(ReadOnlySpan<char> text, out NhsNumber number)
    {
        number = default;
        if (text.Length != 10)
            return false;

        var sum = 0;
        for (var i = 0; i < 10; i++)
        {
            if (!char.IsAsciiDigit(text[i]))
                return false;
            if (i < 9)
                sum += (text[i] - '0') * (10 - i);
        }

        var check = 11 - sum % 11;
        if (check == 11)
            check = 0;
        if (check == 10 || check != text[9] - '0')
            return false;

        number = new NhsNumber(text.ToString());
        return true;
    }

    public bool Equals(NhsNumber other) => string.Equals(value, other.value, StringComparison.Ordinal);

    public override bool Equals(object? obj) => obj is NhsNumber other && Equals(other);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(value ?? "");

    public static bool operator ==(NhsNumber left, NhsNumber right) => left.Equals(right);

    public static bool operator !=(NhsNumber left, NhsNumber right) => !left.Equals(right);

    public override string ToString() => "(NHS number withheld)";
}
