using System.Text;

namespace Hl7.Fhir.Introspection;

/// <summary>One code of an enumeration or value set. Instances are shared: a status that was read is a reference to one.</summary>
internal sealed class CodeLiteral(string literal, string system, int value) : IUtf8Named
{
    public readonly string Literal = literal;
    public readonly string System = system;

    /// <summary>The value of the enumeration's member.</summary>
    public readonly int Value = value;

    public byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(literal);

    public override string ToString() => Literal;
}

/// <summary>The codes of an enumeration or of a value set.</summary>
internal sealed class CodeFacts
{
    private static readonly CodeFacts?[] Enumerations = new CodeFacts?[CodeTable.EnumerationCount];
    private static readonly CodeFacts?[] ValueSets = new CodeFacts?[CodeTable.ValueSetCount];

    private readonly Utf8Table<CodeLiteral> byLiteral;

    private CodeFacts(ReadOnlySpan<byte> encoded)
    {
        var lines = Encoding.ASCII.GetString(encoded).Split('\n');
        Name = lines[0];
        var literals = new List<CodeLiteral>();
        foreach (var line in lines.AsSpan(1))
        {
            var words = line.Split(' ');
            foreach (var code in words.AsSpan(1))
                literals.Add(new CodeLiteral(code, words[0], literals.Count));
        }
        Literals = [.. literals];
        byLiteral = new Utf8Table<CodeLiteral>(Literals);
    }

    /// <summary>The enumeration's name, or the value set's address.</summary>
    public readonly string Name;

    /// <summary>By the enumeration member's value.</summary>
    public readonly CodeLiteral[] Literals;

    public static CodeFacts Enumeration(int number) => Enumerations[number] ??= new CodeFacts(CodeTable.Enumeration(number));

    public static CodeFacts ValueSet(int number) => ValueSets[number] ??= new CodeFacts(CodeTable.ValueSet(number));

    public bool TryFind(ReadOnlySpan<byte> code, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out CodeLiteral? literal) =>
        byLiteral.TryFind(code, out literal);

    /// <summary>Whether this system has this code in the set.</summary>
    public bool Contains(string system, string code) =>
        Array.Exists(
            Literals,
            literal =>
                string.Equals(literal.Literal, code, StringComparison.Ordinal)
                && string.Equals(literal.System, system, StringComparison.Ordinal)
        );

    public CodeLiteral? Find(string code, StringComparison comparison) =>
        Array.Find(Literals, literal => string.Equals(literal.Literal, code, comparison));
}
