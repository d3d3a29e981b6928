#nullable disable
using System.Globalization;
using System.Text;
using Hl7.Fhir.Introspection;

namespace Hl7.Fhir.Model;

/// <summary>A value with an id and extensions of its own. Decimals and times keep the text they were read as.</summary>
public abstract class PrimitiveType : DataType
{
    // The type of id and extension of a primitive: "_birthDate" in JSON.
    private static readonly TypeFacts CompanionFacts = new TypeFacts<FhirString>(
        -1,
        "Element",
        Encoding.ASCII.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"id ? string\nextension * #{new Extension().TypeFacts.Number}")
        )
    );

    private Slots2 slots;

    /// <summary>string, bool, int or <see cref="CodeLiteral"/> as read; decimal, DateTimeOffset or byte[] as given by a caller.</summary>
    internal object Raw;

    internal abstract PrimitiveKind Kind { get; }

    /// <summary>Whether there is an id or an extension.</summary>
    internal bool HasCompanion => slots[0] is not null || slots[1] is List<Extension> { Count: > 0 };

    internal override TypeFacts TypeFacts => CompanionFacts;

    internal override Span<object> Slots => slots;

    /// <inheritdoc/>
    public override string TypeName => Kind.Name();

    /// <summary>The value, also when it is not valid for the type: then it is the text that was read.</summary>
    public virtual object ObjectValue
    {
        get => Raw is CodeLiteral code ? code.Literal : Raw;
        set => Raw = value;
    }

    /// <inheritdoc/>
    public override bool IsExactly(IDeepComparable other) =>
        base.IsExactly(other) && string.Equals(ToString(), ((PrimitiveType)other).ToString(), StringComparison.Ordinal);

    /// <summary>The value as FHIR writes it; null when there is none.</summary>
    public override string ToString() =>
        Raw switch
        {
            null => null,
            string text => text,
            CodeLiteral code => code.Literal,
            bool truth => truth ? "true" : "false",
            DateTimeOffset moment => IsoTime.Format(moment),
            byte[] bytes => Convert.ToBase64String(bytes),
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            _ => Raw.ToString(),
        };
}
