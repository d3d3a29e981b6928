namespace Hl7.Fhir.R4.Generator;

/// <summary>One element: its JSON name (without [x]), cardinality, types and, for bound elements, the enumeration or value set.</summary>
internal sealed record ElementFact(string Name, bool IsChoice, int Min, bool IsList, string[] Types, string? Enumeration, string? ValueSet);

/// <summary>One class: "type", "resource" or "component" (a backbone element nested in a type).</summary>
internal sealed record TypeFact(string Kind, string Name, string Base, bool IsAbstract)
{
    public List<ElementFact> Elements { get; } = [];
}

/// <summary>A value set's codes by system. <see cref="IsEnumeration"/>: a C# enumeration stands for it.</summary>
internal sealed record CodeFact(bool IsEnumeration, string Name, string ValueSet, bool IsOpen)
{
    public List<(string System, List<(string Code, string Member)> Codes)> Systems { get; } = [];
}

/// <summary>model.txt, codes.txt and extensions.txt, read.</summary>
internal sealed class FactTables
{
    public List<TypeFact> Types { get; } = [];
    public List<CodeFact> Codes { get; } = [];

    /// <summary>A line each: its name and the types of its value.</summary>
    public List<string> Extensions { get; } = [];

    public Dictionary<string, TypeFact> ByName { get; private set; } = [];
    public List<CodeFact> Enumerations => [.. Codes.Where(code => code.IsEnumeration)];
    public List<CodeFact> ValueSets => [.. Codes.Where(code => !code.IsEnumeration && !code.IsOpen)];

    public static FactTables Read(string folder)
    {
        var facts = new FactTables();
        foreach (var line in Lines(Path.Combine(folder, "model.txt")))
            facts.ReadModel(line);
        foreach (var line in Lines(Path.Combine(folder, "codes.txt")))
            facts.ReadCodes(line);
        facts.Extensions.AddRange(Lines(Path.Combine(folder, "extensions.txt")));
        facts.ByName = facts.Types.ToDictionary(type => type.Name);
        return facts;
    }

    private static IEnumerable<string> Lines(string path) => File.ReadLines(path).Where(line => line.Length > 0 && !line.StartsWith('#'));

    private void ReadModel(string line)
    {
        var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (line[0] != ' ')
        {
            Types.Add(new TypeFact(parts[0], parts[1], parts[2], parts is [_, _, _, "abstract"]));
            return;
        }
        var (min, isList) = parts[1] switch
        {
            "?" => (0, false),
            "!" => (1, false),
            "*" => (0, true),
            "+" => (1, true),
            _ => throw new InvalidDataException($"Unknown cardinality in: {line}"),
        };
        var isChoice = parts[0].EndsWith("[x]", StringComparison.Ordinal);
        var name = isChoice ? parts[0][..^3] : parts[0];
        var types = parts[2].Split('|').Select(type => type.Split(':')[0]).ToArray();
        var bound = parts.Length > 3 ? parts[3] : " ";
        Types[^1]
            .Elements.Add(
                new ElementFact(
                    name,
                    isChoice,
                    min,
                    isList,
                    types,
                    bound[0] == '@' ? bound[1..] : null,
                    bound[0] == '^' ? bound[1..] : null
                )
            );
    }

    private void ReadCodes(string line)
    {
        var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts[0] == "enum" && line[0] != ' ')
            Codes.Add(new CodeFact(true, parts[1], parts[2], false));
        else if (parts[0] == "set" && line[0] != ' ')
            Codes.Add(new CodeFact(false, parts[1], parts[1], parts.Length > 2));
        else
            Codes[^1].Systems.Add((parts[0], [.. parts.Skip(1).Select(Member)]));
    }

    private (string Code, string Member) Member(string text)
    {
        var cut = Codes[^1].IsEnumeration ? text.LastIndexOf('=') : -1;
        return cut > 0 ? (text[..cut], text[(cut + 1)..]) : (text, char.ToUpperInvariant(text[0]) + text[1..]);
    }
}
