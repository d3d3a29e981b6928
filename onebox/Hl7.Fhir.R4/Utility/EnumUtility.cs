using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using Hl7.Fhir.Introspection;
using Hl7.Fhir.Model;

namespace Hl7.Fhir.Utility;

/// <summary>The codes behind an enumeration, found once for each.</summary>
internal static class EnumFacts<T>
    where T : struct, Enum
{
    public static readonly CodeFacts Codes = EnumUtility.Facts(typeof(T));

    public static CodeLiteral Literal(T member)
    {
        var value = Unsafe.As<T, int>(ref member);
        return (uint)value < (uint)Codes.Literals.Length
            ? Codes.Literals[value]
            : throw new ArgumentOutOfRangeException(nameof(member), $"No member of {typeof(T).Name}.");
    }
}

/// <summary>From enumeration members to FHIR's codes and back.</summary>
public static class EnumUtility
{
    private static readonly ConcurrentDictionary<Type, CodeFacts> ByType = new();

    /// <summary>The code, such as "in-progress".</summary>
    public static string? GetLiteral(this Enum e) => Literal(e).Literal;

    /// <inheritdoc cref="GetLiteral(Enum)"/>
    public static string? GetLiteral<T>(this T e)
        where T : struct, Enum => EnumFacts<T>.Literal(e).Literal;

    /// <summary>The code; null for null.</summary>
    public static string? GetLiteral<T>(this T? e)
        where T : struct, Enum => e is { } member ? EnumFacts<T>.Literal(member).Literal : null;

    /// <summary>The code system of the code.</summary>
    public static string? GetSystem(this Enum e) => Literal(e).System;

    /// <inheritdoc cref="GetSystem(Enum)"/>
    public static string? GetSystem<T>(this T e)
        where T : struct, Enum => EnumFacts<T>.Literal(e).System;

    /// <summary>The member of a code; null when there is none.</summary>
    public static T? ParseLiteral<T>(string? rawValue, bool ignoreCase = false)
        where T : struct, Enum =>
        rawValue is not null && EnumFacts<T>.Codes.Find(rawValue, Comparison(ignoreCase)) is { } code
            ? PrimitiveSlot.FromValue<T>(code.Value)
            : null;

    /// <inheritdoc cref="ParseLiteral{T}(string, bool)"/>
    public static Enum? ParseLiteral(string? rawValue, Type enumType, bool ignoreCase = false) =>
        rawValue is not null && Facts(enumType).Find(rawValue, Comparison(ignoreCase)) is { } code
            ? (Enum)Enum.ToObject(enumType, code.Value)
            : null;

    /// <summary>The name of the value set's binding.</summary>
    public static string GetName<T>()
        where T : struct, Enum => GetName(typeof(T));

    /// <inheritdoc cref="GetName{T}"/>
    public static string GetName(Type enumType) => Attribute(enumType).BindingName;

    internal static CodeFacts Facts(Type type) => ByType.GetOrAdd(type, static type => CodeFacts.Enumeration(Attribute(type).Number));

    private static FhirEnumerationAttribute Attribute(Type type) =>
        type.GetCustomAttribute<FhirEnumerationAttribute>()
        ?? throw new ArgumentException($"{type.Name} is not an enumeration of FHIR codes.", nameof(type));

    private static CodeLiteral Literal(Enum member) =>
        Facts(member.GetType()).Literals[Convert.ToInt32(member, System.Globalization.CultureInfo.InvariantCulture)];

    private static StringComparison Comparison(bool ignoreCase) =>
        ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
}
