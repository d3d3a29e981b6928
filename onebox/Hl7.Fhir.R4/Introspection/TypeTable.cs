using System.Globalization;
using System.Text;

namespace Hl7.Fhir.Introspection;

/// <summary>Types by number and by name. The generator writes the other part.</summary>
internal static partial class TypeTable
{
    private static readonly Lazy<Utf8Table<NamedType>> Resources = new(() => new Utf8Table<NamedType>(Names(ResourceNames)));
    private static readonly Lazy<NamedType[]> DataTypes = new(() => Names(DataTypeNames));
    private static readonly TypeFacts?[] Known = new TypeFacts?[Count];

    /// <summary>The facts of a type, made when they are first asked for; of two threads that ask at once, both get the same.</summary>
    public static TypeFacts Get(int number) => Known[number] ?? Remember(number, Make(number));

    private static TypeFacts Remember(int number, TypeFacts made) => Interlocked.CompareExchange(ref Known[number], made, null) ?? made;

    /// <summary>The facts of a resource type, by the value of resourceType.</summary>
    public static bool TryFindResource(ReadOnlySpan<byte> name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out TypeFacts? facts)
    {
        facts = Resources.Value.TryFind(name, out var found) ? found.Facts : null;
        return facts is not null;
    }

    /// <summary>The 146 resource types that can have instances.</summary>
    public static IEnumerable<string> AllResources => Names(ResourceNames).Select(type => type.Name);

    /// <summary>The name of a data type by its number, without making its facts.</summary>
    public static string DataTypeName(int number) => Array.Find(DataTypes.Value, type => type.Number == number)!.Name;

    /// <summary>A data type or resource by name, or null.</summary>
    public static TypeFacts? Named(string name)
    {
        if (TryFindResource(Encoding.UTF8.GetBytes(name), out var facts))
            return facts;
        return Array.Find(DataTypes.Value, type => type.Name == name)?.Facts;
    }

    public static bool IsDataType(string name) => Array.Exists(DataTypes.Value, type => type.Name == name);

    private static NamedType[] Names(ReadOnlySpan<byte> text)
    {
        var words = Encoding.ASCII.GetString(text).Split(' ');
        var types = new NamedType[words.Length / 2];
        for (var i = 0; i < types.Length; i++)
            types[i] = new NamedType(words[2 * i], int.Parse(words[2 * i + 1], NumberStyles.None, CultureInfo.InvariantCulture));
        return types;
    }

    private sealed class NamedType(string name, int number) : IUtf8Named
    {
        public string Name => name;
        public int Number => number;
        public byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(name);
        public TypeFacts Facts => Get(number);
    }
}
